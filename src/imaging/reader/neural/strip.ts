import type { Box, Pixels } from '../../pixels';

/** A line of text on a page: its box, and by how much it rises or falls, in pixels down for each pixel right. */
export interface Strip extends Box {
  readonly slope: number;
}

/** The height that the recogniser wants, in pixels. */
export const stripHeight = 48;

/**
 * Cuts a strip out of a one-channel page, straightened by a shear and scaled to `stripHeight`, as the recogniser
 * wants it: values from -1 to 1. What lies outside the page repeats its edge.
 */
export function cutStrip(page: Pixels, strip: Strip): { data: Float32Array; width: number } {
  const height = strip.bottom - strip.top;
  const scale = stripHeight / height;
  const width = Math.max(16, Math.round((strip.right - strip.left) * scale));
  const data = new Float32Array(width * stripHeight);
  const middle = (strip.left + strip.right) / 2;
  // Scaled down, several rows are averaged.
  const samples = Math.max(1, Math.round(1 / scale));
  for (let x = 0; x < width; x++) {
    const sourceX = strip.left + (x + 0.5) / scale;
    const shift = (sourceX - middle) * strip.slope;
    for (let y = 0; y < stripHeight; y++) {
      let sum = 0;
      for (let sample = 0; sample < samples; sample++) {
        const row = strip.top + (y + (sample + 0.5) / samples) / scale + shift;
        sum += between(page, sourceX - 0.5, row - 0.5);
      }
      data[y * width + x] = sum / samples / 127.5 - 1;
    }
  }
  return { data, width };
}

/** The value of a page between its pixels (bilinear). */
function between({ data, width, height }: Pixels, x: number, y: number): number {
  const left = Math.min(width - 1, Math.max(0, Math.floor(x)));
  const top = Math.min(height - 1, Math.max(0, Math.floor(y)));
  const right = Math.min(width - 1, left + 1);
  const bottom = Math.min(height - 1, top + 1);
  const across = Math.min(1, Math.max(0, x - left));
  const down = Math.min(1, Math.max(0, y - top));
  const upper =
    (data[top * width + left] ?? 0) * (1 - across) + (data[top * width + right] ?? 0) * across;
  const lower =
    (data[bottom * width + left] ?? 0) * (1 - across) +
    (data[bottom * width + right] ?? 0) * across;
  return upper * (1 - down) + lower * down;
}
