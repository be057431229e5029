import type { Box, Point } from '../../core/images/region';

/** The box that two opposite corners make. */
export function boxBetween(a: Point, b: Point): Box {
  return {
    x: Math.min(a.x, b.x),
    y: Math.min(a.y, b.y),
    width: Math.abs(a.x - b.x),
    height: Math.abs(a.y - b.y),
  };
}

/** A box of a share of the given part, in its middle. */
export function middleOf({ x, y, width, height }: Box, share: number): Box {
  const rest = (1 - share) / 2;
  return {
    x: x + width * rest,
    y: y + height * rest,
    width: width * share,
    height: height * share,
  };
}

/** The box moved by a step, as far as the picture reaches. */
export function moved({ x, y, width, height }: Box, step: Point): Box {
  return {
    x: Math.min(Math.max(0, x + step.x), 1 - width),
    y: Math.min(Math.max(0, y + step.y), 1 - height),
    width,
    height,
  };
}

/** The box with its lower right corner moved by a step, no smaller than `least` and on the picture. */
export function resized({ x, y, width, height }: Box, step: Point, least: Point): Box {
  return {
    x,
    y,
    width: Math.max(Math.min(least.x, 1 - x), Math.min(width + step.x, 1 - x)),
    height: Math.max(Math.min(least.y, 1 - y), Math.min(height + step.y, 1 - y)),
  };
}
