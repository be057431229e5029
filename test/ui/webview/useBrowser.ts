import { PanelPage, type PanelOptions } from './panelPage';
import { prepareTabs } from './tabs';

/** A browser may have to be installed first. */
const installMilliseconds = 300_000;
const testMilliseconds = 60_000;

/**
 * Gives the tests of the surrounding `describe` the browser of this process; the function that comes
 * back opens a panel. After each test, or after the last one, the panels are closed, which fails if one
 * of them logged a problem.
 */
export function useBrowser(
  closing: 'after each' | 'after all' = 'after each',
): (options?: PanelOptions) => Promise<PanelPage> {
  let panels: PanelPage[] = [];
  before(async function () {
    this.timeout(installMilliseconds);
    await prepareTabs();
  });
  beforeEach(function () {
    this.currentTest?.timeout(testMilliseconds);
  });
  (closing === 'after each' ? afterEach : after)(async () => {
    const open = panels;
    panels = [];
    for (const panel of open) {
      await panel.close();
    }
  });
  return async (options) => {
    const panel = await PanelPage.open(options);
    panels.push(panel);
    return panel;
  };
}
