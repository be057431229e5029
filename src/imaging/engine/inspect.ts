import { VisionError, type VisionErrorDetails, type VisionErrorKind } from '../../core/errors';
import {
  imageTypes,
  maxImageBytes,
  type ImageFile,
  type ImageType,
} from '../../core/images/images';
import { mostPixelsOf } from '../structure/budget';
import type { Structure } from '../structure/bytes';
import { walkGif } from '../structure/gif';
import { closedJpeg, walkJpeg } from '../structure/jpeg';
import { walkPng } from '../structure/png';
import { typeBySignature } from '../structure/signature';
import { walkWebp } from '../structure/webp';
import { thread } from './shared';
import type { RunOptions } from './thread';

const walks: Partial<Record<ImageType, (bytes: Uint8Array) => Structure>> = {
  'image/png': walkPng,
  'image/jpeg': walkJpeg,
  'image/gif': walkGif,
  'image/webp': walkWebp,
};

/**
 * A file's name and bytes in; out the image with its type, its size in pixels and its traits. Of PNG,
 * JPEG, GIF and WebP the structure is walked here, and the size is the header's (an EXIF orientation
 * is not applied); of any other type the header is read in the worker. The bytes' signature tells the
 * type, the name only where they have none. Rejects with a VisionError `imageEmpty`, `imageTooLarge`,
 * `imageUnknownType`, `imageUnsupportedType`, `imageDamaged`, `imageTruncated` or
 * `imageTooManyPixels`, and as `Thread.run` does.
 */
export async function inspectImage(
  name: string,
  bytes: Uint8Array,
  options?: RunOptions,
): Promise<ImageFile> {
  const refuse = (kind: VisionErrorKind, details: VisionErrorDetails = {}): VisionError =>
    new VisionError(kind, { image: name, ...details });

  if (bytes.length === 0) {
    throw refuse('imageEmpty');
  }
  if (bytes.length > maxImageBytes) {
    throw refuse('imageTooLarge', { actual: bytes.length, limit: maxImageBytes });
  }
  const type = typeBySignature(bytes);
  if (type === undefined) {
    // Its table of types takes as long to load as all the rest of imaging.
    const { lookup } = await import('mime-types');
    const named = lookup(name);
    if (named === false || !named.startsWith('image/')) {
      throw refuse('imageUnknownType');
    }
    throw isKnown(named)
      ? refuse('imageDamaged', { type: named })
      : refuse('imageUnsupportedType', { type: named });
  }
  const facts =
    walks[type]?.(bytes) ?? (await thread.run('measure', { name, type, bytes }, null, options));
  if (typeof facts === 'string') {
    throw refuse(facts === 'truncated' ? 'imageTruncated' : 'imageDamaged', { type });
  }
  const { openEnd, heldBytes, ...found } = facts;
  const [pixels, most] = [found.width * found.height, mostPixelsOf(type, heldBytes)];
  if (pixels > most) {
    throw refuse('imageTooManyPixels', { actual: pixels, limit: most });
  }
  if (openEnd === undefined) {
    return { name, type, bytes, ...found };
  }
  const closed = closedJpeg(bytes.subarray(0, openEnd));
  await thread.run('measure', { name, type, bytes: closed }, null, options);
  return { name, type, bytes: closed, ...found };
}

/** Of the types that are known by their signature, which this file then lacks. */
function isKnown(type: string): boolean {
  return imageTypes.some((known) => known === type);
}
