import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../support/browser';
import { PanelPage, type PanelOptions } from './panelPage';

/** A browser may have to be installed first. */
const installMilliseconds = 300_000;
const testMilliseconds = 60_000;

/**
 * Gives the tests of the surrounding `describe` a browser; the function that comes back opens a
 * panel. After each test its panels are closed, which fails if one of them logged a problem.
 */
export function useBrowser(): (options?: PanelOptions) => Promise<PanelPage> {
  let browser: Browser;
  let panels: PanelPage[] = [];
  before(async function () {
    this.timeout(installMilliseconds);
    browser = await launchBrowser();
  });
  beforeEach(function () {
    this.currentTest?.timeout(testMilliseconds);
  });
  afterEach(async () => {
    const open = panels;
    panels = [];
    for (const panel of open) {
      await panel.close();
    }
  });
  after(() => browser.close());
  return async (options) => {
    const panel = await PanelPage.open(browser, options);
    panels.push(panel);
    return panel;
  };
}
