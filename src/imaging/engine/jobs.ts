import type { VisionErrorKind } from '../../core/errors';
import type { Fingerprint } from '../../core/images/fingerprint';
import type { Size } from '../../core/images/fit';
import type { ImageType, Trait } from '../../core/images/images';
import type { Box } from '../../core/images/region';
import type { ImageReading } from '../reader/reading';
import { mostMillisecondsOf } from '../structure/budget';
import type { Facts } from '../structure/bytes';
import type { Prepared, PrepareOptions } from './prepared';

/** A kind of job: how it fails where nothing better is known; its types are what goes in and comes out. */
export interface Job<Input, Result> {
  readonly failure: VisionErrorKind;
  /** The most milliseconds that it may take for an image of a type. */
  readonly limitOf: (type: ImageType) => number;
  /** Never there: they carry the types. */
  readonly input?: Input;
  readonly result?: Result;
}

/** Reading takes as long as there are words, whatever the type; in milliseconds. */
const readingLimit = 120_000;

/**
 * The kinds of jobs. A further kind is an entry here and one among the worker's `handlers`. Each gets an image
 * file beside its input.
 */
export const jobs = {
  /** Finds the text of an image. */
  read: job<ReadInput, ImageReading>('readerFailed', () => readingLimit),
  /** Tells the size of a picture as it is seen, and that it is whole. */
  measure: job<null, Facts>('preparationFailed', mostMillisecondsOf),
  /** Makes an image ready to be sent. */
  prepare: job<PrepareInput, Prepared>('preparationFailed', mostMillisecondsOf),
  /** Tells a picture from one that shows something else. */
  fingerprint: job<null, Fingerprint>('preparationFailed', mostMillisecondsOf),
  /** Cuts a part out at full resolution. */
  crop: job<Box, CroppedPart>('preparationFailed', mostMillisecondsOf),
};

export type JobKind = keyof typeof jobs;
export type InputOf<Kind extends JobKind> =
  (typeof jobs)[Kind] extends Job<infer Input, unknown> ? Input : never;
export type ResultOf<Kind extends JobKind> =
  (typeof jobs)[Kind] extends Job<unknown, infer Result> ? Result : never;

/** A part of a picture, as PNG. */
export interface CroppedPart extends Size {
  readonly bytes: Uint8Array;
}

/** An image file as the worker gets it; the bytes are moved, not copied. */
export interface FileMessage {
  readonly type: ImageType;
  readonly bytes: Uint8Array;
}

/** The data files of languages to read beside English. */
export interface ReadInput {
  readonly languages: readonly { readonly code: string; readonly file: string }[];
}

export interface PrepareInput {
  readonly traits: readonly Trait[];
  readonly options: PrepareOptions;
}

/** To the worker; one at a time. */
export interface Request<Kind extends JobKind = JobKind> {
  readonly kind: Kind;
  readonly file: FileMessage;
  readonly input: InputOf<Kind>;
}

/** Why a job failed that is to blame on the image. */
export interface ImageFault {
  readonly kind: 'imageDamaged' | 'imageTruncated' | 'imageTooManyPixels' | 'imageUnsupportedType';
  /** Of `imageTooManyPixels`: how many there are, and how many are decoded of such a file. */
  readonly pixels?: number;
  readonly limit?: number;
  /** Of `imageUnsupportedType`: what it is. */
  readonly type?: string;
}

/** From the worker. */
export type Response<Result = unknown> =
  | { readonly ok: true; readonly result: Result }
  | {
      readonly ok: false;
      /** For the log. */
      readonly reason: string;
      /** Whether the worker can go on; else it is replaced. */
      readonly isSound: boolean;
      /** Absent where the image is not to blame. */
      readonly fault?: ImageFault;
    };

function job<Input, Result>(
  failure: VisionErrorKind,
  limitOf: Job<Input, Result>['limitOf'],
): Job<Input, Result> {
  return { failure, limitOf };
}
