import { mostImagePixels } from '../../core/images/images';
import type { Facts } from '../structure/bytes';
import { Handles } from './codec';
import { measureSvg } from '../formats/svg';
import type { FileMessage } from '../engine/jobs';
import { open } from './open';
import { legible } from './vector';
import { checkWholeJpeg } from './wholeJpeg';

/**
 * The size of a picture as it is seen, of a JPEG that all its pixels are there too. Meant for types that are
 * never sent as they are, so no traits are told. Throws as `open` and `checkWholeJpeg` do.
 */
export async function measure(folder: string, { bytes, type }: FileMessage): Promise<Facts> {
  if (type === 'image/svg+xml') {
    const { natural, limits } = await measureSvg(bytes, { folder, mostPixels: mostImagePixels });
    return { ...legible(natural), traits: [], ...(limits.length > 0 && { limits }) };
  }
  const handles = new Handles();
  try {
    const { size, vips } = await open(folder, bytes, type, handles);
    if (type === 'image/jpeg') {
      checkWholeJpeg(vips, bytes, handles);
    }
    return { ...size, traits: [] };
  } finally {
    handles.free();
  }
}
