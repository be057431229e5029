import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from '../browser';
import { installExtension, type ExtensionSource } from './extensions';
import { startServer, type ServerOptions } from './server';
import { writeSettings, type Theme } from './settings';
import { workbenchUrl, type Development } from './url';

export interface Profile {
  /** A folder, opened as a fresh copy. */
  readonly workspace: string;
  /** User settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Added to the environment of the extension host, which gets no VS Code, Azure or OpenAI variable else. */
  readonly env?: Readonly<Record<string, string>>;
  /** False: the workspace starts restricted. */
  readonly trust?: boolean;
  /** `dark` when absent. */
  readonly theme?: Theme;
}

export interface Content {
  readonly installed: readonly ExtensionSource[];
  readonly development?: Development;
  /** What the page offers to a test run. */
  readonly functions?: Readonly<Record<string, (...args: never[]) => void>>;
}

export interface Session {
  readonly url: string;
  readonly page: Page;
  readonly context: BrowserContext;
  /** The copy of the workspace that is open. */
  readonly workspace: string;
  /** Where the editor stores settings and logs. */
  readonly dataDir: string;
  /** What the server printed so far. */
  readonly serverLog: string;
  /** What the page's console got so far. */
  readonly consoleLog: string;
  close(): Promise<void>;
}

/** Starts a server and a browser on a fresh profile and opens the workbench in it, without waiting for it. */
export async function openSession(profile: Profile, content: Content): Promise<Session> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sightline-'));
  const closers = [() => rm(folder, { recursive: true, force: true, maxRetries: 5 })];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) {
      await closer();
    }
  };
  try {
    const workspace = path.join(folder, path.basename(profile.workspace));
    await cp(profile.workspace, workspace, { recursive: true });
    const options: ServerOptions = {
      dataDir: path.join(folder, '.vscode-data'),
      extensionsDir: path.join(folder, '.vscode-extensions'),
      env: profile.env ?? {},
      trust: profile.trust ?? true,
      driver: content.development !== undefined,
    };
    await writeSettings(options.dataDir, profile.theme ?? 'dark', profile.settings ?? {});
    for (const extension of content.installed) {
      await installExtension(options, extension);
    }
    const server = await startServer(options);
    closers.push(() => server.close());
    const browser = await launchBrowser();
    closers.push(() => browser.close());
    const context = await browser.newContext({
      viewport: { width: 1400, height: 900 },
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    context.setDefaultTimeout(20_000);
    const page = await context.newPage();
    const messages: string[] = [];
    page.on('console', (message) => messages.push(`[${message.type()}] ${message.text()}`));
    const url = workbenchUrl(server.authority, workspace, content.development);
    for (const [name, listener] of Object.entries(content.functions ?? {})) {
      await page.exposeFunction(name, listener);
    }
    await page.goto(url);
    return {
      url,
      page,
      context,
      workspace,
      dataDir: options.dataDir,
      get serverLog() {
        return server.output;
      },
      get consoleLog() {
        return messages.join('\n');
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
