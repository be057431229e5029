import type { Range } from '../reference';
import { lastUpTo } from '../search';
import type { Inline } from './bracketed';
import { scanInline } from './inline';
import type { Leaf } from './leaf';
import type { Definitions } from './resource';

/** A leaf with what stands in it. */
export interface ReadLeaf {
  readonly leaf: Leaf;
  /** Its lines without the marks of quotes and lists. */
  readonly content: string;
  /** Where an offset of the content is in the document. */
  readonly offset: (inContent: number) => number;
  /** Of text: where the definitions at its beginning end. */
  readonly textStart: number;
}

/** What stands in a leaf of text; nothing of another leaf. `definitions` gives the targets of labels. */
export function inlineOf(
  { leaf, content, textStart }: ReadLeaf,
  definitions: Definitions,
  mdx: boolean,
): Inline | undefined {
  return leaf.kind === 'text' || leaf.kind === 'heading' || leaf.kind === 'cell'
    ? scanInline(content, definitions, mdx, textStart)
    : undefined;
}

/** The lines of a leaf without the marks of quotes and lists, joined. */
export function contentOf(text: string, lines: readonly Range[]): string {
  const [first] = lines;
  return lines.length === 1 && first !== undefined
    ? text.slice(first.start, first.end)
    : lines.map(({ start, end }) => text.slice(start, end)).join('\n');
}

/** Offsets in the lines joined by line breaks in, offsets in the document out. */
export function offsetsOf(lines: readonly Range[]): (inContent: number) => number {
  const [first] = lines;
  if (lines.length === 1 && first !== undefined) {
    return (inContent) => first.start + inContent;
  }
  const starts: number[] = [];
  let length = 0;
  for (const { start, end } of lines) {
    starts.push(length);
    length += end - start + 1;
  }
  return (inContent) => {
    const index = Math.max(
      0,
      lastUpTo(starts, inContent, (start) => start),
    );
    return (lines[index]?.start ?? 0) + inContent - (starts[index] ?? 0);
  };
}
