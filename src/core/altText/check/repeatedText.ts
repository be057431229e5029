import type { DocumentFacts } from '../facts';
import { folded } from '../phrases';
import { baseOf, isText } from './atReference';
import type { Finding, OtherPlace } from './finding';
import { imageKeys, versionKeys, type Placed } from './sameImage';

/** So many other places are named for each. */
const mostNamed = 5;

type PlacedImage = Placed & { readonly image: string };

/**
 * The places whose alt text other images have too: it tells none of them from the others. A text that
 * versions or translations of a page have each for an image of their own is none.
 */
export function repeatedTexts(documents: readonly DocumentFacts[]): Finding[] {
  const keyOf = imageKeys(documents);
  const byText = new Map<string, PlacedImage[]>();
  for (const document of documents) {
    for (const reference of document.references) {
      const image = isText(reference) ? keyOf({ reference, document }) : undefined;
      if (image !== undefined) {
        const words = folded(reference.alt ?? '').replace(/[.。]$/, '');
        add(byText, words, { reference, document, image });
      }
    }
  }
  return [...byText.values()].flatMap(repeatedIn);
}

function add(groups: Map<string, PlacedImage[]>, key: string, placed: PlacedImage): void {
  const group = groups.get(key);
  if (group === undefined) {
    groups.set(key, [placed]);
  } else {
    group.push(placed);
  }
}

/** Of the places of one text. */
function repeatedIn(places: readonly PlacedImage[]): Finding[] {
  if (places.every(({ image }) => image === places[0]?.image)) {
    return [];
  }
  const keys = versionKeys(places);
  const images = new Map<string, PlacedImage[]>();
  places.forEach((place, index) => add(images, keys[index] ?? '', place));
  return images.size < 2
    ? []
    : [...images].flatMap(([key, same]) => {
        const others = {
          places: firstOthers(images, key),
          count: places.length - same.length,
        };
        return same.map(({ reference, document }) => ({
          ...baseOf(reference, document),
          rule: 'repeatedText' as const,
          severity: 'warning' as const,
          others,
        }));
      });
}

function firstOthers(
  images: ReadonlyMap<string, readonly PlacedImage[]>,
  without: string,
): OtherPlace[] {
  const places: OtherPlace[] = [];
  for (const [key, same] of images) {
    if (key !== without) {
      places.push(
        ...same
          .slice(0, mostNamed - places.length)
          .map(({ document: { path }, reference: { line, column } }) => ({ path, line, column })),
      );
    }
    if (places.length === mostNamed) {
      break;
    }
  }
  return places;
}
