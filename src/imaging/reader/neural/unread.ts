import type { Box, Pixels } from '../../pixels';
import { connect } from '../components';
import { boxAround } from '../document/cells';
import { extentOf } from '../extent';
import { linesOf } from '../lines';
import type { Word } from '../recognise';

/** So many places are looked at: what has more is a pattern. */
const mostPlaces = 80;

/** Heights of a letter, in the usual height of letters. */
const [lowest, highest] = [0.55, 2];

/**
 * Where there is ink of the size of letters that no word covers, as lone figures in tables and at the axes of charts,
 * which Tesseract takes for dirt. `ink` is dark text on a light page, boxes are in its pixels.
 */
export function unreadPlaces(ink: Pixels, words: readonly Word[], letterHeight: number): Box[] {
  const { data, width, height } = ink;
  const covered = new Uint8Array(width * height);
  for (const { box } of words) {
    for (let y = Math.max(0, Math.floor(box.top) - 1); y < Math.min(height, box.bottom + 1); y++) {
      const row = y * width;
      covered.fill(
        1,
        row + Math.max(0, Math.floor(box.left) - 1),
        row + Math.min(width, Math.ceil(box.right) + 1),
      );
    }
  }
  const isOpen = (pixel: number): boolean => (data[pixel] ?? 255) < 128 && covered[pixel] === 0;
  const marks = connect(width, height, isOpen, () => true, true);
  const letters: { box: Box }[] = [];
  for (let mark = 0; mark < marks.count; mark++) {
    const extent = extentOf(marks, mark);
    const isLetter =
      extent.height >= lowest * letterHeight &&
      extent.height <= highest * letterHeight &&
      extent.width <= 2 * extent.height;
    if (isLetter) {
      const { left, top } = extent;
      const box = { left, top, right: left + extent.width, bottom: top + extent.height };
      letters.push({ box });
    }
  }
  const places: Box[] = [];
  for (const { items } of linesOf(letters)) {
    let run: { box: Box }[] = [];
    for (const item of items) {
      const last = run.at(-1);
      if (last !== undefined && item.box.left - last.box.right > 0.9 * letterHeight) {
        places.push(boxAround(run));
        run = [];
      }
      run.push(item);
    }
    places.push(boxAround(run));
  }
  return places.length <= mostPlaces ? places : [];
}
