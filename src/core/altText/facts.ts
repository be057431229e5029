import type { ImageRole } from './imageRole';

/** `missing`: none is written; `decorative`: written as empty; `placeholder`: words that say nothing. */
export type AltState = 'missing' | 'decorative' | 'placeholder' | 'present';

/** The image that a reference shows. Paths are absolute, with `/`. */
export type ReferencedImage =
  | { readonly kind: 'file'; readonly path: string }
  /** No file is there; `path` is where it was to be. */
  | { readonly kind: 'missing'; readonly path: string }
  /**
   * None is there, but one of that `name` is, which differs in capital letters. Folders that differ go
   * before it: `name` stands in place of as many of the last parts of `path`.
   */
  | { readonly kind: 'otherCase'; readonly path: string; readonly name: string }
  | { readonly kind: 'url'; readonly url: string }
  /** The document holds the image itself. */
  | { readonly kind: 'embedded' }
  /** Only the running site knows which it is. */
  | { readonly kind: 'unknown' };

/** A place of a document that shows an image, as plain data. */
export interface ReferenceFacts {
  /** Its number among the references of its document, the first being 0. */
  readonly index: number;
  readonly target: string;
  readonly alt?: string;
  readonly state: AltState;
  readonly role: ImageRole;
  /** The alt text is an expression. */
  readonly computed: boolean;
  readonly caption?: string;
  readonly linkTarget?: string;
  /** Shown in this colour theme only, its twin beside it in the other. */
  readonly theme?: 'light' | 'dark';
  /** Offsets of the whole markup in UTF-16 units, the end being the first one after it. */
  readonly start: number;
  readonly end: number;
  /** Of the start, counted from 1; columns in UTF-16 units. */
  readonly line: number;
  readonly column: number;
  /** The tag of the language that the place is written in, where it is known. */
  readonly language?: string;
  /** Equal for places of equal surroundings: titles, captions, sentences around, links. */
  readonly context: string;
  readonly image: ReferencedImage;
}

/** A document with its image references. */
export interface DocumentFacts {
  /** Absolute, with `/`. */
  readonly path: string;
  /** VS Code's. */
  readonly languageId: string;
  readonly references: readonly ReferenceFacts[];
  /** Why there are none. */
  readonly problem?: 'tooLarge' | 'unreadable';
}
