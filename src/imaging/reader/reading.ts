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
  readonly words: readonly ReadWord[];
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
  readonly colours: readonly MainColour[];
}
