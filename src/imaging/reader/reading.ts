import type { MainColour } from './colours';

/** What the offline reader finds in an image. */
export interface ImageReading {
  /** The size of the picture as it is seen, in pixels. */
  readonly width: number;
  readonly height: number;
  /** In reading order: one line per line of text, a blank line between blocks. */
  readonly text: string;
  readonly colours: readonly MainColour[];
}
