import type { Pixels } from '../pixels';
import type { Plates } from './plates';

/**
 * For each pixel the index of the nearest pixel on a plate, or -1 where there is no plate: a
 * two-pass distance transform that carries along where a distance comes from.
 */
export function nearestPlatePixels(plates: Plates, width: number, height: number): Int32Array {
  const { components, isPlate } = plates;
  const nearest = new Int32Array(width * height).fill(-1);
  const distance = new Uint16Array(width * height).fill(0xfffe);
  components.labels.forEach((label, pixel) => {
    if (isPlate[label] === 1) {
      nearest[pixel] = pixel;
      distance[pixel] = 0;
    }
  });
  const take = (pixel: number, neighbour: number): void => {
    const steps = (distance[neighbour] ?? 0) + 1;
    if (steps < (distance[pixel] ?? 0)) {
      distance[pixel] = steps;
      nearest[pixel] = nearest[neighbour] ?? -1;
    }
  };
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      if (x > 0) take(pixel, pixel - 1);
      if (y > 0) take(pixel, pixel - width);
    }
  }
  for (let y = height - 1, pixel = width * height - 1; y >= 0; y--) {
    for (let x = width - 1; x >= 0; x--, pixel--) {
      if (x < width - 1) take(pixel, pixel + 1);
      if (y < height - 1) take(pixel, pixel + width);
    }
  }
  return nearest;
}

/** How far each pixel is from its ground, 0 to 255; 0 on plates and along the edges of plates. */
export interface Differences {
  /** In luminance (ITU-R BT.601), which lossy formats and smoothed fonts keep sharp. */
  readonly light: Uint8Array;
  /** In the channel that differs most. */
  readonly colour: Uint8Array;
}

export function differences(
  { data, width, height }: Pixels,
  plates: Plates,
  ground: Int32Array,
): Differences {
  const light = new Uint8Array(width * height);
  const colour = new Uint8Array(width * height);
  const channel = (pixel: number, under: number, index: number): number =>
    (data[pixel * 3 + index] ?? 0) - (data[under * 3 + index] ?? 0);
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      const under = ground[pixel] ?? -1;
      if (under !== pixel && under >= 0 && !isSeam(plates, width, height, x, y)) {
        const red = channel(pixel, under, 0);
        const green = channel(pixel, under, 1);
        const blue = channel(pixel, under, 2);
        light[pixel] = Math.round(Math.abs(0.299 * red + 0.587 * green + 0.114 * blue));
        colour[pixel] = Math.max(Math.abs(red), Math.abs(green), Math.abs(blue));
      }
    }
  }
  return { light, colour };
}

/** True for a pixel that touches two plates: the smoothed edge of a button, not a stroke. */
function isSeam(
  { components, isPlate }: Plates,
  width: number,
  height: number,
  x: number,
  y: number,
): boolean {
  let first = -1;
  for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
    for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
      const label = components.labels[row * width + column] ?? 0;
      if (isPlate[label] === 1) {
        if (first >= 0 && first !== label) {
          return true;
        }
        first = label;
      }
    }
  }
  return false;
}
