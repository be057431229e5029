import type { TextLine } from '../paragraphs';

/** Monospaced lines one after the other, and the width of a character in pixels. */
export interface CodeBlock {
  readonly from: number;
  readonly to: number;
  readonly advance: number;
  /** Where its leftmost line begins, in pixels. */
  readonly left: number;
}

/** What makes lines code: so many of them, and so many words that tell the width of a character. */
const fewestLines = 2;
const fewestWords = 6;

/** How far the width of a word may be from that of as many characters, as a share of it, in three of four words. */
const slack = 0.09;

/** Finds runs of lines in monospaced type: in each the width of a word is that of its characters. */
export function codeIn(lines: readonly TextLine[]): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  for (let from = 0; from < lines.length;) {
    let to = from + 1;
    while (to < lines.length && lines[to]?.group === lines[from]?.group) {
      to++;
    }
    const some = lines.slice(from, to);
    const advance = to - from >= fewestLines ? advanceOf(some) : undefined;
    if (advance !== undefined) {
      const left = Math.min(...some.map(({ words }) => words[0]?.box.left ?? Infinity));
      blocks.push({ from, to, advance, left });
    }
    from = to;
  }
  return blocks;
}

/** The width of a character where all are of one width, else undefined. */
export function advanceOf(lines: readonly Pick<TextLine, 'words'>[]): number | undefined {
  const words = lines.flatMap((line) => line.words).filter(({ text }) => text.length >= 3);
  if (words.length < fewestWords) {
    return undefined;
  }
  // The box ends with the ink: a fifth of a character is missing beside the first and the last.
  const widths = words.map(({ box, text }) => (box.right - box.left) / (text.length - 0.2));
  const middle = widths.toSorted((a, b) => a - b)[widths.length >> 1] ?? 0;
  const near = widths.filter((width) => Math.abs(width - middle) <= slack * middle);
  return near.length >= 0.75 * widths.length ? middle : undefined;
}

/** The spaces that a line of a block begins with. */
export function indentOf(line: TextLine, { advance, left }: CodeBlock): number {
  return Math.max(0, Math.round(((line.words[0]?.box.left ?? left) - left) / advance));
}
