import { connect, type Components } from './components';
import type { Pixels } from './pixels';
import { findPlates, type Plates } from './plates';
import { isClosed, shapeOf } from './shape';

/** A picture's text as black on white, whatever it stood on. */
export interface Ink {
  /** One channel, 255 where there is no text. */
  readonly page: Pixels;
  /** The median height of what may be a letter, in pixels; 0 where there is none. */
  readonly letterHeight: number;
  readonly plates: Plates;
  /** For each pixel the index of the nearest pixel on a plate, or -1 where there is no plate. */
  readonly ground: Int32Array;
}

/** Differences below this are noise; strokes below `weakest` at their darkest are none. */
const noise = 12;
const weakest = 24;

/**
 * Takes the text of an RGB picture off its ground: each pixel's difference to the nearest plate,
 * stretched so that every letter's darkest pixel is black. Dark, light and mixed pages come out
 * alike, and rules, frames and fills are gone. Undefined where too little of the picture is flat
 * (a photo), so that there is no ground to compare with.
 */
export function liftInk(picture: Pixels): Ink | undefined {
  const plates = findPlates(picture);
  if (plates.share < 0.3) {
    return undefined;
  }
  const { width, height } = picture;
  const ground = nearestPlatePixels(plates, width, height);
  const difference = differences(picture, plates, ground);
  const marks = connect(
    width,
    height,
    (pixel) => (difference[pixel] ?? 0) >= noise,
    () => true,
    true,
  );
  const darkest = new Uint8Array(marks.count);
  marks.labels.forEach((mark, pixel) => {
    if (mark >= 0) {
      darkest[mark] = Math.max(darkest[mark] ?? 0, difference[pixel] ?? 0);
    }
  });
  for (let mark = 0; mark < marks.count; mark++) {
    if ((darkest[mark] ?? 0) < weakest || isRule(marks, mark, width)) {
      darkest[mark] = 0;
    }
  }
  const data = new Uint8Array(width * height).fill(255);
  marks.labels.forEach((mark, pixel) => {
    const scale = mark < 0 ? 0 : (darkest[mark] ?? 0);
    if (scale > 0) {
      data[pixel] = 255 - Math.round(((difference[pixel] ?? 0) * 255) / scale);
    }
  });
  const page = { data, width, height };
  return { page, letterHeight: letterHeight(marks, darkest), plates, ground };
}

/** A two-pass distance transform that carries along which plate pixel is the nearest. */
function nearestPlatePixels(plates: Plates, width: number, height: number): Int32Array {
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

/** How far each pixel is from its ground in the channel that differs most, 0 on edges of plates. */
function differences(picture: Pixels, plates: Plates, ground: Int32Array): Uint8Array {
  const { data, width, height } = picture;
  const result = new Uint8Array(width * height);
  const channel = (pixel: number, under: number, index: number): number =>
    Math.abs((data[pixel * 3 + index] ?? 0) - (data[under * 3 + index] ?? 0));
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      const under = ground[pixel] ?? -1;
      if (under !== pixel && under >= 0 && !isSeam(plates, width, height, x, y)) {
        result[pixel] = Math.max(
          channel(pixel, under, 0),
          channel(pixel, under, 1),
          channel(pixel, under, 2),
        );
      }
    }
  }
  return result;
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

/** What is left of separators and of outlined boxes. */
function isRule(marks: Components, mark: number, stride: number): boolean {
  const shape = shapeOf(marks, mark);
  const { width, height, fill } = shape;
  return (
    (width >= 30 && height <= 3) ||
    (height >= 50 && width <= 3) ||
    (width >= 60 &&
      width >= 1.5 * height &&
      fill <= 0.35 &&
      [0, 1, 2].some((inset) => isClosed(marks, mark, shape, stride, { inset, share: 0.5 })))
  );
}

function letterHeight(marks: Components, darkest: Uint8Array): number {
  const heights: number[] = [];
  for (let mark = 0; mark < marks.count; mark++) {
    const { width, height } = shapeOf(marks, mark);
    if (darkest[mark] !== 0 && height >= 4 && height <= 100 && width >= 2 && width <= 2 * height) {
      heights.push(height);
    }
  }
  heights.sort((a, b) => a - b);
  return heights[heights.length >> 1] ?? 0;
}
