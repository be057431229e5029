import type { Locator, Page } from 'playwright-core';

/** Notifications, as toasts; modal messages are in `Dialog`. */
export class Notifications {
  constructor(private readonly page: Page) {}

  /** The notification whose text holds `text`, once it is there. */
  async shown(text: string): Promise<Locator> {
    const toast = this.toasts.filter({ hasText: text }).first();
    await toast.waitFor();
    return toast;
  }

  /** The texts of the notifications on show. */
  async texts(): Promise<string[]> {
    return this.toasts.locator('.notification-list-item-message').allInnerTexts();
  }

  /** Presses a button of the notification whose text holds `text`. */
  async press(text: string, button: string): Promise<void> {
    await (await this.shown(text)).getByRole('button', { name: button, exact: true }).click();
  }

  /** The progress notification's own button. */
  async cancel(text: string): Promise<void> {
    await this.press(text, 'Cancel');
  }

  private get toasts(): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item');
  }
}
