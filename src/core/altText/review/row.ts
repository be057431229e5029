import type { ReferenceFacts } from '../facts';
import type { BrokenRule } from '../rules';

/**
 * What is being done about a row. `open`: nothing yet; `waiting` and `asking`: a text is on its way;
 * `gone`: its document no longer shows the image there.
 */
export type RowState =
  | 'open'
  | 'waiting'
  | 'asking'
  | 'suggested'
  | 'accepted'
  | 'skipped'
  | 'applied'
  | 'failed'
  | 'gone';

/** A text for a row, by a model or by the user. */
export interface RowSuggestion {
  /** Empty for a decorative image. */
  readonly text: string;
  readonly isDecorative: boolean;
  readonly reasons: string;
  /** Paragraphs, or empty. */
  readonly longDescription: string;
  /** What the model's text still breaks of the house style. */
  readonly broken: readonly BrokenRule[];
  /** It was paid for earlier. */
  readonly isKept: boolean;
}

/** An image at a place of a document, and what is being done about its text. */
export interface Row {
  readonly id: string;
  /** The document's path, absolute, with `/`. */
  readonly document: string;
  readonly reference: ReferenceFacts;
  readonly state: RowState;
  readonly suggestion?: RowSuggestion;
  /** In the user's words, why there is no suggestion or no edit. */
  readonly problem?: string;
}

/** Rows of one key are asked about once: the same image in the same role, in equal surroundings. */
export function groupKey({ reference: { image, role, context } }: Row): string {
  const shown = 'path' in image ? image.path : 'url' in image ? image.url : '';
  return JSON.stringify([shown, role, context]);
}

/** A row by what it is in its document, which outlives the editor: its target, and which of those of that target. */
export function rowKeys(
  document: string,
  references: readonly ReferenceFacts[],
): ReadonlyMap<ReferenceFacts, string> {
  const counts = new Map<string, number>();
  return new Map(
    references.map((reference) => {
      const count = counts.get(reference.target) ?? 0;
      counts.set(reference.target, count + 1);
      return [reference, JSON.stringify([document, reference.target, count])];
    }),
  );
}

/** Whether a text can be asked for and written: its image can be read, and no code gives the text. */
export function canAsk({ reference: { image, computed }, state }: Row): boolean {
  return !computed && (image.kind === 'file' || image.kind === 'url') && state !== 'gone';
}
