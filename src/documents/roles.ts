import type { Outline } from './outline';
import type { ImageReference } from './reference';
import { farthestBeside, readerBeside } from './surroundings/beside';

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

/** Of more images than any writer puts into a document, the last ones are not compared. */
const mostCompared = 2000;

/**
 * Some references of a document, with the roles that their words and their place tell: `complex` where
 * the alt text or the caption names a chart or the like, `redundant` where the alt text says again what
 * is read beside it. Links and decoration stay so, and what is complex by its markup. `outline` is asked
 * for only where an alt text is to be compared.
 */
export function withRoles(
  text: string,
  references: readonly ImageReference[],
  outline: () => Outline | undefined,
): ImageReference[] {
  let compared = 0;
  let isBeside: ReturnType<typeof readerBeside> | undefined;
  return references.map((reference) => {
    const { role, alt, caption, state } = reference;
    if (role !== 'informative') {
      return reference;
    }
    const own = isPresent(reference) ? folded(alt ?? '') : '';
    if (own !== '' && folded(caption ?? '') === own) {
      return { ...reference, role: 'redundant' };
    }
    if (own !== '' && mayStandBeside(own, text, reference) && compared++ < mostCompared) {
      isBeside ??= readerBeside(outline() ?? { blocks: [] }, folded);
      if (isBeside(own, reference)) {
        return { ...reference, role: 'redundant' };
      }
    }
    const words = [state === 'present' ? alt : undefined, caption];
    const isComplex = words.some((said) => complex.test(said?.slice(0, 2000) ?? ''));
    return isComplex ? { ...reference, role: 'complex' } : reference;
  });
}

/** Whether the longest word of an alt text stands near the image at all, which costs little to see. */
function mayStandBeside(own: string, text: string, { range }: ImageReference): boolean {
  const far = farthestBeside(own.length);
  const word = own.split(' ').reduce((one, other) => (other.length > one.length ? other : one));
  return [
    text.slice(Math.max(0, range.start - far), range.start),
    text.slice(range.end, range.end + far),
  ].some((near) => near.normalize('NFKC').toLowerCase().includes(word));
}

function isPresent({ state, computed }: ImageReference): boolean {
  return state === 'present' && !computed;
}

/** A text as it is compared: case, punctuation and white space do not count. */
function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}
