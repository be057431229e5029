import * as vscode from 'vscode';
import * as v from 'valibot';
import { conversationViewType } from '../../host/panel/panelView';
import type { Services } from '../../host/services';
import { showHistory } from './showHistory';

/** What a page keeps of its conversation. */
const pageState = v.object({ conversation: v.string() });

/** Show History, and the panels that VS Code brings back after a reload. */
export function registerHistory(services: Services): vscode.Disposable {
  const { actions, history, panels } = services;
  const show = () => showHistory(services);
  return vscode.Disposable.from(
    vscode.commands.registerCommand('sightline.showHistory', show),
    actions.register('showHistory', {
      label: () => vscode.l10n.t('Show History'),
      run: async () => {
        await show();
        return false;
      },
    }),
    vscode.window.registerWebviewPanelSerializer(conversationViewType, {
      async deserializeWebviewPanel(webview, state: unknown) {
        const kept = v.is(pageState, state) ? await history.load(state.conversation) : undefined;
        if (kept) {
          panels.restore(kept, webview);
        } else {
          webview.dispose();
        }
      },
    }),
  );
}
