import * as vscode from 'vscode';
import type { Connections } from '../connections/connections';
import { ConversationPanel } from './conversationPanel';
import type { Inquiry } from './inquiry';
import type { Log } from '../log';
import { begun, prepare } from './preparation';

/** The open panels, one for each set of images. */
export class Panels {
  private readonly open = new Map<string, ConversationPanel>();

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly connections: Connections,
    private readonly log: Log,
  ) {}

  /**
   * Asks in the panel of these images if there is one, else in a new one: where a panel is on
   * show, or beside the active editor.
   */
  async ask(inquiry: Inquiry): Promise<void> {
    const key = inquiry.uris.map(String).sort().join('\n');
    const preparation = prepare(inquiry.uris, this.connections);
    if (!this.open.has(key)) {
      await begun(preparation);
    }
    const panel = this.open.get(key);
    if (panel) {
      panel.restart(inquiry, preparation);
      return;
    }
    const created: ConversationPanel = new ConversationPanel(
      this.extensionUri,
      this.column ?? vscode.ViewColumn.Beside,
      inquiry,
      preparation,
      this.connections,
      this.log,
      () => this.open.delete(key),
    );
    this.open.set(key, created);
  }

  private get column(): vscode.ViewColumn | undefined {
    return [...this.open.values()].findLast(({ column }) => column !== undefined)?.column;
  }

  dispose(): void {
    for (const panel of this.open.values()) {
      panel.dispose();
    }
  }
}
