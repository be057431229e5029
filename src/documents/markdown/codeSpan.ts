/** Looks for marks in a text; what was once not found is not looked for again. */
export class Marks {
  private readonly absent = new Set<string>();

  constructor(private readonly text: string) {}

  /** Where a mark comes next at or after `from`; -1 where it does not. */
  find(mark: string, from: number): number {
    const index = this.absent.has(mark) ? -1 : this.text.indexOf(mark, from);
    if (index === -1) {
      this.absent.add(mark);
    }
    return index;
  }
}

/** Reads the backticks at `start`: the end of the code that they open, or else of themselves. */
export function codeSpanAt(
  text: string,
  start: number,
  marks: Marks,
): { readonly end: number; readonly closed: boolean } {
  const end = afterTicks(text, start);
  const mark = text.slice(start, end);
  let close = marks.find(mark, end);
  while (close !== -1 && (text[close + mark.length] === '`' || text[close - 1] === '`')) {
    // A longer run is no end of this one.
    close = marks.find(mark, afterTicks(text, close));
  }
  return close === -1 ? { end, closed: false } : { end: close + mark.length, closed: true };
}

/** A paragraph is looked through so far back; what is longer is taken to hold a backtick. */
const farthest = 10_000;
const blankLine = /\n[ \t>]*\r?\n/;

/**
 * Whether a backtick stands before an offset in its paragraph: a later one could end the code that it
 * begins, which no backslash keeps it from.
 */
export function isAfterTick(text: string, offset: number): boolean {
  const from = Math.max(0, offset - farthest);
  const tick = text.slice(from, offset).lastIndexOf('`');
  const isPossible = tick !== -1 || from > 0;
  return isPossible && !blankLine.test(text.slice(from + Math.max(0, tick), offset));
}

/** What is to be written at an offset in, the same out with references for backticks where it is after one. */
export function withoutTicks(written: string, text: string, offset: number): string {
  return written.includes('`') && isAfterTick(text, offset)
    ? written.replaceAll('`', '&#96;')
    : written;
}

function afterTicks(text: string, start: number): number {
  let end = start;
  while (text[end] === '`') {
    end++;
  }
  return end;
}
