import type { Range } from './reference';
import { lastUpTo } from './search';

/**
 * A block of a document that stands for itself: its title, the heading of a section, the caption of an
 * image, or running text. Blocks come in the order of the document and do not overlap.
 */
export interface Block {
  readonly kind: 'title' | 'heading' | 'text' | 'caption';
  /** Of a heading: 1 is the topmost. */
  readonly level?: number | undefined;
  readonly range: Range;
  /** As the nearest element says it. */
  readonly language?: string | undefined;
  /** Of a caption: what it belongs to. */
  readonly of?: Range | undefined;
  /**
   * The text without markup, of no more than `reach` characters of source on either side of a place;
   * `marks` stand for what is no text. White space is as written.
   */
  readonly text: (near: Range, reach?: number) => string;
}

/** What of a document tells the place of its images. */
export interface Outline {
  readonly blocks: readonly Block[];
  /** As the front matter or the header says them. */
  readonly title?: string | undefined;
  readonly language?: string | undefined;
  /** Where what is written at a place is shown, for languages that define images elsewhere. */
  readonly shownAt?: ((written: Range) => Range) | undefined;
}

/** In the text of a block; characters that Unicode keeps for such use. */
export const marks = {
  /** The place that was asked for. */
  here: '\ufffa',
  image: '\ufffc',
  link: '\ufff9',
  linkEnd: '\ufffb',
  /** No sentence goes on over it. */
  end: '\u2029',
} as const;

/** So many characters on either side of a place hold all that is told of it. */
const farthest = 1200;

/** The part of a range that is near a place. */
export function within({ start, end }: Range, near: Range, reach = farthest): Range {
  const clamp = (offset: number) => Math.max(start, Math.min(end, offset));
  return { start: clamp(clamp(near.start) - reach), end: clamp(clamp(near.end) + reach) };
}

/** Source text with its own marks, if it has any, taken for white space. */
export function unmarked(text: string): string {
  return text.replaceAll(/[\ufff9-\ufffc\u2029]/g, ' ');
}

/** The index of the last of some ranges in order that begins at or before an offset; -1 for none. */
export function lastBefore(ranges: readonly Range[], offset: number): number {
  return lastUpTo(ranges, offset, ({ start }) => start);
}
