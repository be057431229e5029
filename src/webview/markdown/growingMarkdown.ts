import { blockStarts } from './markdown';

/** What a growing text yields: blocks that no later text can change, and the rest. */
export interface Growth {
  readonly settled: string;
  readonly open: string;
}

/**
 * Markdown that arrives in pieces. Its last block is open: more text can still change it. The
 * blocks before it are settled, so that each is rendered for the last time only once.
 */
export class GrowingMarkdown {
  private readonly lines = new LineEnds();
  private open = '';
  private looked = 0;

  append(text: string): void {
    this.open += this.lines.normalize(text);
  }

  /** The blocks that settled since the last call, and what is open now. */
  take(): Growth {
    const length = this.open.lastIndexOf('\n') + 1;
    if (length === this.looked) {
      return { settled: '', open: this.open };
    }
    const cut = settledLength(this.open.slice(0, length));
    const settled = this.open.slice(0, cut);
    this.open = this.open.slice(cut);
    this.looked = length - cut;
    return { settled, open: this.open };
  }
}

/** The length of all but the last block of a text that ends with a line's end. */
function settledLength(text: string): number {
  const line = blockStarts(text).at(-1) ?? 0;
  let offset = 0;
  for (let count = 0; count < line; count++) {
    offset = text.indexOf('\n', offset) + 1;
  }
  return offset;
}

/** Makes every end of a line a line feed, also where `\r\n` arrives in two pieces. */
class LineEnds {
  private afterReturn = false;

  normalize(text: string): string {
    const rest = this.afterReturn && text.startsWith('\n') ? text.slice(1) : text;
    this.afterReturn = text === '' ? this.afterReturn : text.endsWith('\r');
    return rest.replace(/\r\n?/g, '\n');
  }
}
