import type { Range } from '../reference';

/** The lines of a text without their line breaks. */
export function linesOf(text: string): Range[] {
  const lines: Range[] = [];
  for (let start = 0; ;) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    lines.push({ start, end: end > start && text[end - 1] === '\r' ? end - 1 : end });
    if (newline === -1) {
      return lines;
    }
    start = newline + 1;
  }
}

/** Reads the beginning of a line by columns: a tab goes to the next multiple of four. */
export class LineReader {
  private column = 0;
  /** Columns of a tab that was read in part. */
  private left = 0;

  constructor(
    readonly text: string,
    readonly line: Range,
    public position = line.start,
  ) {}

  get rest(): string {
    return this.text.slice(this.position, this.line.end);
  }

  get isBlank(): boolean {
    return this.rest.trim() === '';
  }

  /** The columns of white space that come next. */
  get indent(): number {
    let column = this.column + this.left;
    for (let index = this.position; index < this.line.end; index++) {
      const char = this.text.charAt(index);
      if (char === ' ') {
        column++;
      } else if (char === '\t') {
        column += 4 - (column % 4);
      } else {
        break;
      }
    }
    return column - this.column;
  }

  /** Skips white space of at most so many columns. */
  skip(columns: number): void {
    const taken = Math.min(columns, this.left);
    this.left -= taken;
    this.column += taken;
    for (let rest = columns - taken; rest > 0 && this.position < this.line.end;) {
      const char = this.text.charAt(this.position);
      if (char !== ' ' && char !== '\t') {
        break;
      }
      const width = char === ' ' ? 1 : 4 - (this.column % 4);
      this.position++;
      this.column += Math.min(width, rest);
      this.left = Math.max(0, width - rest);
      rest -= width;
    }
  }

  /** Skips characters that are no white space. */
  take(characters: number): void {
    this.position += characters;
    this.column += characters;
  }
}
