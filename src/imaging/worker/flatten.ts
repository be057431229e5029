import type { Handles, Picture } from './codec';

/** A picture without transparency, and how opaque each pixel was where any was not wholly. */
export interface Flat {
  /** RGB. */
  readonly picture: Picture;
  /** One channel; absent where all was opaque. */
  readonly alpha?: Picture;
}

/** From this average luminance on what is visible is light itself, and stands on black. */
const light = 160;

/**
 * Takes a picture in sRGB of three or four channels. What is transparent comes to stand on white, or
 * on black where white would hide what is visible.
 */
export function flatten(picture: Picture, { keep }: Handles): Flat {
  const { bands } = picture;
  if (bands < 4) {
    return { picture };
  }
  // It is looked at more than once, and a file can be read only once.
  const held = keep(picture.copyMemory());
  const alpha = keep(held.extractBand(3));
  const colours = keep(held.extractBand(0, { n: 3 }));
  if (alpha.min() === 255) {
    return { picture: colours };
  }
  const opacity = alpha.avg();
  const luminance = keep(colours.colourspace('b-w'));
  const visible = keep(luminance.multiply(alpha));
  const ground = opacity > 0 && visible.avg() / opacity > light ? 0 : 255;
  return { picture: keep(held.flatten({ background: [ground, ground, ground] })), alpha };
}
