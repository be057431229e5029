import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import type { Page } from 'playwright-core';
import type { Program, Theme } from './panelFiles';
import { patience, type Happening, type Tab, type TabOptions } from './tab';
import { borrowTab, returnTab } from './tabs';

export type PageOptions = Partial<TabOptions>;

/** The pixels of an image, which the page gets when it asks for them. */
export interface PixelsMessage {
  readonly type: 'image';
  /** What the page calls the image when it asks for its pixels. */
  readonly id: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** A message or pixels on their way into the page. */
interface Handed {
  /** As JSON: Playwright takes seconds for what has many parts. */
  readonly json?: string;
  readonly pixels?: { readonly id: string; readonly mediaType: string; readonly base64: string };
}

/** A page's program in a browser, under the content security policy that the extension gives it. */
export class WebviewPage<Received extends object, Posted extends { readonly type: string }> {
  private readonly problems: string[] = [];
  private readonly messages: Posted[] = [];
  private readonly calls: string[] = [];
  private readonly arrivals = new EventEmitter();
  private hasOwnClock = false;

  protected constructor(private readonly tab: Tab) {}

  /** A tab of the browser for a page that is to be opened. */
  protected static borrow(): Promise<Tab> {
    return borrowTab();
  }

  /** Loads the program, which tells that it is ready. */
  protected async load(program: Program, options: PageOptions): Promise<void> {
    const { theme = 'dark', width = 420, height = 800, reducedMotion = false } = options;
    await this.tab.load(program, { theme, width, height, reducedMotion }, (happening) =>
      this.take(happening),
    );
    await this.posted('ready');
  }

  get page(): Page {
    return this.tab.page;
  }

  /**
   * Hands messages to the page in one task, as the extension's host would one after the other. Pixels
   * are what the host answers with when it is asked for them.
   */
  async send(...messages: (Received | PixelsMessage)[]): Promise<void> {
    const handed = messages.map((message): Handed => {
      if ('bytes' in message) {
        const { id, mediaType, bytes } = message;
        return { pixels: { id, mediaType, base64: Buffer.from(bytes).toString('base64') } };
      }
      return { json: JSON.stringify(message) };
    });
    await this.page.evaluate((list: readonly Handed[]) => {
      const { pixelsOf } = window as unknown as { pixelsOf: Map<string, unknown> };
      for (const { pixels, json } of list) {
        if (pixels) {
          const bytes = Uint8Array.from(atob(pixels.base64), (c) => c.charCodeAt(0));
          pixelsOf.set(pixels.id, { mediaType: pixels.mediaType, bytes });
          window.dispatchEvent(new Event('pixels'));
        } else {
          const data: unknown = JSON.parse(json ?? 'null');
          window.dispatchEvent(new MessageEvent('message', { data }));
        }
      }
    }, handed);
  }

  /** The ids of the images whose pixels the page has asked for, in that order. */
  async askedPixels(): Promise<string[]> {
    await this.page.evaluate(() => 0);
    return this.calls;
  }

  /** The last message of this type that the page posted; waits for it if there is none yet. */
  async posted<Type extends Posted['type']>(type: Type): Promise<Extract<Posted, { type: Type }>> {
    const isWanted = (message: Posted): message is Extract<Posted, { type: Type }> =>
      message.type === type;
    for (;;) {
      const found = this.messages.findLast(isWanted);
      if (found) {
        return found;
      }
      await once(this.arrivals, 'message', { signal: AbortSignal.timeout(patience) }).catch(() =>
        assert.fail([`The page posted no "${type}".`, ...this.problems].join('\n')),
      );
    }
  }

  /** Everything that the page has posted so far, the oldest first. */
  async allPosted(): Promise<readonly Posted[]> {
    await this.page.evaluate(() => 0);
    return this.messages;
  }

  /** Changes VS Code's theme. */
  async changeTheme(theme: Theme): Promise<void> {
    await this.tab.changeTheme(theme);
  }

  /** Makes the window this large, in CSS pixels. */
  async resize(width: number, height: number): Promise<void> {
    await this.tab.resize(width, height);
  }

  /** Writes a PNG file of what the window shows. */
  async photographWindow(file: string): Promise<void> {
    await this.tab.photograph(file);
  }

  /** Stops the page's clock, which `page.clock.runFor` moves on from then on, also after a reload. */
  async stopClock(): Promise<void> {
    this.hasOwnClock = true;
    await this.page.clock.install({ time: 0 });
    await this.page.clock.pauseAt(1000);
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
        this.messages.push(happening.value as Posted);
        this.arrivals.emit('message');
    }
  }
}
