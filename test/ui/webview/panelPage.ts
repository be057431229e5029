import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import path from 'node:path';
import { build } from 'esbuild';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import type { HostMessage, WebviewMessage } from '../../../src/protocol';
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
const policy = `default-src 'none'; img-src blob:; style-src ${origin}; script-src 'nonce-test'`;

/** How long the panel may take for anything, in milliseconds. */
const patience = 10_000;

let bundle: Promise<string> | undefined;

/** The panel's program in a browser, under the content security policy that the extension gives it. */
export class PanelPage {
  private readonly problems: string[] = [];
  private readonly messages: WebviewMessage[] = [];
  private readonly arrivals = new EventEmitter();

  private constructor(
    private readonly context: BrowserContext,
    readonly page: Page,
  ) {}

  static async open(browser: Browser, options: PanelOptions = {}): Promise<PanelPage> {
    const { theme = 'dark', width = 420, height = 800, reducedMotion = false } = options;
    bundle ??= bundleWebview();
    const script = await bundle;
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
        '/theme.css': () => route.fulfill({ contentType: 'text/css', body: themeStyles(theme) }),
        '/vscode.css': () => route.fulfill({ path: path.join(__dirname, 'vscode.css') }),
      };
      if (from === origin && pathname.startsWith('/media/')) {
        await route.fulfill({ path: path.join(root, pathname) });
      } else if (from === origin && files[pathname]) {
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

  /** Hands messages to the panel in one task, as the extension's host would one after the other. */
  async send(...messages: HostMessage[]): Promise<void> {
    const plain = messages.map((message) =>
      message.type === 'image'
        ? { ...message, bytes: Buffer.from(message.bytes).toString('base64') }
        : message,
    );
    await this.page.evaluate((list) => {
      for (const message of list) {
        const data =
          message.type === 'image'
            ? { ...message, bytes: Uint8Array.from(atob(message.bytes), (c) => c.charCodeAt(0)) }
            : message;
        window.dispatchEvent(new MessageEvent('message', { data }));
      }
    }, plain);
  }

  /** The last message of this type that the panel posted; waits for it if there is none yet. */
  async posted<Type extends WebviewMessage['type']>(
    type: Type,
  ): Promise<Extract<WebviewMessage, { type: Type }>> {
    const isWanted = (
      message: WebviewMessage,
    ): message is Extract<WebviewMessage, { type: Type }> => message.type === type;
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
  async allPosted(): Promise<readonly WebviewMessage[]> {
    await this.page.evaluate(() => 0);
    return this.messages;
  }

  /** Waits until each image is shown, or is known not to be an image. */
  async imagesSettled(): Promise<void> {
    for (const figure of await this.page.locator('figure:has(img)').all()) {
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
    await this.page.exposeFunction('recordMessage', (message: WebviewMessage) => {
      this.messages.push(message);
      this.arrivals.emit('message');
    });
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
window.acquireVsCodeApi = () => ({
  postMessage: (message) => void recordMessage(message),
  getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined,
  setState: (state) => sessionStorage.setItem('state', JSON.stringify(state)),
});`;

async function bundleWebview(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path.join(root, 'src/webview/conversation/main.ts')],
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    target: 'es2023',
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}

function html(theme: Theme): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="stylesheet" href="/theme.css">
  <link rel="stylesheet" href="/vscode.css">
  <link rel="stylesheet" href="/media/panel.css">
  <title>Sightline</title>
</head>
<body class="${themes[theme].bodyClass}">
  <main id="root"></main>
  <script nonce="test" src="/webview.js"></script>
</body>
</html>`;
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
