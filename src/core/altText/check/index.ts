import type { DocumentFacts } from '../facts';
import { findingsAt } from './atReference';
import type { CheckOptions, Finding } from './finding';
import { SiteFolders } from './siteFolders';
import { repeatedTexts } from './repeatedText';
import { unshownImages } from './unreferenced';

export type {
  CheckOptions,
  DocumentStyle,
  Finding,
  FindingRule,
  ImageChange,
  OtherPlace,
  Severity,
} from './finding';
export { findingText, type FindingWords } from './findingText';
export { imageNamesIn, isNamed, unshownImages } from './unreferenced';

/**
 * What is wrong with the alt texts of documents, found without a model: by document and place in it, the
 * image files that no document shows among them by their paths. Computed texts are left alone. Takes time
 * in proportion to the number of references.
 */
export function findingsOf(documents: readonly DocumentFacts[], options: CheckOptions): Finding[] {
  const siteFolders = new SiteFolders(documents, options.images);
  const findings = documents.flatMap((document) => {
    const style = options.styleFor(document.path);
    return document.references.flatMap((reference) =>
      findingsAt(reference, document, { ...options, style, siteFolders }),
    );
  });
  const unshown = unshownImages(documents, options.images ?? []).map((path): Finding => ({
    rule: 'unreferencedImage',
    severity: 'note',
    path,
  }));
  return [...findings, ...repeatedTexts(documents), ...unshown].sort(byPlace);
}

function byPlace(one: Finding, other: Finding): number {
  return one.path === other.path
    ? (one.place?.start ?? 0) - (other.place?.start ?? 0)
    : one.path < other.path
      ? -1
      : 1;
}
