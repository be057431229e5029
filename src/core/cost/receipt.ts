import type { DrawingLimit } from '../images/images';
import type { Detail } from '../images/detail';
import type { Rectangle, Size } from '../images/fit';
import type { Price } from './cost';
import type { Usage } from '../conversation/reply';

/** Size, type and weight of an image file. */
export interface ImageFacts extends Size {
  /** The media type. */
  readonly type: string;
  readonly bytes: number;
}

/** One image as it is sent, beside what it was made from. */
export interface SentImage {
  readonly name: string;
  /** The file; absent for an image at a URL, which the server fetches. */
  readonly before?: ImageFacts;
  readonly after?: ImageFacts;
  /** The part of the file's upright pixels that it shows, scaled to its size; it may reach over the edges. */
  readonly source?: Rectangle;
  /** Which of how many parts of a tall image this is, the first being 1. */
  readonly part?: { readonly index: number; readonly count: number };
  /** The file is an animation, of which the first frame is sent. */
  readonly isFirstFrame?: boolean;
  /** The file holds metadata (EXIF, texts), which is not sent. */
  readonly isStripped?: boolean;
  /** What of a drawing the model does not see as a browser shows it. */
  readonly limits?: readonly DrawingLimit[];
}

/** What a request costs, before it is sent. US dollars. */
export interface Estimate {
  /** The model whose published table was used. */
  readonly model: string;
  /** True where nothing tells the model, so that this one was taken for it. */
  readonly isAssumed: boolean;
  readonly inputTokens: number;
  /** From no reply at all to one of the greatest length; absent where no price is known. */
  readonly cost?: { readonly least: number; readonly most: number };
}

/** What is or was really sent, and what it costs. */
export interface Receipt {
  readonly host: string;
  readonly detail: Detail;
  /** The model is not told the detail. */
  readonly ignoresDetail?: boolean;
  readonly images: readonly SentImage[];
  /** So many words that the reader of this computer found on the images went along. */
  readonly foundWords?: number;
  /** How many requests the images are spread over. */
  readonly requests: number;
  /** Absent where no table fits the model. */
  readonly estimate?: Estimate;
  /** Absent where none is known. */
  readonly price?: Price;
  /** What the server counted for these images. */
  readonly billed?: { readonly usage: Usage };
  /** Why that is more than a fifth off the estimate, where it is. */
  readonly difference?: Difference;
}

/** Why a bill is not what was estimated. */
export type Difference =
  /** The server says that this model answered. */
  | { readonly kind: 'otherModel'; readonly model: string }
  /** Nothing told the model, which was taken for this one. */
  | { readonly kind: 'assumedModel'; readonly model: string }
  /** The model's table as published before gives `tokens`, which is about what was billed. */
  | { readonly kind: 'earlierTable'; readonly model: string; readonly tokens: number }
  | { readonly kind: 'unknown' };

/** What the user is asked before anything is sent. */
export interface Proposal {
  /** A tall image can be sent in this many parts instead of one, or a request has to be split. */
  readonly kind: 'send' | 'split' | 'parts';
  readonly parts: number;
  /** The most images in one request, where that is why. */
  readonly most?: number;
  /** Of the parts, where it is known. */
  readonly partsTokens?: number;
}

/** What the user chose; undefined to send nothing. */
export type Decision = 'send' | 'sendParts' | 'sendWhole' | undefined;
