import type { Locator } from 'playwright-core';
import type {
  ReviewHostMessage,
  ReviewPageMessage,
  RowView,
} from '../../../src/protocol/altTextReview';
import { WebviewPage, type PageOptions } from './webviewPage';

/** The program of the alt text review in a browser. */
export class ReviewPage extends WebviewPage<ReviewHostMessage, ReviewPageMessage> {
  static async open(options: PageOptions = {}): Promise<ReviewPage> {
    const review = new ReviewPage(await this.borrow());
    await review.load('review', { width: 1200, height: 800, ...options });
    return review;
  }

  get grid(): Locator {
    return this.page.getByRole('grid', { name: 'Alt text suggestions' });
  }

  /** The row of an image, by its file name. */
  row(name: string): Locator {
    return this.grid.getByRole('row', { name });
  }

  /** The box of its text. */
  box(name: string): Locator {
    return this.row(name).getByRole('textbox', { name: 'Alt text', exact: true });
  }

  button(name: string, label: string): Locator {
    return this.row(name).getByRole('button', { name: label, exact: true });
  }

  /** Tells the page what is new of rows. */
  async change(...rows: RowView[]): Promise<void> {
    await this.send({ type: 'changed', rows });
  }

  /** The names of the images whose rows are in the document, in its order. */
  async names(): Promise<string[]> {
    const labels = await this.page
      .locator('.row')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label') ?? ''));
    return labels.map((label) => label.split(', ')[0] ?? '');
  }

  /** What has the keyboard focus: the name of the row, and of the control in it. */
  async focused(): Promise<string> {
    return this.page.evaluate(() => {
      const { activeElement: at } = document;
      const row = at?.closest('.row')?.getAttribute('aria-label')?.split(', ')[0];
      const name = at?.getAttribute('aria-label') ?? at?.textContent ?? '';
      return at?.matches('.row') === true ? (row ?? '') : [row, name].filter(Boolean).join(': ');
    });
  }

  /** Lets the page paint what it was told. */
  async painted(): Promise<void> {
    await this.page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
  }
}
