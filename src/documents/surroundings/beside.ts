import { marks, type Outline } from '../outline';
import type { ImageReference } from '../reference';
import { Neighbourhood } from './neighbourhood';
import { plain, sentencesOf } from './sentences';

/** So many characters of source on either side hold a text that is as long as an alt text, with its markup. */
export function farthestBeside(length: number): number {
  return 300 + Math.min(600, 2 * length);
}

/**
 * What tells the texts that are read right beside an image: its caption, and in its own block what
 * stands before and after it up to the next image, and of these the nearest sentences.
 */
export function textsAt(outline: Outline): (reference: ImageReference) => readonly string[] {
  const neighbourhood = new Neighbourhood(outline);
  return ({ range, alt }) => {
    const place = neighbourhood.at(range, farthestBeside(alt?.length ?? 0));
    const apart = new RegExp(`[${marks.image}${marks.end}]`);
    const before = place.before.split(apart).at(-1) ?? '';
    const after = place.after.split(apart)[0] ?? '';
    return [
      neighbourhood.captionOf(place) ?? '',
      plain(before),
      plain(after),
      sentencesOf(before).at(-1) ?? '',
      sentencesOf(after)[0] ?? '',
    ].filter((text) => text !== '');
  };
}
