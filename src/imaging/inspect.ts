import { VisionError, type VisionErrorDetails, type VisionErrorKind } from '../core/errors';
import { maxImageBytes, sendableTypes, type Image, type ImageType } from '../core/images';
import type { Structure } from './bytes';
import { walkGif } from './gif';
import { walkJpeg } from './jpeg';
import { walkPng } from './png';
import { typeBySignature } from './signature';
import { walkWebp } from './webp';

const walks: Partial<Record<ImageType, (bytes: Uint8Array) => Structure>> = {
  'image/png': walkPng,
  'image/jpeg': walkJpeg,
  'image/gif': walkGif,
  'image/webp': walkWebp,
};

/**
 * A file's name and bytes in; out the image with its type and its size in pixels as its header
 * states it (an EXIF orientation is not applied). The bytes' signature tells the type, the name
 * only where they have none. Rejects with a VisionError `imageEmpty`, `imageTooLarge`,
 * `imageUnknownType`, `imageUnsupportedType`, `imageDamaged` or `imageTruncated`.
 */
export async function inspectImage(name: string, bytes: Uint8Array): Promise<Image> {
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
    throw sendableTypes.some((sendable) => sendable === named)
      ? refuse('imageDamaged', { type: named })
      : refuse('imageUnsupportedType', { type: named });
  }
  const walk = walks[type];
  if (walk === undefined || !sendableTypes.includes(type)) {
    throw refuse('imageUnsupportedType', { type });
  }
  const structure = walk(bytes);
  if (typeof structure === 'string') {
    throw refuse(structure === 'truncated' ? 'imageTruncated' : 'imageDamaged', { type });
  }
  return { name, type, bytes, ...structure };
}
