import { mostImagePixels, type ImageType } from '../../core/images/images';

/** How much memory the pixels of one picture may take while they are decoded, in bytes. */
const mostBytes = 700_000_000;

/**
 * The bytes that decoding holds for each pixel, beyond the rows at hand, as measured: of those types whose
 * decoders need the whole picture at once.
 */
const heldBytes: Partial<Record<ImageType, number>> = {
  'image/webp': 10,
  'image/gif': 8,
  'image/bmp': 9,
  'image/x-icon': 9,
  'image/heic': 14,
  'image/avif': 20,
};

/** The most pixels that are decoded of a file of a type, where its header tells what more it holds for each. */
export function mostPixelsOf(type: ImageType, held = heldBytes[type] ?? 0): number {
  return Math.floor(Math.min(mostImagePixels, mostBytes / held));
}

/**
 * Seconds that decoding a picture of a type may take. At its most pixels, one of noise takes 1 to 4 s on a core
 * of 2026; those that fall out of that by far have a structure that was made to.
 */
const mostSeconds: Record<ImageType, number> = {
  'image/png': 30,
  'image/jpeg': 30,
  'image/gif': 30,
  'image/webp': 30,
  'image/bmp': 30,
  'image/x-icon': 30,
  'image/avif': 60,
  'image/heic': 60,
  'image/tiff': 60,
  'image/svg+xml': 60,
};

/** The most milliseconds that are waited for a picture of a type to be decoded. */
export function mostMillisecondsOf(type: ImageType): number {
  return mostSeconds[type] * 1000;
}
