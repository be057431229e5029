export { decorativeEdit } from './decorative';
export { findImageReferences, imageFolderOf } from './find';
export { insertAltText, type InsertProblem, type InsertResult } from './insert';
export { documentExtensions, languageIdOf } from './languages';
export type { AltState, Edit, ImageReference, ImageRole, Range } from './reference';
export { longDescriptionEdits, type LongDescription } from './longDescription';
export { findAgain, twinOf } from './rematch';
export * from './repository';
export { siteRootsOf } from './siteRoots';
export {
  mostSurroundings,
  surroundingsIn,
  surroundingsOf,
  type Surroundings,
} from './surroundings';
export { candidatesOf, matchesIgnoringCase, type Candidates, type TargetPlace } from './targets';
export { withAltText } from './withAltText';
