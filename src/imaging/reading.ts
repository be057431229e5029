import type { MainColour } from './colours';

/** What the offline reader finds in an image. */
export interface ImageReading {
  /** The size that the file states, in pixels. */
  readonly width: number;
  readonly height: number;
  /** In reading order: one line per line of text, a blank line between blocks. */
  readonly text: string;
  readonly colours: readonly MainColour[];
}

/** To the worker: read this image. One at a time. */
export interface ReadRequest {
  readonly bytes: Uint8Array;
}

/** From the worker: what it read, or what went wrong and, for the log, why. */
export type ReadResponse =
  | { readonly ok: true; readonly reading: ImageReading }
  | {
      readonly ok: false;
      readonly kind: 'imageDamaged' | 'readerFailed';
      readonly reason: string;
    };
