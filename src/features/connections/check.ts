import * as vscode from 'vscode';
import { hostOf, type Connection } from '../../core/connection';
import { isVisionError, VisionError } from '../../core/errors';
import { loadProviders } from '../../host/chunks';
import type { Services } from '../../host/services';

/** What a tiny real request came to. `cancelled` is the user's own doing. */
export type CheckOutcome =
  { readonly milliseconds: number } | { readonly error: VisionError } | 'cancelled';

/** Sends a tiny real request, an image included, with progress that can be cancelled. Never rejects. */
export async function check(
  { connections, log }: Services,
  connection: Connection,
): Promise<CheckOutcome> {
  const { testConnection } = await loadProviders();
  const host = hostOf(connection.endpoint);
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Testing {0} at {1}…', connection.deployment, host),
      cancellable: true,
    },
    async (_, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => {
        controller.abort();
      });
      try {
        const { milliseconds } = await testConnection(
          connection,
          connections.network,
          controller.signal,
        );
        return { milliseconds };
      } catch (error) {
        if (controller.signal.aborted) {
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
export function tellItWorks({ deployment, endpoint }: Connection, milliseconds: number): void {
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      '{0} at {1} answers questions about images ({2} ms).',
      deployment,
      hostOf(endpoint),
      Math.round(milliseconds),
    ),
  );
}
