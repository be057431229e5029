import type { ImageType } from '../../core/images/images';
import type { Codec, Handles, Picture } from './codec';

export interface Encoded {
  readonly type: ImageType;
  readonly bytes: Uint8Array;
}

/** In screenshots and line art at least this share of pixels is like the one before; in photos hardly any. */
const flatShare = 0.25;

/** Above this size in bytes a lossless picture is no screenshot that anyone needs to the last bit. */
const largestLossless = 5_000_000;

/** How like the original 256 colours must be: the whole, and the worst 16 × 16 pixels, in dB (PSNR). */
const faithful = { whole: 48, block: 31.5, blockSide: 16 };

/**
 * Encodes an opaque sRGB picture in the smallest of the accepted types that keeps text crisp: PNG of
 * 256 colours or else lossless WebP (PNG where that is not taken) for what has flat areas (screenshots,
 * line art), WebP or JPEG of good quality for photos, and for what would take more than
 * `mostLossless` bytes without loss. No metadata.
 */
export function encode(
  vips: Codec,
  picture: Picture,
  accepted: readonly ImageType[],
  handles: Handles,
  mostLossless = largestLossless,
): Encoded {
  const isWebp = accepted.includes('image/webp');
  if (isGraphic(picture)) {
    const few = withPalette(vips, picture, handles);
    if (few) {
      return { type: 'image/png', bytes: few };
    }
    const all = isWebp
      ? picture.webpsaveBuffer(losslessWebp)
      : picture.pngsaveBuffer({ compression: 7, keep: 'none' });
    if (all.length <= mostLossless) {
      return { type: isWebp ? 'image/webp' : 'image/png', bytes: all };
    }
  }
  return isWebp
    ? { type: 'image/webp', bytes: picture.webpsaveBuffer({ Q: 88, effort: 2, keep: 'none' }) }
    : { type: 'image/jpeg', bytes: picture.jpegsaveBuffer({ Q: 88, keep: 'none' }) };
}

/** A little larger than with more effort, in a third of the time. */
const losslessWebp = { lossless: true, effort: 1, Q: 20, keep: 'none' } as const;

const palette = {
  compression: 7,
  palette: true,
  dither: 0,
  effort: 1,
  Q: 100,
  keep: 'none',
} as const;

/** With at most 256 colours a picture of text is a third of the size; undefined where that would show. */
function withPalette(vips: Codec, picture: Picture, { keep }: Handles): Uint8Array | undefined {
  const png = picture.pngsaveBuffer(palette);
  const again = keep(vips.Image.newFromBuffer(png));
  const difference = keep(picture.subtract(keep(again.colourspace('srgb'))));
  const squares = keep(difference.multiply(difference));
  const side = Math.min(faithful.blockSide, picture.width, picture.height);
  const blocks = keep(squares.shrink(side, side));
  return decibels(squares.avg()) >= faithful.whole && decibels(blocks.max()) >= faithful.block
    ? png
    : undefined;
}

/** The peak signal-to-noise ratio for a mean squared error of 8-bit values. */
function decibels(squaredError: number): number {
  return 10 * Math.log10((255 * 255) / squaredError);
}

function isGraphic(picture: Picture): boolean {
  const { width, height } = picture;
  const data = picture.writeToMemory();
  let same = 0;
  for (let row = 0; row < height; row++) {
    const end = (row + 1) * width * 3;
    for (let at = row * width * 3 + 3; at < end; at += 3) {
      if (
        data[at] === data[at - 3] &&
        data[at + 1] === data[at - 2] &&
        data[at + 2] === data[at - 1]
      ) {
        same++;
      }
    }
  }
  return same >= flatShare * width * height;
}
