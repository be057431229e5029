import type { TextRegion } from '../conversation/textRegion';
import { boundsOf, type Box } from '../images/region';

/** A word of a picture, in fractions of it. */
export interface FoundWord {
  readonly text: string;
  readonly box: Box;
}

/** The words of each line of a picture, in reading order. */
export type FoundLines = readonly (readonly FoundWord[])[];

/** A model's box may be as far from the text as this, in fractions of the picture. */
const farthest = 0.25;

/** A box that holds the text and is at most so many times as large is that of what the text stands on. */
const roomiest = 8;

/** Longer ones are sentences about the picture, not texts on it. */
const mostWords = 12;

/**
 * A region of a piece that names a text on the picture, moved to where the reader found that text; of several
 * the nearest. Stays as it is where the text is not found, or where it already holds it and little more.
 */
export function snapped(place: TextRegion, lines: FoundLines): TextRegion {
  const box = boundsOf(place.region);
  const found = namedTexts(place.text)
    .map((text) => nearest(wordsOf(text), lines, box))
    .find((one) => one !== undefined);
  if (found === undefined || holds(box, found)) {
    return place;
  }
  return { ...place, region: { box: found }, source: 'reader' };
}

/** What of a piece may stand on the picture: what is in quotes, else all of it. */
function namedTexts(piece: string): string[] {
  const quoted = [...piece.matchAll(/["“”„«»`]([^"“”„«»`]+)["“”„«»`]/g)].map(
    ([, text = '']) => text,
  );
  return [...quoted, piece];
}

function nearest(words: readonly string[], lines: FoundLines, box: Box): Box | undefined {
  if (words.length === 0 || words.length > mostWords) {
    return undefined;
  }
  let best: { readonly box: Box; readonly distance: number } | undefined;
  for (const line of lines) {
    const folded = line.map(({ text }) => wordsOf(text).join(' '));
    for (let at = 0; at + words.length <= line.length; at++) {
      if (words.every((word, index) => folded[at + index] === word)) {
        const found = around(line.slice(at, at + words.length));
        const distance = distanceOf(found, box);
        if (distance <= farthest && distance < (best?.distance ?? Infinity)) {
          best = { box: found, distance };
        }
      }
    }
  }
  return best?.box;
}

/** Letters and digits alone, of one case: the reader and the model differ in the rest. */
function wordsOf(text: string): string[] {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .split(/\s+/)
    .map((word) => word.replace(/[^\p{L}\p{N}]+/gu, ''))
    .filter((word) => word !== '');
}

function around(words: readonly FoundWord[]): Box {
  const x = Math.min(...words.map(({ box }) => box.x));
  const y = Math.min(...words.map(({ box }) => box.y));
  const right = Math.max(...words.map(({ box }) => box.x + box.width));
  const bottom = Math.max(...words.map(({ box }) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}

function distanceOf(one: Box, other: Box): number {
  return Math.hypot(
    one.x + one.width / 2 - other.x - other.width / 2,
    one.y + one.height / 2 - other.y - other.height / 2,
  );
}

function holds(outer: Box, inner: Box): boolean {
  const isInside =
    inner.x >= outer.x - 0.005 &&
    inner.y >= outer.y - 0.005 &&
    inner.x + inner.width <= outer.x + outer.width + 0.005 &&
    inner.y + inner.height <= outer.y + outer.height + 0.005;
  return isInside && outer.width * outer.height <= roomiest * inner.width * inner.height;
}
