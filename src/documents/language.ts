import type { Outline } from './outline';
import type { Edit, ImageReference, Range } from './reference';

/** Why an image cannot be put in at a place. */
export type PlaceProblem =
  | 'code'
  | 'comment'
  | 'frontMatter'
  /** In the tag, the address or the alt text of something else. */
  | 'markup'
  /** Where the language has no image, as between the rows of a table. */
  | 'place';

/** An image that is not yet in a document. */
export interface NewImage {
  /** The path from the folder that the language's paths begin in, nothing encoded. */
  readonly path: string;
  /** Empty: none is written yet. */
  readonly alt: string;
}

/** The references of a text, in order, and what is told of their places, made when it is asked for. */
export interface ReadDocument {
  readonly references: readonly ImageReference[];
  readonly outline: () => Outline;
}

/** One markup language: finding its images, and writing one. */
export interface MarkupLanguage {
  /** The references in a text, in order. */
  readonly find: (text: string) => ImageReference[];
  /**
   * The edit that puts an image in at a selection: in place of selected words of one line, else
   * behind the selection. Where the place takes none, why.
   */
  readonly insert: (text: string, selection: Range, image: NewImage) => Edit | PlaceProblem;
  /** The folder below the document's that paths begin in; left out where it is the document's. */
  readonly imageFolder?: (text: string) => string;
  /** `find` and `outline` of one text, for languages that have work in common for both. */
  readonly read?: (text: string) => ReadDocument;
  /** The titles, captions and running text around the images. */
  readonly outline?: (text: string) => Outline;
}
