import type { Locator, Page } from 'playwright-core';

/** The modal message box. */
export class Dialog {
  readonly root: Locator;

  constructor(page: Page) {
    this.root = page.locator('.monaco-dialog-box');
  }

  /** The message and its detail, once the box is open. */
  async text(): Promise<string> {
    return this.root.locator('.dialog-message-container').innerText();
  }

  async press(button: string): Promise<void> {
    await this.root.getByRole('button', { name: button, exact: true }).click();
    await this.root.waitFor({ state: 'hidden' });
  }
}
