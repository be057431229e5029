import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../support/browser';
import { share } from '../../support/shared';
import { servePanel, type PanelFiles } from './panelFiles';
import { Tab } from './tab';

interface Shared {
  readonly browser: Browser;
  readonly files: PanelFiles;
  /** Tabs that no test uses. */
  readonly idle: Tab[];
}

let shared: Shared | undefined;

/** The browser of this process and the files that it shows, kept for all test files while it lives. */
async function started(): Promise<Shared> {
  if (!shared?.browser.isConnected()) {
    const files = shared?.files ?? (await servePanel());
    if (!shared) {
      share(async () => {
        await shared?.browser.close();
        await files.close();
      });
    }
    shared = { browser: await launchBrowser(), files, idle: [] };
  }
  return shared;
}

/** Starts what tabs need, which may have to be installed first. */
export async function prepareTabs(): Promise<void> {
  await started();
}

/** A tab for one panel. */
export async function borrowTab(): Promise<Tab> {
  const { browser, files, idle } = await started();
  return idle.pop() ?? (await Tab.open(browser, files));
}

/** Takes a tab back, which is closed if its page left something behind. */
export async function returnTab(tab: Tab): Promise<void> {
  if (tab.isClean) {
    shared?.idle.push(tab);
  } else {
    await tab.close();
  }
}
