import type { VisionError } from '../../core/errors';
import type { ErrorView } from '../../protocol/conversation';
import type { Actions } from '../actions';
import { errorText } from '../errors/errorText';
import { actionViews } from './actionViews';

/** A failure in; its card, with the buttons that somebody contributes, out. */
export function errorView(error: VisionError, contributed: Pick<Actions, 'label'>): ErrorView {
  const { actions, ...words } = errorText(error);
  return { ...words, actions: actionViews(actions, contributed) };
}
