import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import type { Locator, Page } from 'playwright-core';
import type { HostMessage, PageMessage } from '../../../src/protocol/conversation';
import type { Theme } from './panelFiles';
import { patience, type Happening, type Tab, type TabOptions } from './tab';
import { borrowTab, returnTab } from './tabs';

export type PanelOptions = Partial<TabOptions>;

/** The pixels of an image, which the page gets when it asks for them. */
export interface PixelsMessage {
  readonly type: 'image';
  readonly id: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** What a test hands to the page. */
export type Sent = HostMessage | PixelsMessage;

/** The panel's program in a browser, under the content security policy that the extension gives it. */
export class PanelPage {
  private readonly problems: string[] = [];
  private readonly messages: PageMessage[] = [];
  private readonly calls: string[] = [];
  private readonly arrivals = new EventEmitter();
  private hasOwnClock = false;

  private constructor(private readonly tab: Tab) {}

  static async open(options: PanelOptions = {}): Promise<PanelPage> {
    const { theme = 'dark', width = 420, height = 800, reducedMotion = false } = options;
    const panel = new PanelPage(await borrowTab());
    await panel.tab.load({ theme, width, height, reducedMotion }, (happening) =>
      panel.take(happening),
    );
    await panel.posted('ready');
    return panel;
  }

  get page(): Page {
    return this.tab.page;
  }

  /**
   * Hands messages to the panel in one task, as the extension's host would one after the other. Pixels
   * are what the host answers with when it is asked for them.
   */
  async send(...messages: Sent[]): Promise<void> {
    const plain = messages.map((message) =>
      message.type === 'image'
        ? { ...message, bytes: Buffer.from(message.bytes).toString('base64') }
        : message,
    );
    await this.page.evaluate((list) => {
      const { pixelsOf } = window as unknown as { pixelsOf: Map<string, unknown> };
      for (const message of list) {
        if (message.type === 'image') {
          const bytes = Uint8Array.from(atob(message.bytes), (c) => c.charCodeAt(0));
          pixelsOf.set(message.id, { mediaType: message.mediaType, bytes });
          window.dispatchEvent(new Event('pixels'));
        } else {
          window.dispatchEvent(new MessageEvent('message', { data: message }));
        }
      }
    }, plain);
  }

  /** The ids of the images whose pixels the page has asked for, in that order. */
  async askedPixels(): Promise<string[]> {
    await this.page.evaluate(() => 0);
    return this.calls;
  }

  /** The last message of this type that the panel posted; waits for it if there is none yet. */
  async posted<Type extends PageMessage['type']>(
    type: Type,
  ): Promise<Extract<PageMessage, { type: Type }>> {
    const isWanted = (message: PageMessage): message is Extract<PageMessage, { type: Type }> =>
      message.type === type;
    for (;;) {
      const found = this.messages.findLast(isWanted);
      if (found) {
        return found;
      }
      await once(this.arrivals, 'message', { signal: AbortSignal.timeout(patience) }).catch(() =>
        assert.fail([`The panel posted no "${type}".`, ...this.problems].join('\n')),
      );
    }
  }

  /** Everything that the panel has posted so far, the oldest first. */
  async allPosted(): Promise<readonly PageMessage[]> {
    await this.page.evaluate(() => 0);
    return this.messages;
  }

  /** Waits until each image is shown, or is known not to be an image. */
  async imagesSettled(): Promise<void> {
    for (const figure of await this.page.locator('figure:not(.remote)').all()) {
      await figure.and(this.page.locator('.loaded, .broken')).waitFor();
    }
  }

  /** Changes VS Code's theme. */
  async changeTheme(theme: Theme): Promise<void> {
    await this.tab.changeTheme(theme);
  }

  /** Writes a PNG file of the panel in a window this wide, and as high as what it shows. */
  async photograph(width: number, file: string): Promise<void> {
    await this.tab.resize(width, 640);
    const height = await this.page.evaluate(() => document.documentElement.scrollHeight);
    await this.tab.resize(width, height);
    await this.tab.photograph(file);
  }

  /** Stops the page's clock, which `page.clock.runFor` moves on from then on, also after a reload. */
  async stopClock(): Promise<void> {
    this.hasOwnClock = true;
    await this.page.clock.install({ time: 0 });
    await this.page.clock.pauseAt(1000);
  }

  get reply(): Locator {
    return this.page.getByRole('article', { name: 'Reply' });
  }

  get box(): Locator {
    return this.page.getByRole('textbox', { name: 'Ask a follow-up' });
  }

  /** Takes problems that a test brought about on purpose off the list. */
  forgive(expected: RegExp): void {
    this.problems.splice(
      0,
      Infinity,
      ...this.problems.filter((problem) => !expected.test(problem)),
    );
  }

  /** Fails if the page logged an error, broke its content security policy or asked for anything. */
  async close(): Promise<void> {
    await this.page.evaluate(() => 0);
    if (!this.hasOwnClock) {
      await this.tab.clean();
    }
    await returnTab(this.tab);
    assert.deepEqual(this.problems, []);
  }

  private take(happening: Happening): void {
    switch (happening.type) {
      case 'problem':
        this.problems.push(happening.value);
        break;
      case 'call':
        this.calls.push(happening.value as string);
        break;
      case 'message':
        this.messages.push(happening.value as PageMessage);
        this.arrivals.emit('message');
    }
  }
}
