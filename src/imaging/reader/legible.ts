import type { Pixels } from '../pixels';
import { connect } from './components';
import { extentOf } from './extent';
import type { Ink } from './ink';

/** From this many specks for each letter a picture is coarsely compressed. A clean one has at most 0.25, of dots. */
const mostSpecks = 0.4;

/** Below this share of pixels that are as their left neighbour a picture is a photo. A screenshot has at least 0.7. */
const leastEven = 0.45;

/**
 * True for a picture whose letters are not drawn cleanly: a photo of a screen, a coarsely compressed JPEG. What
 * they leave around letters and on flat ground tells them, whatever the file's type.
 */
export function isPoor({ data, width, height }: Pixels, { page, letterHeight }: Ink): boolean {
  let even = 0;
  for (let at = 3; at < data.length; at += 3) {
    if (
      data[at] === data[at - 3] &&
      data[at + 1] === data[at - 2] &&
      data[at + 2] === data[at - 1]
    ) {
      even++;
    }
  }
  if (even < leastEven * width * height) {
    return true;
  }
  const isDark = (pixel: number): boolean => (page.data[pixel] ?? 255) < 128;
  const marks = connect(width, height, isDark, () => true, true);
  let specks = 0;
  let letters = 0;
  for (let mark = 0; mark < marks.count; mark++) {
    const extent = extentOf(marks, mark);
    if (extent.height >= 0.6 * letterHeight && extent.height <= 100) {
      letters++;
    } else if (extent.height < 0.25 * letterHeight || extent.width * extent.height <= 4) {
      specks++;
    }
  }
  return letters > 0 && specks > mostSpecks * letters;
}
