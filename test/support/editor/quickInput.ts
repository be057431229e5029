import type { Locator, Page } from 'playwright-core';
import { until } from './until';

/** The widget behind quick picks, input boxes and the Command Palette. */
export class QuickInput {
  readonly root: Locator;
  /** The text box; in a password box its `type` is `password`. */
  readonly input: Locator;

  constructor(private readonly page: Page) {
    this.root = page.locator('.quick-input-widget');
    this.input = this.root.locator('.quick-input-filter input');
  }

  /** Waits until it is open and, if given, its title or placeholder or message holds `text`. */
  async shown(text?: string): Promise<void> {
    await this.root.waitFor();
    if (text !== undefined) {
      await until(`a quick input that says "${text}"`, async () =>
        (await this.texts()).some((found) => found.includes(text)),
      );
    }
  }

  async hidden(): Promise<void> {
    await this.root.waitFor({ state: 'hidden' });
  }

  /** Fills the text box and accepts it with Enter. */
  async submit(text: string): Promise<void> {
    await this.input.fill(text);
    await this.input.press('Enter');
  }

  /** The labels of the items on show. */
  async items(): Promise<string[]> {
    await this.rows.first().waitFor();
    // The second line of a row is an item's detail, and may be left from another item.
    return this.rows.locator('.quick-input-list-row:first-child .label-name').allInnerTexts();
  }

  /** Clicks the item whose label is `label`. */
  async pick(label: string): Promise<void> {
    await this.row(label).click();
  }

  /** The item whose label is `label`. */
  row(label: string): Locator {
    const whole = new RegExp(`^\\s*${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);
    return this.rows.filter({ has: this.page.locator('.label-name', { hasText: whole }) });
  }

  /** What stands below an input box: its prompt, or why the input is refused. */
  async message(): Promise<string> {
    return this.root.locator('.quick-input-message').innerText();
  }

  async escape(): Promise<void> {
    await until('the quick input to close', async () => {
      if (!(await this.root.isVisible())) {
        return true;
      }
      await this.page.keyboard.press('Escape');
      return false;
    });
  }

  private get rows(): Locator {
    return this.root.locator('.quick-input-list .monaco-list-row');
  }

  private async texts(): Promise<string[]> {
    return [
      await this.root.locator('.quick-input-title').innerText(),
      (await this.input.getAttribute('placeholder')) ?? '',
      await this.message(),
    ];
  }
}
