import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { headStartOf } from '../headStart';
import { conversationViewType, pageOptions } from '../panel/panelView';
import { ConversationPanel, type PanelServices } from './conversationPanel';
import type { ImageAddress } from '../images/imageAddress';
import type { Inquiry } from './inquiry';
import { Session, type SessionPorts } from './session';

/** A conversation that is open, with its panel once that was built. */
interface Open {
  readonly session: Session;
  panel?: ConversationPanel;
}

/** The open conversations and their panels. */
export class Panels {
  private readonly open = new Set<Open>();

  constructor(
    private readonly services: PanelServices,
    private readonly ports: SessionPorts,
  ) {}

  /**
   * Asks about some images: in the conversation that is about the same ones, else in a new one, where a
   * panel is on show or beside the active editor. What is running is not disturbed: the same question
   * is shown again, another gets a conversation of its own.
   */
  async ask({ title, addresses, prompt, job }: Inquiry): Promise<void> {
    const about = this.about(addresses);
    const running = about.find(({ session }) => session.isRunning && isAsking(session, prompt));
    if (running) {
      running.panel?.reveal();
      return;
    }
    const { images } = this.services;
    const ids = addresses.map((address) => images.add(address));
    const answerer = this.ports.answerer();
    const asked = { text: prompt, images: ids, ...(job !== undefined && { job }) };
    const command = { title, asked, answerer };
    const idle = about.find(({ session }) => !session.isRunning);
    if (idle) {
      void idle.session.begin(command);
      idle.panel?.reveal();
      return;
    }
    const session = new Session(this.ports, { id: randomUUID(), title });
    const opened: Open = { session };
    this.open.add(opened);
    void session.begin(command);
    await headStartOf([answerer, ...ids.map((id) => images.get(id))]);
    this.show(opened, this.create());
  }

  dispose(): void {
    for (const { session, panel } of this.open) {
      panel?.dispose();
      session.dispose();
    }
  }

  private show(opened: Open, webview: vscode.WebviewPanel): void {
    const { session } = opened;
    opened.panel = new ConversationPanel(webview, session, this.services, () => {
      this.open.delete(opened);
      session.dispose();
    });
  }

  private create(): vscode.WebviewPanel {
    return vscode.window.createWebviewPanel(
      conversationViewType,
      'Sightline',
      this.column ?? vscode.ViewColumn.Beside,
      { ...pageOptions(this.services.extensionUri), enableFindWidget: true },
    );
  }

  /** The conversations whose last question is about these images and no others. */
  private about(addresses: readonly ImageAddress[]): Open[] {
    const wanted = keyOf(addresses);
    return [...this.open].filter(({ session }) => {
      const records = session.currentImages.flatMap((id) => this.services.images.record(id) ?? []);
      return keyOf(records.map(({ address }) => address)) === wanted;
    });
  }

  private get column(): vscode.ViewColumn | undefined {
    return [...this.open].findLast(({ panel }) => panel?.column !== undefined)?.panel?.column;
  }
}

function keyOf(addresses: readonly ImageAddress[]): string {
  return addresses.map(String).sort().join('\n');
}

function isAsking({ turns }: Session, prompt: string): boolean {
  return turns.at(-1)?.question.text === prompt;
}
