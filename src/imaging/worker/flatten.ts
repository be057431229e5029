import { pixelsOf, type Handles, type Picture } from './codec';
import { lostInk } from './ground';

/** A picture without transparency, and how opaque each pixel was where any was not wholly. */
export interface Flat {
  /** RGB. */
  readonly picture: Picture;
  /** One channel; absent where all was opaque. */
  readonly alpha?: Picture;
}

/** How many pixels are looked at to choose the ground. */
const lookedAt = 4_000_000;

/**
 * Takes a picture in sRGB of three or four channels. Transparent areas are drawn on white, as browsers do,
 * or on black where white would hide more of the ink.
 */
export function flatten(picture: Picture, { keep }: Handles): Flat {
  const { bands } = picture;
  if (bands < 4) {
    return { picture };
  }
  // It is looked at more than once, and a file can be read only once.
  const held = keep(picture.copyMemory());
  const alpha = keep(held.extractBand(3));
  if (alpha.min() === 255) {
    return { picture: keep(held.extractBand(0, { n: 3 })) };
  }
  const step = Math.ceil(Math.sqrt((held.width * held.height) / lookedAt));
  const { onWhite, onBlack } = lostInk(
    pixelsOf(step > 1 ? keep(held.subsample(step, step)) : held),
  );
  const ground = onWhite > onBlack ? 0 : 255;
  return { picture: keep(held.flatten({ background: [ground, ground, ground] })), alpha };
}
