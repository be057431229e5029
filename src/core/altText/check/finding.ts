import type { Rule } from '../rules';
import type { HouseStyle } from '../style';
import type { DocumentFacts, ReferenceFacts } from '../facts';

/** What is checked: of an alt text, of its image, or of an image file. */
export type FindingRule =
  | Rule
  | 'missing'
  | 'placeholder'
  | 'namelessLink'
  | 'repeatedText'
  | 'brokenImage'
  | 'otherCase'
  | 'changedImage'
  | 'unreferencedImage';

/** A `note` is advice: nothing has to be changed for it. */
export type Severity = 'error' | 'warning' | 'note';

/** A place in another document. */
export interface OtherPlace {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** What is wrong at a reference, or with an image file. */
export interface Finding {
  readonly rule: FindingRule;
  readonly severity: Severity;
  /** Of the document, or of the image that no document shows: absolute, with `/`. */
  readonly path: string;
  /** The reference in the document; `end` is the offset after its markup. Absent for an image file. */
  readonly place?: Pick<ReferenceFacts, 'index' | 'line' | 'column' | 'start' | 'end'>;
  /** As the document has it. */
  readonly target?: string;
  /** The alt text as it is. */
  readonly text?: string;
  /**
   * What breaks the rule: as `BrokenRule` has it; the name that the file has for `otherCase`;
   * `recompressed` for a `changedImage` whose pixels are as they were; `elsewhere` for a `brokenImage` that
   * the site may have from outside.
   */
  readonly detail?: string;
  /** For `repeatedText`: the first places where other images have the text, and how many there are. */
  readonly others?: { readonly places: readonly OtherPlace[]; readonly count: number };
}

/** How alt text is to be written in a document; without a language, in that of the document. */
export interface DocumentStyle {
  readonly style: HouseStyle;
  readonly language?: string;
}

/** What became of an image since its alt text was written; `recompressed`: it looks the same. */
export type ImageChange = 'changed' | 'recompressed';

/** What else is known of the documents that are checked. */
export interface CheckOptions {
  readonly styleFor: (documentPath: string) => DocumentStyle;
  readonly changeOf?: (
    reference: ReferenceFacts,
    document: DocumentFacts,
  ) => ImageChange | undefined;
  /** The paths of the image files that documents are to show; without them none is called unreferenced. */
  readonly images?: readonly string[];
}
