import { connect, type Components } from './components';
import type { Pixels } from '../pixels';
import { isClosed, extentOf } from './extent';

/** The flat areas that text stands on: the page, side bars, cards, table cells, buttons, rules. */
export interface Plates {
  readonly components: Components;
  /** 1 for each component that is a plate. */
  readonly isPlate: Uint8Array;
  /** The share of the picture that plates cover, 0 to 1. */
  readonly share: number;
}

/** How much two neighbouring pixels of one plate differ at most in a channel, so gradients hold. */
const tolerance = 6;

/** From this many pixels on a flat area is a plate whatever its shape; no letter is as big. */
const largeArea = 8000;

/** Finds the plates of an RGB picture. */
export function findPlates({ data, width, height }: Pixels): Plates {
  const alike = (pixel: number, neighbour: number): boolean => {
    const a = pixel * 3;
    const b = neighbour * 3;
    return (
      Math.abs((data[a] ?? 0) - (data[b] ?? 0)) <= tolerance &&
      Math.abs((data[a + 1] ?? 0) - (data[b + 1] ?? 0)) <= tolerance &&
      Math.abs((data[a + 2] ?? 0) - (data[b + 2] ?? 0)) <= tolerance
    );
  };
  const components = connect(width, height, () => true, alike, false);
  const isPlate = new Uint8Array(components.count);
  let covered = 0;
  for (let label = 0; label < components.count; label++) {
    if (looksLikePlate(components, label, width)) {
      isPlate[label] = 1;
      covered += components.area[label] ?? 0;
    }
  }
  return { components, isPlate, share: covered / (width * height) };
}

function looksLikePlate(components: Components, label: number, stride: number): boolean {
  const extent = extentOf(components, label);
  const { width, height, area, fill } = extent;
  if (area >= largeArea) {
    return true;
  }
  const isRule = fill >= 0.8 && ((width >= 40 && height <= 4) || (height >= 40 && width <= 4));
  const isFrame = fill <= 0.2 && width >= 60 && height >= 16;
  if (isRule || isFrame) {
    return true;
  }
  if (width < 20 || height < 12 || fill < 0.35) {
    return false;
  }
  // A button or a badge is unbroken around its text; letters, also ones that touch, are not.
  const isUnbroken = (across: boolean, share: number): boolean => {
    const inset = Math.max(1, Math.round((across ? width : height) * 0.08));
    return isClosed(components, label, extent, stride, { inset, share, across });
  };
  return width >= 1.3 * height
    ? isUnbroken(false, 0.5)
    : width >= 24 && height >= 24 && isUnbroken(false, 0.65) && isUnbroken(true, 0.65);
}
