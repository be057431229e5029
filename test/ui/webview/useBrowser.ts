import { PanelPage } from './panelPage';
import { ReviewPage } from './reviewPage';
import { prepareTabs } from './tabs';
import { ViewerPage } from './viewerPage';
import type { PageOptions } from './webviewPage';

/** A browser may have to be installed first. */
const installMilliseconds = 300_000;
const testMilliseconds = 60_000;

type Closing = 'after each' | 'after all';

/**
 * Gives the tests of the surrounding `describe` the browser of this process; the function that comes
 * back opens a panel. After each test, or after the last one, the panels are closed, which fails if one
 * of them logged a problem.
 */
export function useBrowser(
  closing: Closing = 'after each',
): (options?: PageOptions) => Promise<PanelPage> {
  return usePages((options) => PanelPage.open(options), closing);
}

/** The same with the page of the alt text review in place of a panel. */
export function useReview(
  closing: Closing = 'after each',
): (options?: PageOptions) => Promise<ReviewPage> {
  return usePages((options) => ReviewPage.open(options), closing);
}

/** The same with the viewer alone. */
export function useViewer(
  closing: Closing = 'after each',
): (options?: PageOptions) => Promise<ViewerPage> {
  return usePages((options) => ViewerPage.open(options), closing);
}

function usePages<P extends { close(): Promise<void> }>(
  openPage: (options?: PageOptions) => Promise<P>,
  closing: Closing,
): (options?: PageOptions) => Promise<P> {
  let pages: P[] = [];
  before(async function () {
    this.timeout(installMilliseconds);
    await prepareTabs();
  });
  beforeEach(function () {
    this.currentTest?.timeout(testMilliseconds);
  });
  (closing === 'after each' ? afterEach : after)(async () => {
    const open = pages;
    pages = [];
    for (const page of open) {
      await page.close();
    }
  });
  return async (options) => {
    const page = await openPage(options);
    pages.push(page);
    return page;
  };
}
