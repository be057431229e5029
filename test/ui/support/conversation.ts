import type { FrameLocator, Locator } from 'playwright-core';
import { until } from '../../support/editor/until';

/** What a user finds in a panel, by the roles and labels that assistive tools use. */
export class Conversation {
  constructor(readonly frame: FrameLocator) {}

  /** The replies, oldest first. */
  get replies(): Locator {
    return this.frame.getByRole('article', { name: 'Reply', exact: true });
  }

  /** The last reply. */
  get reply(): Locator {
    return this.replies.last();
  }

  get followUp(): Locator {
    return this.frame.getByRole('textbox', { name: 'Ask a follow-up', exact: true });
  }

  get stop(): Locator {
    return this.button('Stop');
  }

  get alert(): Locator {
    return this.frame.getByRole('alert');
  }

  /** What stands for the prompt of a command. */
  command(name: string): Locator {
    return this.frame.getByRole('heading', { level: 2, name, exact: true });
  }

  /** A line above or below a reply. */
  get note(): Locator {
    return this.frame.getByRole('note');
  }

  /** What was or would be sent. */
  get receipt(): Locator {
    return this.frame.getByRole('region', { name: 'Receipt', exact: true }).last();
  }

  /** A button of the card that asks before anything is sent. */
  choice(name: string): Locator {
    return this.frame
      .getByRole('group')
      .filter({ has: this.frame.getByRole('region', { name: 'Receipt' }) })
      .getByRole('button', { name, exact: true });
  }

  button(name: string): Locator {
    return this.frame.getByRole('button', { name, exact: true });
  }

  /** The frame of an image, by its file name. */
  image(name: string): Locator {
    return this.frame.getByRole('img', { name, exact: true });
  }

  text(text: string | RegExp): Locator {
    return this.frame.getByText(text, { exact: true });
  }

  /** The names of the images, in the order in which they stand. */
  async imageNames(): Promise<string[]> {
    const names: string[] = [];
    for (const image of await this.frame
      .getByRole('group', { name: 'Images' })
      .getByRole('img')
      .all()) {
      names.push((await image.getAttribute('aria-label')) ?? '');
    }
    return names;
  }

  /** The size in pixels of what the browser really shows for an image, once it has decoded it. */
  async pixels(name: string): Promise<{ width: number; height: number; scheme: string }> {
    const pixels = this.image(name).locator('img');
    return until(`the pixels of ${name}`, async () => {
      const found = await pixels.evaluate((img: HTMLImageElement) => ({
        width: img.complete ? img.naturalWidth : 0,
        height: img.naturalHeight,
        scheme: new URL(img.src).protocol,
      }));
      return found.width > 0 && found;
    });
  }

  /** The last reply's text, once it holds `text` and has ended. */
  async finished(text: string | RegExp): Promise<string> {
    const reply = this.reply.filter({ hasText: text });
    await until(`a finished reply with ${String(text)}`, async () => {
      return (await reply.getAttribute('aria-busy', { timeout: 1000 })) === 'false';
    });
    return reply.innerText();
  }

  /** The last reply's text, once it is not empty and while it still grows. */
  async begun(): Promise<string> {
    await this.frame.locator('article[aria-busy="true"]').filter({ hasText: /\S/ }).waitFor();
    return this.reply.innerText();
  }
}
