import { VisionError, type VisionErrorDetails, type VisionErrorKind } from '../../core/errors';
import {
  imageTypes,
  maxImageBytes,
  mostImagePixels,
  type ImageFile,
  type ImageType,
} from '../../core/images/images';
import type { Shape, Structure } from './bytes';
import { walkGif } from './gif';
import { walkJpeg } from './jpeg';
import { walkPng } from './png';
import { thread } from '../engine/shared';
import { typeBySignature } from './signature';
import { walkWebp } from './webp';

const walks: Partial<Record<ImageType, (bytes: Uint8Array) => Structure>> = {
  'image/png': walkPng,
  'image/jpeg': walkJpeg,
  'image/gif': walkGif,
  'image/webp': walkWebp,
};

/**
 * A file's name and bytes in; out the image with its type, its size in pixels and its traits. Of PNG,
 * JPEG, GIF and WebP the structure is walked here, and the size is the header's (an EXIF orientation
 * is not applied); any other type is opened in the worker. The bytes' signature tells the
 * type, the name only where they have none. Rejects with a VisionError `imageEmpty`, `imageTooLarge`,
 * `imageUnknownType`, `imageUnsupportedType`, `imageDamaged`, `imageTruncated` or
 * `imageTooManyPixels`.
 */
export async function inspectImage(name: string, bytes: Uint8Array): Promise<ImageFile> {
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
  const shape = walks[type]?.(bytes) ?? (await measure(name, type, bytes));
  if (typeof shape === 'string') {
    throw refuse(shape === 'truncated' ? 'imageTruncated' : 'imageDamaged', { type });
  }
  const pixels = shape.width * shape.height;
  if (pixels > mostImagePixels) {
    throw refuse('imageTooManyPixels', { actual: pixels, limit: mostImagePixels });
  }
  return { name, type, bytes, ...shape };
}

function measure(name: string, type: ImageType, bytes: Uint8Array): Promise<Shape> {
  return thread.run({ kind: 'measure' }, { name, type, bytes }, new AbortController().signal);
}

/** Of the types that are known by their signature, which this file then lacks. */
function isKnown(type: string): boolean {
  return imageTypes.some((known) => known === type);
}
