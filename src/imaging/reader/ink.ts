import { connect, type Components } from './components';
import { differences, nearestPlatePixels } from './ground';
import type { Pixels } from '../pixels';
import { findPlates, type Plates } from './plates';
import { isClosed, extentOf } from './extent';

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

/** Differences of colour below this are noise; strokes below `weakest` at their darkest are none. */
const noise = 12;
const weakest = 24;

/** From this difference of luminance on a stroke is drawn by it, else by its colour. */
const enoughLight = 20;

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
  const { light, colour } = differences(picture, plates, ground);
  const marks = connect(
    width,
    height,
    (pixel) => (colour[pixel] ?? 0) >= noise,
    () => true,
    true,
  );
  const most = { light: mostIn(marks, light), colour: mostIn(marks, colour) };
  const isInk = (mark: number): boolean =>
    (most.colour[mark] ?? 0) >= weakest && !isRule(marks, mark, width);
  const inked = Uint8Array.from(most.colour, (_, mark) => (isInk(mark) ? 1 : 0));

  const data = new Uint8Array(width * height).fill(255);
  marks.labels.forEach((mark, pixel) => {
    if (mark >= 0 && inked[mark] === 1) {
      const byLight = (most.light[mark] ?? 0) >= enoughLight;
      const difference = (byLight ? light : colour)[pixel] ?? 0;
      const scale = (byLight ? most.light : most.colour)[mark] ?? 1;
      data[pixel] = 255 - Math.round((difference * 255) / scale);
    }
  });
  return {
    page: { data, width, height },
    letterHeight: letterHeight(marks, inked),
    plates,
    ground,
  };
}

/** The largest value in each component. */
function mostIn({ labels, count }: Components, values: Uint8Array): Uint8Array {
  const most = new Uint8Array(count);
  labels.forEach((label, pixel) => {
    if (label >= 0) {
      most[label] = Math.max(most[label] ?? 0, values[pixel] ?? 0);
    }
  });
  return most;
}

/** What is left of separators and of outlined boxes. */
function isRule(marks: Components, mark: number, stride: number): boolean {
  const extent = extentOf(marks, mark);
  const { width, height, fill } = extent;
  return (
    (width >= 30 && height <= 3) ||
    (height >= 50 && width <= 3) ||
    (width >= 60 &&
      width >= 1.5 * height &&
      fill <= 0.35 &&
      [0, 1, 2].some((inset) => isClosed(marks, mark, extent, stride, { inset, share: 0.5 })))
  );
}

function letterHeight(marks: Components, inked: Uint8Array): number {
  const heights: number[] = [];
  for (let mark = 0; mark < marks.count; mark++) {
    const { width, height } = extentOf(marks, mark);
    if (inked[mark] === 1 && height >= 4 && height <= 100 && width >= 2 && width <= 2 * height) {
      heights.push(height);
    }
  }
  heights.sort((a, b) => a - b);
  return heights[heights.length >> 1] ?? 0;
}
