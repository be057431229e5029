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
