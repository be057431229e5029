import type { Locator, Page } from 'playwright-core';
import { ContextMenu } from './contextMenu';
import { until } from './until';

/** A file's ending stands apart from its name. */
const titleParts = '.monaco-icon-name-container, .monaco-icon-suffix-container';

/** The tabs of all editor groups. */
export class Tabs {
  private readonly menu: ContextMenu;

  constructor(private readonly page: Page) {
    this.menu = new ContextMenu(page);
  }

  /** The titles of the open tabs. */
  async titles(): Promise<string[]> {
    const titles: string[] = [];
    for (const tab of await this.all.all()) {
      titles.push((await tab.locator(titleParts).allTextContents()).join(''));
    }
    return titles;
  }

  /** The tab with this title, once it is there; rejects after `timeout` milliseconds. */
  async tab(title: string, timeout?: number): Promise<Locator> {
    const tab = this.named(title).first();
    await tab.waitFor(timeout === undefined ? {} : { timeout });
    return tab;
  }

  /** Brings a tab to the front of its group. */
  async show(title: string): Promise<Locator> {
    const tab = await this.tab(title);
    await until(`the tab ${title} in front`, async () => {
      if ((await tab.getAttribute('aria-selected')) === 'true') {
        return true;
      }
      await tab.click();
      return false;
    });
    return tab;
  }

  /** Right-clicks a tab and chooses the item that `labels` leads to. */
  async choose(title: string, ...labels: string[]): Promise<void> {
    await this.menu.choose(await this.tab(title), labels);
  }

  async close(title: string): Promise<void> {
    const before = await this.named(title).count();
    await (await this.tab(title)).click({ button: 'middle' });
    await until(
      `the tab ${title} to close`,
      async () => (await this.named(title).count()) < before,
    );
  }

  /** A button beside the tabs of a group, for what is on show there. */
  titleButton(name: string): Locator {
    return this.page.locator('.editor-actions').getByRole('button', { name, exact: true });
  }

  private named(title: string): Locator {
    return this.all.filter({ has: this.page.getByText(title, { exact: true }) });
  }

  private get all(): Locator {
    return this.page.locator('.editor-group-container .tab');
  }
}
