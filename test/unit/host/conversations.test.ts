import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import type { LoadedConversations } from '../../../src/host/conversation';
import { Conversations } from '../../../src/host/conversations';

/** Those that are kept, by their ids, and what became of the panels that VS Code brought back. */
function brought(kept: Readonly<Record<string, object>>) {
  const happened: string[] = [];
  const conversations = new Conversations(() =>
    Promise.resolve({
      panels: { restore: () => Promise.resolve(void happened.push('restored')) },
      history: { load: (id: string) => Promise.resolve(kept[id]) },
    } as unknown as LoadedConversations),
  );
  const webview = { dispose: () => happened.push('closed') } as unknown as vscode.WebviewPanel;
  return { conversations, webview, happened };
}

describe('a panel that VS Code brings back', () => {
  it('is closed, and leaves no empty column, where its conversation is not kept', async () => {
    const { conversations, webview, happened } = brought({});
    await conversations.restore('gone', webview);
    assert.deepEqual(happened, ['closed']);
  });

  it('shows its conversation where that is kept', async () => {
    const { conversations, webview, happened } = brought({ here: {} });
    await conversations.restore('here', webview);
    assert.deepEqual(happened, ['restored']);
  });
});
