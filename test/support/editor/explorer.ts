import type { Locator, Page } from 'playwright-core';
import { ContextMenu } from './contextMenu';
import { until } from './until';

/** The Explorer's tree. Paths are relative to the workspace, with slashes. */
export class Explorer {
  private readonly menu: ContextMenu;
  private selected: readonly string[] = [];

  constructor(private readonly page: Page) {
    this.menu = new ContextMenu(page);
  }

  /** The row of a file or folder; its folders are opened on the way. */
  async row(path: string): Promise<Locator> {
    const names = path.split('/');
    for (const depth of names.keys()) {
      if (depth > 0) {
        await this.expand(names.slice(0, depth).join('/'));
      }
    }
    const row = this.find(path);
    await row.waitFor();
    return row;
  }

  /** Opens a file in an editor that stays, as a double click does. */
  async open(path: string): Promise<void> {
    await (await this.row(path)).dblclick();
  }

  /** Selects the paths in this order, with the modifier key held, so that nothing is opened. */
  async select(...paths: string[]): Promise<void> {
    this.selected = paths;
    const rows = await this.rows(paths);
    await this.tree.focus();
    await until('an empty selection', async () => {
      await this.page.keyboard.press('Escape');
      return (await this.tree.locator('.monaco-list-row.selected').count()) === 0;
    });
    for (const row of rows) {
      await row.click({ modifiers: ['ControlOrMeta'] });
    }
  }

  /**
   * Right-clicks a row and chooses the item that `labels` leads to, for example
   * `('a.png', 'Sightline', 'Read Text in Image')`. A selection that holds the row stays.
   */
  async choose(path: string, ...labels: string[]): Promise<void> {
    const selected = this.selected.includes(path) ? this.selected : [];
    await this.menu.choose(await this.row(path), labels, async () => {
      // The Escape that closes a menu empties the selection where the menu had closed by itself.
      if (await this.isAnyUnselected(selected)) {
        await this.select(...selected);
      }
    });
    this.selected = [];
  }

  /** The labels of a row's context menu, or of a submenu of it. */
  async menuLabels(path: string, submenu?: string): Promise<string[]> {
    return this.menu.labels(await this.row(path), submenu);
  }

  private async rows(paths: readonly string[]): Promise<Locator[]> {
    const rows: Locator[] = [];
    for (const path of paths) {
      rows.push(await this.row(path));
    }
    return rows;
  }

  /** Of the rows that are in view. */
  private async isAnyUnselected(paths: readonly string[]): Promise<boolean> {
    for (const path of paths) {
      const row = this.find(path);
      if ((await row.count()) > 0 && (await row.getAttribute('aria-selected')) !== 'true') {
        return true;
      }
    }
    return false;
  }

  private async expand(folder: string): Promise<void> {
    const row = this.find(folder);
    await row.waitFor();
    await until(`${folder} to expand`, async () => {
      if ((await row.getAttribute('aria-expanded')) === 'true') {
        return true;
      }
      await row.click();
      return false;
    });
  }

  private find(path: string): Locator {
    const label = this.page.locator(
      `.monaco-icon-label[aria-label$=${JSON.stringify(`/${path}`)}]`,
    );
    return this.tree.locator('.monaco-list-row').filter({ has: label });
  }

  private get tree(): Locator {
    return this.page.locator('.explorer-folders-view .monaco-list');
  }
}
