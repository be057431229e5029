import { languageOf } from './languages';
import type { Outline } from './outline';
import type { ImageReference } from './reference';
import { withRoles } from './roles';
import { surroundingsBy, type Surroundings } from './surroundings';

/** The references of a document in order, and what tells the surroundings of each. */
export interface ReadReferences {
  readonly references: readonly ImageReference[];
  readonly surroundingsOf: (reference: ImageReference) => Surroundings;
}

/**
 * The places of a document that show images, in order. `languageId` is VS Code's; of a language that
 * is not known here, there are none. Code, comments and escaped markup hold no references.
 */
export function findImageReferences(text: string, languageId: string): ImageReference[] {
  return read(text, languageId).references;
}

/** `findImageReferences` and `surroundingsIn` for callers that want both: the document is read once. */
export function readReferences(text: string, languageId: string): ReadReferences {
  const { references, outline } = read(text, languageId);
  let known: ReadReferences['surroundingsOf'] | undefined;
  return {
    references,
    surroundingsOf: (reference) => (known ??= surroundingsBy(outline()))(reference),
  };
}

function read(
  text: string,
  languageId: string,
): { readonly references: ImageReference[]; readonly outline: () => Outline } {
  const language = languageOf(languageId);
  const found = language?.read?.(text) ?? {
    references: language?.find(text) ?? [],
    outline: () => language?.outline?.(text) ?? { blocks: [] },
  };
  let made: Outline | undefined;
  const outline = () => (made ??= found.outline());
  return { references: withRoles(found.references, text, outline), outline };
}

/** The folder below the document's in which its paths begin, with a `/` at its end; empty where it is the document's. */
export function imageFolderOf(text: string, languageId: string): string {
  return languageOf(languageId)?.imageFolder?.(text) ?? '';
}
