import type { FitRule, Size } from '../../core/images/fit';
import type { ImageType, Trait } from '../../core/images/images';
import type { Shape } from '../structure/bytes';
import type { ImageReading } from '../reader/reading';

/** An image file as the worker gets it; the bytes are moved, not copied. */
export interface FileMessage {
  readonly type: ImageType;
  readonly bytes: Uint8Array;
}

/** How an image is to be made ready. */
export interface PrepareOptions {
  readonly rule: FitRule;
  /** The media types that the server takes. */
  readonly accepted: readonly ImageType[];
  /** Whether a tall image whose text would become illegible is cut: never, not yet but say so, or now. */
  readonly parts: 'never' | 'offer' | 'cut';
}

/** One picture to send. Without `bytes` it is the file itself. */
export interface PreparedPicture extends Size {
  readonly type: ImageType;
  readonly bytes?: Uint8Array;
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

/** To the worker; one at a time. */
export type Request =
  | { readonly kind: 'read'; readonly file: FileMessage }
  | { readonly kind: 'measure'; readonly file: FileMessage }
  | {
      readonly kind: 'prepare';
      readonly file: FileMessage;
      readonly traits: readonly Trait[];
      readonly options: PrepareOptions;
    };

/** What each kind of request is answered with. */
export interface Results {
  readonly read: ImageReading;
  readonly measure: Shape;
  readonly prepare: Prepared;
}

/** `readerFailed` and `preparationFailed` mean that the worker is no longer sound. */
export type FailureKind =
  'imageDamaged' | 'imageTooManyPixels' | 'readerFailed' | 'preparationFailed';

/** From the worker: the result, or what went wrong and, for the log, why. */
export type Response<Result> =
  | { readonly ok: true; readonly result: Result }
  | {
      readonly ok: false;
      readonly kind: FailureKind;
      readonly reason: string;
      /** Of `imageTooManyPixels`. */
      readonly pixels?: number;
    };
