import { languageOf } from './languages';
import type { ImageReference } from './reference';
import { withRoles } from './roles';

export { decorativeEdit } from './decorative';
export { insertAltText, type InsertProblem, type InsertResult } from './insert';
export { languageIdOf } from './languages';
export type { AltState, Edit, ImageReference, ImageRole, Range } from './reference';
export { longDescriptionEdits, type LongDescription } from './longDescription';
export { findAgain, twinOf } from './rematch';
export { siteRootsOf } from './siteRoots';
export {
  mostSurroundings,
  surroundingsIn,
  surroundingsOf,
  type Surroundings,
} from './surroundings';
export { candidatesOf, matchesIgnoringCase, type Candidates, type TargetPlace } from './targets';
export { withAltText } from './withAltText';

/**
 * The places of a document that show images, in order. `languageId` is VS Code's; of a language that
 * is not known here, there are none. Code, comments and escaped markup hold no references.
 */
export function findImageReferences(text: string, languageId: string): ImageReference[] {
  const language = languageOf(languageId);
  const { references, outline } = language?.read?.(text) ?? {
    references: language?.find(text) ?? [],
    outline: () => language?.outline?.(text),
  };
  return withRoles(references, text, outline);
}

/** The folder below the document's in which its paths begin, with a `/` at its end; empty where it is the document's. */
export function imageFolderOf(text: string, languageId: string): string {
  return languageOf(languageId)?.imageFolder?.(text) ?? '';
}
