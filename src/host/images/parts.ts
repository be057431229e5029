import { VisionError } from '../../core/errors';
import { isRemote } from '../../core/images/images';
import { loadImaging } from '../chunks';
import type { CutPart } from './imageStore';

/** Cuts a part out of an image file. What a server fetches at its URL is not here to be cut. */
export const cutPart: CutPart = async (image, { box, name }, signal) => {
  if (isRemote(image)) {
    throw new VisionError('imageNotReadable', { image: name });
  }
  const { cropImage } = await loadImaging();
  return cropImage(image, { box, name }, signal);
};
