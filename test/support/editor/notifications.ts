import type { Locator, Page } from 'playwright-core';

/** How long a toast may take to show, in milliseconds, before the bell is asked. */
const patience = 3000;

/** Notifications; modal messages are in `Dialog`. */
export class Notifications {
  constructor(private readonly page: Page) {}

  /**
   * The notification whose text holds `text`, once it is there, or what may be there in its place.
   * VS Code shows no toast for one that comes too soon after others (4 within 800 ms), but the bell's
   * list holds them all.
   */
  async shown(text: string, instead?: Locator): Promise<Locator> {
    const item = this.items.filter({ hasText: text }).first();
    const either = instead ? item.or(instead) : item;
    await either.waitFor({ timeout: patience }).catch(() => this.openList());
    await either.waitFor();
    return item;
  }

  /** The texts of the notifications on show. */
  async texts(): Promise<string[]> {
    return this.items.locator('.notification-list-item-message').allInnerTexts();
  }

  /** Presses a button of the notification whose text holds `text`. */
  async press(text: string, button: string): Promise<void> {
    await (await this.shown(text)).getByRole('button', { name: button, exact: true }).click();
  }

  /** The progress notification's own button. */
  async cancel(text: string): Promise<void> {
    await this.press(text, 'Cancel');
  }

  private async openList(): Promise<void> {
    if (!(await this.page.locator('.notifications-center.visible').isVisible())) {
      await this.page.locator('[id="status.notifications"]').click();
    }
  }

  private get items(): Locator {
    return this.page
      .locator('.notifications-toasts.visible, .notifications-center.visible')
      .locator('.notification-list-item');
  }
}
