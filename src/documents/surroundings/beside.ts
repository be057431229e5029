import { marks, type Outline } from '../outline';
import type { ImageReference } from '../reference';
import { Neighbourhood } from './neighbourhood';
import { plain, sentencesOf } from './sentences';

/** So many characters of source on either side hold a text that is as long as an alt text, with its markup. */
export function farthestBeside(length: number): number {
  return 300 + Math.min(600, 2 * length);
}

/**
 * What tells whether a text is read right beside an image: as its caption, or in its own block before or
 * after it up to the next image, as a whole or in the nearest sentence. `folded` makes of a text what is
 * compared.
 */
export function readerBeside(
  outline: Outline,
  folded: (text: string) => string,
): (own: string, reference: ImageReference) => boolean {
  const neighbourhood = new Neighbourhood(outline);
  const apart = new RegExp(`[${marks.image}${marks.end}]`);
  return (own, { range, alt }) => {
    const place = neighbourhood.at(range, farthestBeside(alt?.length ?? 0));
    const before = plain(place.before.split(apart).at(-1) ?? '');
    const after = plain(place.after.split(apart)[0] ?? '');
    const is = (text: string | undefined) => folded(text ?? '') === own;
    return (
      is(neighbourhood.captionOf(place)) ||
      (folded(before).endsWith(own) && (is(before) || is(sentencesOf(before).at(-1)))) ||
      (folded(after).startsWith(own) && (is(after) || is(sentencesOf(after)[0])))
    );
  };
}
