import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { loadImaging } from '../chunks';
import { headStartOf, startedImaging } from '../headStart';
import { conversationViewType } from '../conversations';
import { pageOptions } from '../panel/panelView';
import { ConversationPanel, type PanelServices } from './conversationPanel';
import type { ImageAddress } from '../images/imageAddress';
import { permitFor } from '../images/together';
import type { Inquiry } from '../inquiry';
import { Drawings } from './drawings';
import { quietConversation, type QuietConversation, type QuietStart } from './quietConversation';
import { Session } from './session';
import type { SessionPorts, SessionStart } from './sessionPorts';
import type { KeptSession } from './sessionFile';
import { SessionKeeper } from './sessionKeeper';
import type { SessionStore } from './sessionStore';

/** A conversation that is open, with its panel once that was built. */
interface Open {
  readonly session: Session;
  readonly drawings: Drawings;
  readonly keeper: SessionKeeper;
  /** A feature leads it: it is no one else's to ask in until a panel shows it. */
  isQuiet?: boolean;
  panel?: ConversationPanel;
}

/** The open conversations and their panels. */
export class Panels {
  private readonly open = new Set<Open>();

  constructor(
    private readonly services: PanelServices,
    private readonly ports: Omit<SessionPorts, 'drawn'>,
    private readonly store: SessionStore,
  ) {}

  /**
   * Asks about some images: in the conversation that is about the same ones, else in a new one, where a
   * panel is on show or beside the active editor. What is running is not disturbed: the same question
   * is shown again, another gets a conversation of its own.
   */
  async ask({ title, addresses, prompt, command: name, job, ...who }: Inquiry): Promise<void> {
    const about = this.about(addresses);
    const running = about.find(({ session }) => session.isRunning && isAsking(session, prompt));
    if (running) {
      running.panel?.reveal();
      return;
    }
    const { images } = this.services;
    const permit = permitFor(addresses);
    const ids = addresses.map((address) => images.add(address, permit));
    const reading = ids.map((id) => images.get(id));
    const answerer = (who.answerer ?? this.ports.answerer)();
    void this.services.jobs.load(job);
    void startedImaging(reading, loadImaging);
    const asked = {
      text: prompt,
      images: ids,
      ...(name !== undefined && { command: name }),
      ...(job !== undefined && { job }),
    };
    const command = { title, asked, answerer };
    const idle = about.find(({ session }) => !session.isRunning);
    if (idle) {
      void idle.session.begin(command);
      idle.panel?.reveal();
      return;
    }
    const opened = this.opened({ id: randomUUID(), title });
    void opened.session.begin(command);
    await headStartOf([answerer.then(({ fetching }) => fetching), ...reading]);
    this.show(opened, this.create());
  }

  /** Opens a conversation that waits for the images to be added and the first question; one that waits is shown again. */
  begin(title: string): void {
    const waiting = [...this.open].find(
      ({ session, isQuiet }) =>
        isQuiet !== true && session.turns.length === 0 && session.pending.ids.length === 0,
    );
    if (waiting) {
      waiting.panel?.reveal();
    } else {
      this.show(this.opened({ id: randomUUID(), title }), this.create());
    }
  }

  /**
   * A conversation that a feature leads about some images. It has no panel until the user is to decide
   * something or to mend a failure; when `signal` aborts, what runs is stopped.
   */
  quiet({ title, addresses }: QuietStart, signal: AbortSignal): QuietConversation {
    const { images } = this.services;
    const permit = permitFor(addresses);
    const ids = addresses.map((address) => images.add(address, permit));
    const opened = this.opened({ id: randomUUID(), title });
    // None is on its way: vectors are drawn without a browser.
    opened.drawings.pageWent();
    opened.isQuiet = true;
    return quietConversation(opened.session, {
      images: ids,
      answerer: () => this.ports.answerer(),
      signal,
      show: () => this.show(opened, this.create()),
      end: () => this.end(opened),
    });
  }

  /** Shows a conversation that was kept, in `webview` where VS Code brings one back, else in a new panel. */
  async restore(kept: KeptSession, webview?: vscode.WebviewPanel): Promise<void> {
    const shown = [...this.open].find(({ session }) => session.id === kept.id);
    if (shown) {
      webview?.dispose();
      shown.panel?.reveal();
      return;
    }
    await Promise.all(kept.turns.map(({ job }) => this.services.jobs.load(job)));
    const opened = this.opened(kept, kept);
    const { session } = opened;
    const images = kept.images.map(({ uri, isUrl, ...image }) => ({
      ...image,
      address: isUrl ? new URL(uri) : vscode.Uri.parse(uri, true),
    }));
    const files = images.filter(({ part }) => part === undefined);
    const permit = permitFor(files.map(({ address }) => address));
    for (const image of images) {
      const { id } = image;
      this.services.images.restore(image, permit);
      this.services.images.get(id).then(
        () => session.refresh(),
        () => undefined, // Told when a question needs it.
      );
    }
    this.show(opened, webview ?? this.create());
  }

  /** Ends all, as the window closes. Resolves when all is kept. */
  async close(): Promise<void> {
    await Promise.all([...this.open].map((opened) => this.end(opened)));
  }

  /** What runs is kept as interrupted: a window that closes takes its panels along one by one. */
  private async end(opened: Open): Promise<void> {
    this.open.delete(opened);
    const kept = opened.keeper.dispose();
    opened.session.dispose();
    await kept;
  }

  private opened(start: SessionStart, kept?: KeptSession): Open {
    const { images, log } = this.services;
    const drawings = new Drawings({ images, loadImaging, log });
    const session = new Session(
      { ...this.ports, drawn: (image, signal) => drawings.drawn(image, signal) },
      start,
    );
    const keeper = new SessionKeeper(session, this.store, images, log, kept);
    const opened = { session, drawings, keeper };
    this.open.add(opened);
    return opened;
  }

  private show(opened: Open, webview: vscode.WebviewPanel): void {
    const { session, drawings } = opened;
    opened.panel = new ConversationPanel(webview, session, drawings, this.services, () => {
      this.end(opened)
        .then(() => this.store.prune())
        .catch((error: unknown) => this.services.log.error(error));
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
    return [...this.open].filter(({ session, isQuiet, panel }) => {
      if (isQuiet === true && panel === undefined) {
        return false;
      }
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
