import type { Size } from '../../core/images/fit';
import type { Handles, Picture } from './codec';
import { liftInk } from '../reader/ink';

/** How much of a picture is looked at, in pixels, and in how many bands of its whole width. */
const lookedAt = 1_500_000;
const bands = 3;

/**
 * The height in pixels of the letters in an opaque sRGB picture: the median over bands at its top,
 * middle and bottom; 0 where no text is found.
 */
export function letterHeightIn(picture: Picture, size: Size, { keep }: Handles): number {
  const height = Math.max(1, Math.min(size.height, Math.floor(lookedAt / bands / size.width)));
  const heights: number[] = [];
  for (let band = 0; band < bands; band++) {
    const top = Math.round(((size.height - height) * (band + 0.5)) / bands);
    const area = keep(picture.crop(0, top, size.width, height));
    const raw = area.writeToMemory();
    const data = new Uint8Array(raw.buffer, raw.byteOffset, raw.byteLength);
    const found = liftInk({ data, width: size.width, height })?.letterHeight ?? 0;
    if (found > 0) {
      heights.push(found);
    }
  }
  return heights.toSorted((a, b) => a - b)[heights.length >> 1] ?? 0;
}
