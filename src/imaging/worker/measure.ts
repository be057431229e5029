import { mostImagePixels } from '../../core/images/images';
import type { Facts } from '../structure/bytes';
import { Handles } from './codec';
import { measureSvg } from '../formats/svg';
import type { FileMessage } from '../engine/jobs';
import { legible, open } from './open';
import { checkWholeJpeg } from './wholeJpeg';

/**
 * The size of a picture as it is seen, of a JPEG that all its pixels are there too. Meant for types that are
 * never sent as they are, so no traits are told. Throws as `open` and `checkWholeJpeg` do.
 */
export async function measure(folder: string, { bytes, type }: FileMessage): Promise<Facts> {
  if (type === 'image/svg+xml') {
    const natural = await measureSvg(bytes, { folder, mostPixels: mostImagePixels });
    return { ...legible(natural), traits: [] };
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
