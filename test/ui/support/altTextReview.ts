import type { FrameLocator, Locator } from 'playwright-core';

/** What a model says about an image in its document. */
export function suggestion(altText: string): string {
  return JSON.stringify({
    subject: 'A page of the shop',
    reasons: 'The step speaks of it.',
    role: 'informative',
    altText,
    longDescription: '',
  });
}

/** The review as people find it. */
export class AltTextReview {
  constructor(readonly frame: FrameLocator) {}

  get grid(): Locator {
    return this.frame.getByRole('grid', { name: 'Alt text suggestions' });
  }

  get status(): Locator {
    return this.frame.getByRole('status').first();
  }

  button(name: string | RegExp): Locator {
    return this.frame.getByRole('button', { name, exact: true });
  }

  /** The texts that are suggested, in order. */
  async suggestions(): Promise<string[]> {
    const rows = this.grid.getByRole('row').filter({ hasText: 'Suggested' });
    const boxes = await rows.getByRole('textbox').all();
    return Promise.all(boxes.map((box) => box.inputValue()));
  }
}
