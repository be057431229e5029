import type { Detail, ImagePart } from './service';
import type { DecodedImage } from './types';

/** Text in, its tokens out; joined they are the text again. About four characters each. */
export function tokenize(text: string): string[] {
  return text.match(/\s?\S{1,4}|\s/gu) ?? [];
}

/** The tokens that a text costs in a prompt. */
export function textTokens(text: string): number {
  return Math.ceil(text.length / 4);
}

/** The tokens of the images by the tile rule of gpt-4o: 85, and at high detail 170 a tile. */
export function imageTokens(images: readonly DecodedImage[], parts: readonly ImagePart[]): number {
  return images.reduce((sum, image, index) => sum + tiles(image, parts[index]?.detail), 0);
}

function tiles({ width, height }: DecodedImage, detail: Detail = 'auto'): number {
  if (detail === 'low') {
    return 85;
  }
  const box = Math.min(1, 2048 / Math.max(width, height));
  const scale = box * Math.min(1, 768 / (Math.min(width, height) * box));
  const along = (pixels: number) => Math.ceil(Math.round(pixels * scale) / 512);
  return 85 + 170 * along(width) * along(height);
}
