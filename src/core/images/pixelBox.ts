import type { Rectangle, Size } from './fit';
import type { Box } from './region';

/** The whole pixels of a picture of this size that a box touches: at least one in each direction. */
export function pixelsIn({ x, y, width, height }: Box, size: Size): Rectangle {
  const [left, right] = span(x, width, size.width);
  const [top, bottom] = span(y, height, size.height);
  return { left, top, width: right - left, height: bottom - top };
}

/** A box from a rectangle of pixels of a picture of this size. */
export function boxOf({ left, top, width, height }: Rectangle, size: Size): Box {
  return {
    x: left / size.width,
    y: top / size.height,
    width: width / size.width,
    height: height / size.height,
  };
}

/** What a fraction misses of a pixel's border by the rounding of its numbers. */
const slip = 1e-6;

function span(start: number, length: number, pixels: number): [number, number] {
  const first = Math.min(pixels - 1, Math.max(0, Math.floor(start * pixels + slip)));
  const end = Math.ceil((start + length) * pixels - slip);
  return [first, Math.min(pixels, Math.max(first + 1, end))];
}
