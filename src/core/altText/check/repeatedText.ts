import type { DocumentFacts, ReferenceFacts } from '../facts';
import { folded } from '../phrases';
import { baseOf, isText } from './atReference';
import type { Finding, OtherPlace } from './finding';
import { imageKeys } from './sameImage';

/** So many other places are named for each. */
const mostNamed = 5;

interface TextGroup {
  readonly references: Map<string, Placed[]>;
  count: number;
}

interface Placed {
  readonly reference: ReferenceFacts;
  readonly document: DocumentFacts;
}

/** The places whose alt text other images have too: it tells none of them from the others. */
export function repeatedTexts(documents: readonly DocumentFacts[]): Finding[] {
  const keyOf = imageKeys(documents);
  const groups = new Map<string, TextGroup>();
  for (const document of documents) {
    for (const reference of document.references) {
      const key = isText(reference) ? keyOf(reference, document) : undefined;
      if (key !== undefined) {
        add(groups, key, { reference, document });
      }
    }
  }
  return [...groups.values()].flatMap(repeatedIn);
}

function add(groups: Map<string, TextGroup>, key: string, placed: Placed): void {
  const words = folded(placed.reference.alt ?? '').replace(/[.。]$/, '');
  const group = groups.get(words) ?? { references: new Map<string, Placed[]>(), count: 0 };
  groups.set(words, group);
  const same = group.references.get(key);
  if (same === undefined) {
    group.references.set(key, [placed]);
  } else {
    same.push(placed);
  }
  group.count++;
}

function repeatedIn({ references, count }: TextGroup): Finding[] {
  return references.size < 2
    ? []
    : [...references].flatMap(([key, placed]) => {
        const others = {
          places: firstOthers(references, key),
          count: count - placed.length,
        };
        return placed.map(({ reference, document }) => ({
          ...baseOf(reference, document),
          rule: 'repeatedText' as const,
          severity: 'warning' as const,
          others,
        }));
      });
}

function firstOthers(
  references: ReadonlyMap<string, readonly Placed[]>,
  without: string,
): OtherPlace[] {
  const places: OtherPlace[] = [];
  for (const [key, placed] of references) {
    if (key !== without) {
      places.push(
        ...placed
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
