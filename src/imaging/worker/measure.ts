import type { Size } from '../../core/images/fit';
import { mostImagePixels } from '../../core/images/images';
import type { Facts } from '../structure/bytes';
import { Handles } from './codec';
import { measureSvg, type Drawing } from '../formats/svg';
import type { FileMessage } from '../engine/jobs';
import { open } from './open';
import { legible } from './vector';
import { checkWholeJpeg } from './wholeJpeg';

/** The most that a browser may have to draw, in pixels of elements: less than a second of honest work. */
const mostWork = 2e10;

/**
 * The size of a picture as it is seen; of a JPEG and a PNG that all its pixels are there too. Meant for types that
 * are never sent as they are, so no traits are told. Throws as `open` and `checkWholeJpeg` do.
 */
export async function measure(folder: string, { bytes, type }: FileMessage): Promise<Facts> {
  if (type === 'image/svg+xml') {
    const { natural, limits, isQuick } = await measureSvg(bytes, {
      folder,
      mostPixels: mostImagePixels,
      trial: (drawing) => browserSize(drawing),
    });
    return {
      ...legible(natural),
      traits: [],
      ...(limits.length > 0 && { limits }),
      ...(isQuick && { isForBrowser: true }),
    };
  }
  const handles = new Handles();
  try {
    const { size, vips, scaledTo } = await open(folder, bytes, type, handles);
    if (type === 'image/jpeg') {
      checkWholeJpeg(vips, bytes, handles);
    } else if (type === 'image/png') {
      scaledTo(size).avg();
    }
    return { ...size, traits: [] };
  } finally {
    handles.free();
  }
}

/** The size to draw at in a browser; undefined where that is no better, or may take long. */
function browserSize({ natural, cost }: Drawing): Size | undefined {
  const size = legible(natural);
  return cost !== undefined && cost * size.width * size.height <= mostWork ? size : undefined;
}
