import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import path from 'node:path';
import { build } from 'esbuild';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import type { HostMessage, PageMessage } from '../../../src/protocol/conversation';
import { pageHtml } from '../../../src/host/panel/pageHtml';
import { root } from '../../support/paths';
import themes from './themes.json';

export type Theme = keyof typeof themes;

export interface PanelOptions {
  readonly theme?: Theme;
  readonly width?: number;
  readonly height?: number;
  readonly reducedMotion?: boolean;
}

const origin = 'http://panel.localhost';

/** The pixels of an image, which the page gets when it asks for them. */
export interface PixelsMessage {
  readonly type: 'image';
  readonly id: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** What a test hands to the page. */
export type Sent = HostMessage | PixelsMessage;

interface Bundle {
  readonly script: string;
  readonly style: string;
}

/** How long the panel may take for anything, in milliseconds. */
const patience = 10_000;

let bundle: Promise<Bundle> | undefined;

/** The panel's program in a browser, under the content security policy that the extension gives it. */
export class PanelPage {
  private readonly problems: string[] = [];
  private readonly messages: PageMessage[] = [];
  private readonly calls: string[] = [];
  private readonly arrivals = new EventEmitter();

  private constructor(
    private readonly context: BrowserContext,
    readonly page: Page,
  ) {}

  static async open(browser: Browser, options: PanelOptions = {}): Promise<PanelPage> {
    const { theme = 'dark', width = 420, height = 800, reducedMotion = false } = options;
    bundle ??= bundleWebview();
    const { script, style } = await bundle;
    const context = await browser.newContext({
      viewport: { width, height },
      reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
    });
    const page = await context.newPage();
    const panel = new PanelPage(context, page);
    await panel.watch();
    await page.addInitScript(vscodeStub);
    await page.route('**/*', async (route) => {
      const { pathname, origin: from } = new URL(route.request().url());
      const files: Record<string, () => Promise<void>> = {
        '/': () => route.fulfill({ contentType: 'text/html', body: html(theme) }),
        '/webview.js': () => route.fulfill({ contentType: 'text/javascript', body: script }),
        '/panel.css': () => route.fulfill({ contentType: 'text/css', body: style }),
        '/theme.css': () => route.fulfill({ contentType: 'text/css', body: themeStyles(theme) }),
        '/vscode.css': () => route.fulfill({ path: path.join(__dirname, 'vscode.css') }),
      };
      if (from === origin && files[pathname]) {
        await files[pathname]();
      } else {
        panel.problems.push(`request to ${route.request().url()}`);
        await route.abort();
      }
    });
    await page.goto(`${origin}/`);
    await panel.posted('ready');
    return panel;
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

  /** Makes the window this wide, and as high as what it shows. */
  async resize(width: number): Promise<void> {
    await this.page.setViewportSize({ width, height: 640 });
    const height = await this.page.evaluate(() => document.documentElement.scrollHeight);
    await this.page.setViewportSize({ width, height });
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
    await this.context.close();
    assert.deepEqual(this.problems, []);
  }

  private async watch(): Promise<void> {
    this.page.setDefaultTimeout(patience);
    this.page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') {
        this.problems.push(`console: ${message.text()}`);
      }
    });
    this.page.on('pageerror', (error) => this.problems.push(`page error: ${error.message}`));
    await this.page.exposeFunction('recordMessage', (message: PageMessage) => {
      this.messages.push(message);
      this.arrivals.emit('message');
    });
    await this.page.exposeFunction('recordCall', (id: string) => this.calls.push(id));
    await this.page.exposeFunction('recordViolation', (what: string) => this.problems.push(what));
  }
}

/**
 * Runs in the page before its script. The state outlives a reload, as in VS Code. A text, because
 * tsx rewrites functions in a way that does not survive the way into the page.
 */
const vscodeStub = `
document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
  recordViolation('policy: ' + violatedDirective + ' ' + blockedURI);
});
window.pixelsOf = new Map();
const answer = ({ id, params }, isRepeated) => {
  isRepeated || recordCall(params.id);
  const result = pixelsOf.get(params.id);
  if (result === undefined) {
    addEventListener('pixels', () => answer({ id, params }, true), { once: true });
  } else {
    const data = { type: 'result', id, result };
    queueMicrotask(() => dispatchEvent(new MessageEvent('message', { data })));
  }
};
window.acquireVsCodeApi = () => ({
  postMessage: (message) =>
    message.type === 'call' ? answer(message) : void recordMessage(message),
  getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined,
  setState: (state) => sessionStorage.setItem('state', JSON.stringify(state)),
});`;

async function bundleWebview(): Promise<Bundle> {
  const { outputFiles } = await build({
    entryPoints: [
      path.join(root, 'src/webview/conversation/main.ts'),
      path.join(root, 'media/panel.css'),
    ],
    outdir: path.join(root, 'out'),
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    target: 'es2023',
    logLevel: 'silent',
  });
  const text = (ending: string): string =>
    outputFiles.find(({ path: file }) => file.endsWith(ending))?.text ?? '';
  return { script: text('.js'), style: text('.css') };
}

/** The page that ships, with what VS Code itself adds to it. */
function html(theme: Theme): string {
  const shipped = pageHtml({
    nonce: 'test',
    script: '/webview.js',
    style: '/panel.css',
    cspSource: origin,
    language: 'en',
  });
  const added = ['/theme.css', '/vscode.css'].map(
    (href) => `<link rel="stylesheet" href="${href}">`,
  );
  return shipped
    .replace('<link', `${added.join('')}<link`)
    .replace('<body>', `<body class="${themes[theme].bodyClass}">`);
}

/** The values that VS Code 1.139 computes for its own themes, on the root as VS Code sets them. */
function themeStyles(theme: Theme): string {
  const fonts = {
    '--vscode-font-family': 'system-ui, sans-serif',
    '--vscode-font-size': '13px',
    '--vscode-font-weight': 'normal',
    '--vscode-editor-font-family': 'monospace',
    '--monaco-monospace-font': 'monospace',
  };
  const rules = Object.entries({ ...fonts, ...themes[theme].variables }).map(
    ([name, value]) => `${name}: ${value};`,
  );
  const scheme = theme === 'light' || theme === 'hc-light' ? 'light' : 'dark';
  return `:root { color-scheme: ${scheme}; ${rules.join(' ')} } html { background: var(--vscode-editor-background); }`;
}
