import { pixelsIn } from '../../core/images/pixelBox';
import type { Box } from '../../core/images/region';
import type { CroppedPart, FileMessage } from '../engine/jobs';
import { Handles } from './codec';
import { flatten } from './flatten';
import { open } from './open';

/** A part of a picture in the file's own upright pixels, on its ground, without loss. Throws as `open` does. */
export async function crop(
  folder: string,
  { bytes, type }: FileMessage,
  box: Box,
): Promise<CroppedPart> {
  const handles = new Handles();
  const { keep } = handles;
  try {
    const { size, scaledTo } = await open(folder, bytes, type, handles);
    const { left, top, width, height } = pixelsIn(box, size);
    const flat = flatten(scaledTo(size), handles);
    const part = keep(flat.picture.crop(left, top, width, height));
    return { width, height, bytes: part.pngsaveBuffer({ compression: 7, keep: 'none' }) };
  } finally {
    handles.free();
  }
}
