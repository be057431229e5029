import type { Outline } from './outline';
import type { ImageReference } from './reference';
import { repetitionIn } from './surroundings/beside';

const notItself =
  '(?!\\s+(?:icons?|logos?|buttons?|symbols?|signs?|pins?|markers?|tools?|tabs?|menus?|apps?|editors?|paper))';
/** What holds more than a sentence can say, as English, German, French and Spanish name it. */
const complexWords = [
  `(?:(?:flow|bar|pie|org|gantt)-?)?charts?${notItself}`,
  `(?:info)?graphs?${notItself}|infographics?`,
  `diagrams?${notItself}|schematics?`,
  `(?:scatter|box)?-?plots?${notItself}(?!\\s+(?:of\\s+land|summary|twist))`,
  `architecture${notItself}|timelines?${notItself}|histograms?|(?:heat|site|mind|tree|road)?-?maps?${notItself}`,
  '\\p{L}*diagramm(?:e|en|s)?|schaubild(?:er|s)?|infografik(?:en)?|organigramm(?:e|s)?|histogramm(?:e|s)?',
  '\\p{L}*architektur|zeitstrahl|zeitachse|zeitleiste|schaltplan|schaltbild|landkarte|stadtplan|lageplan|flussbild',
  "diagrammes?|graphiques?|organigrammes?|logigrammes?|schémas?|histogrammes?|infographies?|frise\\s+chronologique|carte\\s+(?:géographique|mentale|de\\s+(?:la|france|l’|l'))",
  'diagramas?|gráfic[oa]s?|organigramas?|esquemas?|mapas?|histogramas?|cronogramas?|infografías?|arquitectura|línea\\s+de\\s+tiempo',
];
const complex = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${complexWords.join('|')})(?![\\p{L}\\p{N}])`,
  'iu',
);

/**
 * Some references of a document, with the roles that their words and their place tell: `complex` where
 * the alt text or the caption names a chart or the like, `redundant` where the alt text says again what
 * is read beside it. Links and decoration stay so, and what is complex by its markup. `outline` is that
 * of `text`, and asked for only where an alt text is to be compared.
 */
export function withRoles(
  references: readonly ImageReference[],
  text: string,
  outline: () => Outline | undefined,
): ImageReference[] {
  let isRepeated: ((reference: ImageReference) => boolean) | undefined;
  return references.map((reference) => {
    const { role, alt, caption, state, computed } = reference;
    if (role !== 'informative') {
      return reference;
    }
    if (state === 'present' && !computed && alt !== undefined) {
      isRepeated ??= repetitionIn(outline() ?? { blocks: [] }, text);
      if (isRepeated(reference)) {
        return { ...reference, role: 'redundant' };
      }
    }
    const words = [state === 'present' ? alt : undefined, caption];
    const isComplex = words.some((part) => part !== undefined && complex.test(part.slice(0, 2000)));
    return isComplex ? { ...reference, role: 'complex' } : reference;
  });
}
