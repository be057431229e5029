import * as vscode from 'vscode';
import { conversationViewType } from '../../host/conversations';
import type { Services } from '../../host/services';

/** Show History, and the panels that VS Code brings back after a reload. */
export function registerHistory(services: Services): vscode.Disposable {
  const { conversations } = services;
  return vscode.Disposable.from(
    vscode.commands.registerCommand('sightline.showHistory', async () => {
      const { showHistory } = await import('./showHistory');
      await showHistory(services);
    }),
    vscode.workspace.onDidChangeConfiguration(async (event) => {
      if (event.affectsConfiguration('sightline.history')) {
        const history = await conversations.history();
        await history.prune();
      }
    }),
    vscode.window.registerWebviewPanelSerializer(conversationViewType, {
      deserializeWebviewPanel: (webview, state: unknown) =>
        conversations.restore(idIn(state), webview),
    }),
  );
}

/** The id of the conversation that a page showed, of what it kept. */
function idIn(state: unknown): string {
  const id = (state as { conversation?: unknown } | null | undefined)?.conversation;
  return typeof id === 'string' ? id : '';
}
