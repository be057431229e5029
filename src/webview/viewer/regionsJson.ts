import { boundsOf } from '../../core/images/region';
import type { ViewedRegion } from './picture';
import type { Size } from './view';

/**
 * The regions of a picture as JSON: each with its number, text, source and shape in fractions of the picture's
 * upright size, and the smallest box around it in pixels, of the size that is given.
 */
export function regionsJson(name: string, size: Size, regions: readonly ViewedRegion[]): string {
  const json = {
    image: name,
    width: size.width,
    height: size.height,
    regions: regions.map(({ number, label, source, region }) => ({
      number,
      text: label,
      ...(source !== undefined && { source }),
      ...region,
      pixels: pixelsOf(boundsOf(region), size),
    })),
  };
  return `${JSON.stringify(json, undefined, 2)}\n`;
}

function pixelsOf({ x, y, width, height }: ReturnType<typeof boundsOf>, size: Size) {
  const left = Math.round(x * size.width);
  const top = Math.round(y * size.height);
  return {
    left,
    top,
    width: Math.round((x + width) * size.width) - left,
    height: Math.round((y + height) * size.height) - top,
  };
}
