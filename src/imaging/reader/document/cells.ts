import type { Box } from '../../pixels';
import { usualHeight } from '../lines';
import type { TextLine } from '../paragraphs';
import type { Word } from '../recognise';

/** Words of one line that stand close together, with the place of the first among the words of all lines. */
export interface Segment {
  readonly words: readonly Word[];
  readonly first: number;
  readonly box: Box;
}

/** A line of a table: its segments from left to right. */
export interface Row {
  readonly line: number;
  readonly segments: readonly Segment[];
  readonly top: number;
  readonly bottom: number;
}

/** The narrowest gap between two cells, in heights of the line. A space is a third of that, in monospaced type four fifths. */
const leastGap = 1.1;

/** Splits a line where its words stand far apart. `first` is the place of its first word among those of all lines. */
export function rowOf({ words, top, bottom }: TextLine, line: number, first: number): Row {
  const height = usualHeight(words);
  const segments: { words: Word[]; first: number }[] = [];
  words.forEach((word, index) => {
    const last = words[index - 1];
    if (last === undefined || word.box.left - last.box.right >= leastGap * height) {
      segments.push({ words: [word], first: first + index });
    } else {
      segments.at(-1)?.words.push(word);
    }
  });
  return {
    line,
    segments: segments.map((segment) => ({ ...segment, box: boxAround(segment.words) })),
    top,
    bottom,
  };
}

/** The smallest box that holds all of some things. */
export function boxAround(items: readonly { readonly box: Box }[]): Box {
  return {
    left: Math.min(...items.map(({ box }) => box.left)),
    top: Math.min(...items.map(({ box }) => box.top)),
    right: Math.max(...items.map(({ box }) => box.right)),
    bottom: Math.max(...items.map(({ box }) => box.bottom)),
  };
}

/** A range across the page, in pixels. */
export interface Span {
  readonly left: number;
  readonly right: number;
}

/** The columns of some rows: ranges across the page that no gap parts. */
export function columnsOf(rows: readonly Row[]): Span[] {
  const spans: { left: number; right: number }[] = [];
  const all = rows
    .flatMap(({ segments }) => segments.map(({ box }) => box))
    .sort((a, b) => a.left - b.left);
  for (const { left, right } of all) {
    const last = spans.at(-1);
    if (last === undefined || left >= last.right) {
      spans.push({ left, right });
    } else {
      last.right = Math.max(last.right, right);
    }
  }
  return spans;
}

/** The column that a segment stands in, or -1. */
export function columnUnder(columns: readonly Span[], { box }: Segment): number {
  return columns.findIndex(({ left, right }) => box.left >= left && box.right <= right);
}
