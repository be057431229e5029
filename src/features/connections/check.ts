import * as vscode from 'vscode';
import { hostOf, type Connection } from '../../core/connections/connection';
import { isVisionError, VisionError } from '../../core/errors';
import { loadLanguageModels, loadProviders } from '../../host/chunks';
import type { LanguageModel } from '../../host/connections/languageModels';
import type { QuickInput } from '../../host/quickInput';
import type { Services } from '../../host/services';
import type { Network } from '../../providers';

/** What can be tested. */
export type Checkable = Connection | LanguageModel;

/** What a tiny real request came to. `cancelled` is the user's own doing. */
export type CheckOutcome =
  { readonly milliseconds: number } | { readonly error: VisionError } | 'cancelled';

/** What a check may be given beside its target. */
export interface CheckOptions {
  /** In the place of that of the connections. */
  readonly network?: Network;
  /** Cancels it, as the button of its progress does. */
  readonly signal?: AbortSignal;
}

/** Sends a tiny real request, an image included, with progress that can be cancelled. Never rejects. */
export async function check(
  { connections, log }: Services,
  target: Checkable,
  { network = connections.network, signal: outer }: CheckOptions = {},
): Promise<CheckOutcome> {
  const { testAnswer, testConnection } = await loadProviders();
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Testing {0}…', labelOf(target)),
      cancellable: true,
    },
    async (_, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => {
        controller.abort();
      });
      const signal = outer ? AbortSignal.any([outer, controller.signal]) : controller.signal;
      try {
        const { milliseconds } = await (isLanguageModel(target)
          ? testAnswer((await loadLanguageModels()).languageModelAnswer(target), signal)
          : testConnection(target, network, signal));
        return { milliseconds };
      } catch (error) {
        if (signal.aborted) {
          return 'cancelled';
        }
        if (isVisionError(error)) {
          log.warn(`The test of a connection failed: ${error.kind}`);
          return { error };
        }
        log.error(error);
        return { error: new VisionError('internal', {}, { cause: error }) };
      }
    },
  );
}

/** Tells in a notification that a connection works. */
export function tellItWorks(quickInput: QuickInput, target: Checkable, milliseconds: number): void {
  const words = vscode.l10n.t(
    '{0} answers questions about images ({1} ms).',
    labelOf(target),
    Math.round(milliseconds),
  );
  void quickInput.showInformationMessage(words, {});
}

/** Tells the two kinds of targets apart. */
export function isLanguageModel(target: Checkable): target is LanguageModel {
  return 'chat' in target;
}

function labelOf(target: Checkable): string {
  return isLanguageModel(target)
    ? target.label
    : vscode.l10n.t('{0} at {1}', target.deployment, hostOf(target.endpoint));
}
