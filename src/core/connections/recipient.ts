import type { FitRule } from '../images/fit';
import type { ImageType } from '../images/images';

/** Who gets a request: what is known of the server and its model before anything is sent. */
export interface Recipient {
  /** For people. */
  readonly host: string;
  readonly deployment: string;
  /** What the model is called, from the user's name for it to the server's; the last is the surest. */
  readonly names: readonly string[];
  /** It is OpenAI or Azure OpenAI, whose models and prices are published. */
  readonly isOpenAi: boolean;
  /** It cannot be told how closely to look. */
  readonly ignoresDetail?: boolean;
  /** The types of images that it takes. */
  readonly types: readonly ImageType[];
  /** The most images in one request. */
  readonly maxImages: number;
  /** Which pixels it takes, where no model decides. */
  readonly fit?: PixelLimits;
  /** Each image goes in a request of its own. */
  readonly takesSingly?: boolean;
}

/** Which pixels of an image a service takes, and the least width and height in pixels. */
export interface PixelLimits {
  readonly rule: FitRule;
  readonly least: number;
}
