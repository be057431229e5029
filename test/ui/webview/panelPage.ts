import type { Locator } from 'playwright-core';
import type { HostMessage, PageMessage } from '../../../src/protocol/conversation';
import { WebviewPage, type PageOptions, type PixelsMessage } from './webviewPage';

/** What a test hands to the panel. */
export type Sent = HostMessage | PixelsMessage;

/** What a page asked to be added; bytes as their number. */
export type Adding =
  | { readonly type: 'addBytes'; readonly name: string; readonly bytes: number }
  | { readonly type: 'addUris'; readonly uris: readonly string[] }
  | { readonly type: 'chooseImages' };

/** The panel's program in a browser. */
export class PanelPage extends WebviewPage<HostMessage, PageMessage | Adding> {
  static async open(options: PageOptions = {}): Promise<PanelPage> {
    const panel = new PanelPage(await this.borrow());
    await panel.load('panel', options);
    return panel;
  }

  /** Waits until each image is shown, or is known not to be an image. */
  async imagesSettled(): Promise<void> {
    for (const figure of await this.page.locator('figure:not(.remote)').all()) {
      await figure.and(this.page.locator('.loaded, .broken')).waitFor();
    }
  }

  /** Writes a PNG file of the panel in a window this wide, and as high as what it shows. */
  async photograph(width: number, file: string): Promise<void> {
    await this.resize(width, 640);
    const height = await this.page.evaluate(() => document.documentElement.scrollHeight);
    await this.resize(width, height);
    await this.photographWindow(file);
  }

  get reply(): Locator {
    return this.page.getByRole('article', { name: 'Reply' });
  }

  get box(): Locator {
    return this.page.getByRole('textbox', { name: 'Ask a follow-up' });
  }
}
