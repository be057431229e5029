import type { Locator, Page } from 'playwright-core';
import { until } from './until';

/** How long an open menu gets to show an item, in milliseconds. */
const patience = 1000;

/** How long an open menu gets to close after a click, in milliseconds, before it is clicked again. */
const reaction = 200;

/** The open context menu and its submenus. */
export class ContextMenu {
  constructor(private readonly page: Page) {}

  /**
   * Right-clicks `target` and clicks through `labels`, the last of which is the command. `ready` makes
   * sure before each try of what a try that failed may have changed.
   */
  async choose(
    target: Locator,
    labels: readonly string[],
    ready: () => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    await until(`the menu item ${labels.join(' › ')}`, async () => {
      await ready();
      await target.click({ button: 'right' });
      const item = await this.reach(labels);
      if (item !== undefined && (await this.press(item))) {
        return true;
      }
      await this.close();
      return false;
    });
  }

  /** The labels that a right-click on `target` shows, in order; with `submenu`, those of that submenu. */
  async labels(target: Locator, submenu?: string): Promise<string[]> {
    await target.click({ button: 'right' });
    await this.menus.first().waitFor();
    if (submenu !== undefined) {
      await this.item(submenu).hover();
      await this.menus.nth(1).waitFor();
    }
    const labels = await this.menus.last().locator('.action-label:not(.separator)').allInnerTexts();
    await this.close();
    return labels;
  }

  /** Opens one submenu after the other. Out comes the last item, or undefined if one is missing. */
  private async reach(labels: readonly string[]): Promise<Locator | undefined> {
    for (const [index, label] of labels.entries()) {
      const item = this.item(label);
      try {
        await item.waitFor({ timeout: patience });
        if (index === labels.length - 1) {
          return item;
        }
        await item.hover({ timeout: patience });
      } catch {
        return undefined;
      }
    }
    return undefined;
  }

  /**
   * Clicks until the menu is gone, for it ignores a click that comes right after it opened. Out comes
   * false if it closed without a click, as it does when an editor that was still loading takes the focus.
   */
  private async press(item: Locator): Promise<boolean> {
    let clicked = false;
    while (await item.isVisible()) {
      try {
        await item.click({ timeout: patience });
        clicked = true;
        await this.menus.first().waitFor({ state: 'hidden', timeout: reaction });
      } catch (error) {
        // Still open, or gone before the click: the loop's condition tells. A click that was begun counts.
        clicked ||= String(error).includes('performing click action');
      }
    }
    return clicked;
  }

  private item(label: string): Locator {
    return this.menus.getByRole('menuitem', { name: label, exact: true });
  }

  private get menus(): Locator {
    return this.page.locator('.monaco-menu');
  }

  private isOpen(): Promise<boolean> {
    return this.menus.first().isVisible();
  }

  private async close(): Promise<void> {
    await until('the menu to close', async () => {
      if (!(await this.isOpen())) {
        return true;
      }
      await this.page.keyboard.press('Escape');
      return false;
    });
  }
}
