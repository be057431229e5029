import { marks, type Outline } from '../outline';

/** A heading, and the id by which links lead to it. */
export interface Title {
  readonly text: string;
  readonly id: string;
}

const ids = /\b(?:id|name)\s{0,9}=\s{0,9}["'{]{0,2}([^\s"'<>{}]+)|[{\s]#([^\s"'<>{}]+)/gi;

const outlineMarks = new RegExp(`[${Object.values(marks).join('')}]`, 'g');

/**
 * The label as a heading, with a number where the document has such a heading or id already: a link
 * leads to the first one of its name.
 */
export function freeTitle(label: string, text: string, { blocks }: Outline): Title {
  const taken = new Set(['']);
  for (const [, attribute = '', inBraces = attribute] of text.matchAll(ids)) {
    taken.add(inBraces.toLowerCase());
  }
  // The second heading of a name gets a 1, the third a 2, and so on.
  const next = new Map<string, number>();
  for (const { kind, range, text: textAt } of blocks) {
    if (kind === 'heading') {
      const words = textAt({ start: range.start, end: range.start }).replaceAll(outlineMarks, '');
      const slug = slugOf(words.trim());
      let number = next.get(slug) ?? 0;
      const numbered = () => (number === 0 ? slug : `${slug}-${number}`);
      while (next.has(numbered())) {
        number++;
      }
      next.set(numbered(), 1);
      next.set(slug, number + 1);
    }
  }
  for (let number = 1; ; number++) {
    const title = number === 1 ? label : `${label} ${number}`;
    const id = slugOf(title);
    if (!taken.has(id) && !next.has(id)) {
      return { text: title, id };
    }
  }
}

/**
 * The id that GitHub gives a heading, and so do most generators: letters, marks, digits, connectors and
 * hyphens are kept, and each space becomes a hyphen (github-slugger).
 */
function slugOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/\s/g, ' ')
    .replaceAll(/[^\p{Alphabetic}\p{M}\p{Nd}\p{Pc} -]/gu, '')
    .replaceAll(' ', '-');
}
