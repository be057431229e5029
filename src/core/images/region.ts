import type { Rectangle, Size } from './fit';

/** In fractions of a file's own upright width and height, the origin top left. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A rectangle in the same fractions; `x` and `y` are its top left. */
export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** A place on a picture: a box, or a polygon of at least three points. */
export type Region = { readonly box: Box } | { readonly polygon: readonly Point[] };

/** The smallest box that holds a region. */
export function boundsOf(region: Region): Box {
  if ('box' in region) {
    return region.box;
  }
  const xs = region.polygon.map(({ x }) => x);
  const ys = region.polygon.map(({ y }) => y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

/** A region as far as it is on the picture; undefined where it is not on it, has no area or no numbers. */
export function onPicture(region: Region): Region | undefined {
  const points = 'box' in region ? cornersOf(region.box) : region.polygon;
  if (points.length < 3 || points.some(({ x, y }) => !Number.isFinite(x) || !Number.isFinite(y))) {
    return undefined;
  }
  const inside = points.map(({ x, y }) => ({ x: within(x), y: within(y) }));
  const bounds = boundsOf({ polygon: inside });
  if (bounds.width <= 0 || bounds.height <= 0) {
    return undefined;
  }
  return 'box' in region ? { box: bounds } : { polygon: inside };
}

/**
 * A region of a picture that shows the part `source` of another of that size, on that other: both in its
 * pixels. Undefined as `onPicture` has it.
 */
export function onWhole(region: Region, source: Rectangle, size: Size): Region | undefined {
  const points = 'box' in region ? cornersOf(region.box) : region.polygon;
  const polygon = points.map(({ x, y }) => ({
    x: (source.left + x * source.width) / size.width,
    y: (source.top + y * source.height) / size.height,
  }));
  return onPicture('box' in region ? { box: boundsOf({ polygon }) } : { polygon });
}

function cornersOf({ x, y, width, height }: Box): Point[] {
  return [
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ];
}

function within(fraction: number): number {
  return Math.min(1, Math.max(0, fraction));
}
