import type { VisionError } from '../../src/core/errors';
import { registerConnectionActions } from '../../src/features/connections/actions';
import { Actions } from '../../src/host/actions';
import { errorView as viewOf } from '../../src/host/panel/errorView';
import type { Services } from '../../src/host/services';
import type { ErrorView } from '../../src/protocol/conversation';

/** The buttons that the features contribute; none does anything here. */
export const actions = new Actions();
registerConnectionActions({ actions } as Services, () => Promise.resolve(undefined));

/** A failure's card. */
export function errorView(error: VisionError): ErrorView {
  return viewOf(error, actions);
}
