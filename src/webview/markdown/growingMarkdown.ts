import type { Token } from 'markdown-it';
import { cutBlock } from './longBlock';
import { parseBlocks } from './markdown';

/** Whole blocks of Markdown; `continues` where the first of them is the next part of the one before. */
export interface Part {
  readonly markdown: string;
  readonly continues: boolean;
}

/** What a growing text yields: blocks that no later text can change, and the rest. */
export interface Growth {
  readonly settled: readonly Part[];
  readonly open: Part;
}

/** A longer block is cut, so that the work for each frame stays the same. */
const longestBlock = 16_000;

/** A block that cannot be cut is looked at anew when it has grown by this share. */
const growthShare = 1 / 8;

/**
 * Markdown that arrives in pieces. Its last block is open: more text can still change it. The
 * blocks before it are settled, so that each is rendered for the last time only once. An open block
 * that grows very long is settled part by part: what is shown may then differ a little from the
 * whole, until that is rendered at the end.
 */
export class GrowingMarkdown {
  private readonly lines = new LineEnds();
  private open = '';
  private looked = 0;
  private taken = 0;
  private continues = false;

  append(text: string): void {
    this.open += this.lines.normalize(text);
  }

  /** The blocks that settled since the last call, and what is open now; undefined to wait for more. */
  take(): Growth | undefined {
    if (this.open.length > longestBlock && this.open.length < this.taken * (1 + growthShare)) {
      return undefined;
    }
    const settled = [...this.settleBlocks(), ...this.settleParts()];
    this.taken = this.open.length;
    return { settled, open: { markdown: this.open, continues: this.continues } };
  }

  /** All blocks but the last; a line that is not complete may still go on the last but one. */
  private settleBlocks(): Part[] {
    const length = this.open.lastIndexOf('\n') + 1;
    if (length === this.looked) {
      return [];
    }
    const lines = this.open.slice(0, length);
    const start = lastBlockStart(lines, parseBlocks(lines));
    this.looked = length - start;
    return start === 0 ? [] : [this.settle(start)];
  }

  /** The first parts of a last block that is too long. */
  private settleParts(): Part[] {
    const parts: Part[] = [];
    while (this.open.length > longestBlock) {
      const tokens = parseBlocks(this.open);
      const start = lastBlockStart(this.open, tokens);
      const cut = start === 0 ? cutBlock(this.open, tokens) : { at: start, lead: undefined };
      if (!cut) {
        break;
      }
      parts.push(this.settle(cut.at));
      this.looked = 0;
      if (cut.lead !== undefined) {
        this.open = cut.lead + this.open;
        this.continues = true;
      }
    }
    return parts;
  }

  private settle(length: number): Part {
    const part = { markdown: this.open.slice(0, length), continues: this.continues };
    this.open = this.open.slice(length);
    this.continues = false;
    return part;
  }
}

function lastBlockStart(text: string, tokens: readonly Token[]): number {
  const last = tokens.findLast(({ level, nesting, map }) => level === 0 && nesting !== -1 && map);
  let offset = 0;
  for (let count = last?.map?.[0] ?? 0; count > 0; count--) {
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
