import { writeFile } from 'node:fs/promises';
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import type { PanelFiles, Program, Theme } from './panelFiles';

export interface TabOptions {
  readonly theme: Theme;
  readonly width: number;
  readonly height: number;
  readonly reducedMotion: boolean;
}

/** What a page does, told as it happens. */
export type Happening =
  /** It posted a message to VS Code's API, or asked for an image's pixels. */
  | { readonly type: 'message' | 'call'; readonly value: unknown }
  /** It did what no page may: log an error, break its policy, ask for anything but its own files. */
  | { readonly type: 'problem'; readonly value: string };

/** How long the panel may take for anything, in milliseconds. */
export const patience = 10_000;

/**
 * A tab of the browser in which panels are shown one after the other, each in a page loaded anew:
 * to open a tab takes several times as long as to load a page.
 */
export class Tab {
  private listener: (happening: Happening) => void = () => undefined;
  private reducesMotion = false;
  private size = '';
  private pages = 0;
  /** True when nothing of its page is left that the next one would feel. */
  isClean = true;

  private constructor(
    private readonly context: BrowserContext,
    readonly page: Page,
    private readonly devtools: CDPSession,
    private readonly files: PanelFiles,
  ) {}

  static async open(browser: Browser, files: PanelFiles): Promise<Tab> {
    const context = await browser.newContext({ viewport: null });
    const page = await context.newPage();
    const tab = new Tab(context, page, await context.newCDPSession(page), files);
    await tab.watch();
    return tab;
  }

  /** Loads a page, whose doings the listener is told. */
  async load(
    program: Program,
    options: TabOptions,
    listener: (happening: Happening) => void,
  ): Promise<void> {
    const { theme, width, height, reducedMotion } = options;
    this.isClean = false;
    this.listener = listener;
    await this.resize(width, height);
    if (reducedMotion !== this.reducesMotion) {
      await this.page.emulateMedia({ reducedMotion: reducedMotion ? 'reduce' : 'no-preference' });
      this.reducesMotion = reducedMotion;
    }
    await this.page.goto(`${this.files.pageIn(program, theme)}?page=${++this.pages}`);
  }

  /** Changes the theme of the page that is loaded. */
  async changeTheme(theme: Theme): Promise<void> {
    await this.page.evaluate(async ({ style, bodyClass }) => {
      document.body.className = bodyClass;
      const link = document.querySelector<HTMLLinkElement>('link.theme');
      if (link && link.href !== style) {
        await new Promise((resolve, reject) => {
          Object.assign(link, { onload: resolve, onerror: reject, href: style });
        });
      }
    }, this.files.theme(theme));
  }

  /** Makes the window this large, in CSS pixels. */
  async resize(width: number, height: number): Promise<void> {
    const size = `${width} × ${height}`;
    if (size !== this.size) {
      const metrics = { width, height, deviceScaleFactor: 1, mobile: false };
      await this.devtools.send('Emulation.setDeviceMetricsOverride', metrics);
      this.size = size;
    }
  }

  /** Writes what the window shows to a PNG file. Playwright's own way takes twice the time. */
  async photograph(file: string): Promise<void> {
    const { data } = await this.devtools.send('Page.captureScreenshot', { optimizeForSpeed: true });
    await writeFile(file, data, 'base64');
  }

  /** Takes away what the next page would feel; the listener has been told everything by then. */
  async clean(): Promise<void> {
    await this.page.mouse.move(0, 0);
    await this.page.evaluate(() => 0);
    this.isClean = true;
  }

  async close(): Promise<void> {
    await this.context.close();
  }

  private async watch(): Promise<void> {
    const { page } = this;
    const problem = (value: string): void => this.listener({ type: 'problem', value });
    page.setDefaultTimeout(patience);
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') {
        problem(`console: ${message.text()}`);
      }
    });
    page.on('pageerror', (error) => problem(`page error: ${error.message}`));
    page.on('request', (request) => {
      if (!this.files.has(request.url()) && !request.url().startsWith('blob:')) {
        problem(`request to ${request.url()}`);
      }
    });
    page.on('websocket', (socket) => problem(`request to ${socket.url()}`));
    await page.exposeFunction('tell', (happening: Happening) => this.listener(happening));
    await page.addInitScript(vscodeStub);
  }
}

/**
 * Runs in the page before its script. The state outlives a reload, as in VS Code, and is that page's
 * own. A text, because tsx rewrites functions in a way that does not survive the way into the page.
 */
const vscodeStub = `
window.__name = (named) => named; // tsx calls it in functions that tests send to the page.
document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
  tell({ type: 'problem', value: 'policy: ' + violatedDirective + ' ' + blockedURI });
});
window.pixelsOf = new Map();
// What is added is told as a message, its bytes as their number, and answered by what the test has set.
window.addedBy = () => ({ ids: [], problems: [] });
const add = async ({ id, name, params }) => {
  tell({ type: 'message', value: { ...params, type: name, bytes: params.bytes?.length } });
  const data = { type: 'result', id, result: await addedBy(name, params) };
  dispatchEvent(new MessageEvent('message', { data }));
};
const answer = ({ id, name, params }, isRepeated) => {
  if (['addBytes', 'addUris', 'chooseImages'].includes(name)) {
    void add({ id, name, params });
    return;
  }
  const image = params.id ?? params.image + ' ' + params.size;
  isRepeated || tell({ type: 'call', value: image });
  const result = pixelsOf.get(image);
  if (result === undefined) {
    addEventListener('pixels', () => answer({ id, params }, true), { once: true });
  } else {
    const data = { type: 'result', id, result };
    queueMicrotask(() => dispatchEvent(new MessageEvent('message', { data })));
  }
};
window.acquireVsCodeApi = () => ({
  postMessage: (value) =>
    value.type === 'call' ? answer(value) : void tell({ type: 'message', value }),
  getState: () => JSON.parse(sessionStorage.getItem(location.search) ?? 'null') ?? undefined,
  setState: (state) => sessionStorage.setItem(location.search, JSON.stringify(state)),
});`;
