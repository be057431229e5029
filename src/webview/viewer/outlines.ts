import type { Region } from '../../core/images/region';
import { toSpot, type Size, type View } from './view';

export interface LineColours {
  readonly line: string;
  /** Of what the line is set off by. */
  readonly ground: string;
}

/**
 * Draws the outlines of regions: in the line's colour on a wider one, so that they stand out from any
 * picture. Boxes are drawn on whole pixels, one by one, which is many times faster than as a path.
 */
export function drawOutlines(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  regions: readonly Region[],
  { line, ground }: LineColours,
  width: number,
  view: View,
  picture: Size,
): void {
  const shapes = regions.filter((region) => !('box' in region));
  const path = shapes.length > 0 ? pathOf(shapes, view, picture) : undefined;
  for (const [colour, thick] of [
    [ground, width + 2],
    [line, width],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = thick;
    for (const region of regions) {
      if ('box' in region) {
        const { x, y, width: wide, height: tall } = region.box;
        const start = toSpot({ x, y }, view, picture);
        const end = toSpot({ x: x + wide, y: y + tall }, view, picture);
        const [left, top] = [Math.round(start.x), Math.round(start.y)];
        context.strokeRect(left, top, Math.round(end.x) - left, Math.round(end.y) - top);
      }
    }
    if (path) {
      context.stroke(path);
    }
  }
}

/** Regions as one path on the stage. */
export function pathOf(regions: readonly Region[], view: View, picture: Size): Path2D {
  const path = new Path2D();
  for (const region of regions) {
    const corners = 'box' in region ? [] : region.polygon;
    corners.forEach((corner, index) => {
      const { x, y } = toSpot(corner, view, picture);
      if (index === 0) {
        path.moveTo(x, y);
      } else {
        path.lineTo(x, y);
      }
    });
    if ('box' in region) {
      const { x, y } = toSpot(region.box, view, picture);
      const { width, height } = region.box;
      path.rect(x, y, width * picture.width * view.scale, height * picture.height * view.scale);
    }
    path.closePath();
  }
  return path;
}
