import type * as vscode from 'vscode';
import type { LoadedConversations } from './conversation';
import type { QuietConversation, QuietStart } from './conversation/quietConversation';
import type { RunConversation, RunStart } from './conversation/runConversation';
import type { SessionStore } from './conversation/sessionStore';
import type { Inquiry } from './inquiry';

/** The type of the panels, by which VS Code brings them back after a reload. */
export const conversationViewType = 'sightline.conversation';

/** The conversations, whose code is loaded with the first. */
export class Conversations {
  private loaded: Promise<LoadedConversations> | undefined;

  constructor(private readonly load: () => Promise<LoadedConversations>) {}

  /** Asks about some images, as `Panels.ask` does. */
  async ask(inquiry: Inquiry): Promise<void> {
    const { panels } = await this.all();
    await panels.ask(inquiry);
  }

  /** Opens a conversation that waits for its images, as `Panels.begin` does. */
  async begin(title: string): Promise<void> {
    (await this.all()).panels.begin(title);
  }

  /** A conversation without a panel, as `Panels.quiet` begins it. */
  async quiet(start: QuietStart, signal: AbortSignal): Promise<QuietConversation> {
    const { panels } = await this.all();
    return panels.quiet(start, signal);
  }

  /** A conversation of a run over many images, which is neither shown nor kept. */
  async lead(start: RunStart, signal: AbortSignal): Promise<RunConversation> {
    return (await this.all()).lead(start, signal);
  }

  /** Shows a conversation that was kept, by its id; `webview` is closed where there is none. */
  async restore(id: string, webview?: vscode.WebviewPanel): Promise<void> {
    const { panels, history } = await this.all();
    const kept = await history.load(id);
    if (kept) {
      await panels.restore(kept, webview);
    } else {
      webview?.dispose();
    }
  }

  /** Those that are kept. */
  async history(): Promise<SessionStore> {
    return (await this.all()).history;
  }

  /** Ends all, as the window closes. */
  async close(): Promise<void> {
    const loaded = await this.loaded;
    await loaded?.panels.close();
  }

  private all(): Promise<LoadedConversations> {
    return (this.loaded ??= this.load());
  }
}
