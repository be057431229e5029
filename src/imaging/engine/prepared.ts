import type { FitRule, Rectangle, Size } from '../../core/images/fit';
import type { ImageType } from '../../core/images/images';

/** How an image is to be made ready. */
export interface PrepareOptions {
  readonly rule: FitRule;
  /** The least width and height in pixels that the server takes; `leastSide` where absent. */
  readonly least?: number;
  /** The media types that the server takes. */
  readonly accepted: readonly ImageType[];
  /** Whether a tall image whose text would become illegible is cut: never, not yet but say so, or now. */
  readonly parts: 'never' | 'offer' | 'cut';
}

/** One picture to send. Without `bytes` it is the file itself. */
export interface PreparedPicture extends Size {
  readonly type: ImageType;
  readonly bytes?: Uint8Array;
  /**
   * The part of the file's own upright pixels that the picture shows, scaled to its size. Not rounded, so
   * that any point maps back exactly; it reaches over the file's edges where a narrow picture was padded.
   */
  readonly source: Rectangle;
}

/** What became of an image. */
export interface Prepared {
  /** The size of the file's picture as it is seen, turned upright. */
  readonly size: Size;
  /** One, or the parts of a tall image from top to bottom. */
  readonly pictures: readonly PreparedPicture[];
  /** The sizes of the parts that a tall image can be sent in, where that is worth while. */
  readonly offeredParts?: readonly Size[];
}
