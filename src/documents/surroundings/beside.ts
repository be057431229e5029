import { bareWords } from '../../core/altText/phrases';
import { marks, type Outline } from '../outline';
import type { ImageReference, Range } from '../reference';
import { Neighbourhood } from './neighbourhood';
import { sentencesOf } from './sentences';

/** Behind these, what is read belongs to another image or another thing. */
const apart = new RegExp(`[${marks.image}${marks.end}]`);

/**
 * What tells whether the alt text of an image says again what is read right beside it: its caption, or
 * in its own block all that stands before or after it up to the next image, or the nearest sentence of
 * that. `source` is the text that the outline is of.
 */
export function repetitionIn(
  outline: Outline,
  source: string,
): (reference: ImageReference) => boolean {
  const neighbourhood = new Neighbourhood(outline);
  return (reference) => {
    const { range, alt = '', caption } = reference;
    const reach = Math.min(600, 100 + 2 * alt.length);
    // A character may take six in JSON.
    const farthest = reference.encoding === 'json' ? 6 * reach : reach;
    const isElsewhere = outline.shownAt !== undefined;
    const isNear = isElsewhere || isPossible(alt, source, range, farthest);
    const ownCaption = neighbourhood.captionAt(range);
    if (!isNear && caption === undefined && ownCaption === undefined) {
      return false;
    }
    const own = bareWords(alt);
    if (own === '' || [caption, ownCaption].some((text) => bareWords(text ?? '') === own)) {
      return own !== '';
    }
    const place = neighbourhood.at(range, reach);
    const before = place.before.split(apart).at(-1) ?? '';
    const after = place.after.split(apart)[0] ?? '';
    const [allBefore, allAfter] = [bareWords(before), bareWords(after)];
    return (
      allBefore === own ||
      allAfter === own ||
      (allBefore.endsWith(own) && bareWords(sentencesOf(before).at(-1) ?? '') === own) ||
      (allAfter.startsWith(own) && bareWords(sentencesOf(after)[0] ?? '') === own)
    );
  };
}

/** Whether the plain words of an alt text are all on one side of an image, so that it may be there as a whole. */
function isPossible(alt: string, source: string, { start, end }: Range, reach: number): boolean {
  const words =
    alt
      .slice(0, 1000)
      .toLowerCase()
      .match(/[a-z\d]+/g) ?? [];
  return [source.slice(Math.max(0, start - reach), start), source.slice(end, end + reach)].some(
    (side) => {
      const text = side.toLowerCase();
      return words.every((word) => text.includes(word));
    },
  );
}
