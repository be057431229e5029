import type { Rectangle } from '../../core/images/fit';
import type { MainColour } from './colours';

/** One word, in the upright pixels of the file. */
export interface ReadWord {
  readonly text: string;
  /** 0 to 100. */
  readonly confidence: number;
  readonly box: Rectangle;
}

/** The words of one line from left to right; `text` has wider gaps where they stand far apart. */
export interface ReadLine {
  readonly text: string;
  readonly box: Rectangle;
  readonly words: readonly ReadWord[];
}

/** One cell of a table; an empty one has no box. */
export interface ReadCell {
  readonly text: string;
  readonly box?: Rectangle;
  /** Its words, by their number when those of all lines are counted through, from 0. */
  readonly words: readonly number[];
}

/** A table whose cells align. */
export interface ReadTable {
  readonly box: Rectangle;
  /** From the top; each row has a cell for each column, and the first is taken for the head. */
  readonly rows: readonly (readonly ReadCell[])[];
  /** Its lines: from the first up to before the second. */
  readonly lines: readonly [from: number, to: number];
}

/** A word that may be wrong: its number when those of all lines are counted through, and its place in the Markdown. */
export interface UnsureWord {
  readonly word: number;
  /** In UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

/** What the offline reader finds in an image. */
export interface ImageReading {
  /** The size of the picture as it is seen, in pixels. */
  readonly width: number;
  readonly height: number;
  /** In reading order: one line per line of text, a blank line between blocks. */
  readonly text: string;
  /** The same lines with their words. */
  readonly lines: readonly ReadLine[];
  readonly tables: readonly ReadTable[];
  /** The same text: tables as Markdown tables, monospaced lines as code with their indentation, the rest escaped. */
  readonly markdown: string;
  /** The words with a confidence below 75, in order. */
  readonly unsure: readonly UnsureWord[];
  readonly colours: readonly MainColour[];
}
