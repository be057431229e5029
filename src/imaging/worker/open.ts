import type { Size } from '../../core/images/fit';
import type { ImageType } from '../../core/images/images';
import { openBmp } from '../formats/bmp';
import { openHeic } from '../formats/heic';
import { openIco } from '../formats/ico';
import { mostPixelsOf } from '../structure/budget';
import type { Handles } from './codec';
import { codec } from './codecs';
import { soundly } from './faults';
import { openRaster, type Opened } from './opened';
import { openFile } from './openFile';
import { openVector } from './vector';

/**
 * Opens an image file. `fit` tells the largest size at which a vector is needed. Throws `TooManyPixels`
 * by what the header says, `Refused`, `Unsound` where the codec does not start, another error where the file
 * is damaged.
 */
export async function open(
  folder: string,
  bytes: Uint8Array,
  type: ImageType,
  handles: Handles,
  fit: (size: Size) => Size = (size) => size,
): Promise<Opened> {
  const vips = await soundly(codec(folder));
  const most = mostPixelsOf(type);
  switch (type) {
    case 'image/svg+xml': {
      const drawing = await openVector(folder, bytes, fit, async (file, kind, own, within) => {
        const opened = await open(folder, file, kind, own);
        return opened.scaledTo(within(opened.size));
      });
      return openRaster(vips, drawing, handles);
    }
    case 'image/bmp':
      return openRaster(vips, openBmp(bytes, most, folder), handles);
    case 'image/x-icon': {
      const icon = openIco(bytes, most, folder);
      return 'png' in icon
        ? openFile(vips, 'image/png', icon.png, handles)
        : openRaster(vips, icon, handles);
    }
    case 'image/heic':
      return openRaster(vips, await openHeic(bytes, most, folder), handles);
    case 'image/avif':
      return openFile(await soundly(codec(folder, 'heif')), type, bytes, handles);
    case 'image/png':
    case 'image/jpeg':
    case 'image/gif':
    case 'image/webp':
    case 'image/tiff':
      return openFile(vips, type, bytes, handles);
  }
}
