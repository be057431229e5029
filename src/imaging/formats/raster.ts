import type { ColourSpace } from '../structure/colourSpace';

/** A decoded picture: rows from the top, RGBA, 8 bits a channel, alpha straight (not multiplied in). */
export interface Raster {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** The ICC profile of its colours, or what they are without one; both absent for sRGB. */
  readonly profile?: Uint8Array;
  readonly space?: ColourSpace;
}

/** A picture of which only the header was read; its size is in pixels, as it is seen. */
export interface Undecoded {
  readonly width: number;
  readonly height: number;
  /** Throws an Error where the file is damaged. */
  readonly decode: () => Raster;
}

/** A picture has more pixels than the caller allows; nothing of its size has been allocated. */
export class TooManyPixels extends Error {
  /** Width and height are in pixels, as the file states them; `mostPixels` would have been taken. */
  constructor(
    readonly width: number,
    readonly height: number,
    readonly mostPixels: number,
  ) {
    super(`${width} × ${height} pixels are too many`);
    this.name = 'TooManyPixels';
  }
}

/** Throws TooManyPixels above `mostPixels`, and an Error for a side that is not a positive number. */
export function checkSize(width: number, height: number, mostPixels: number): void {
  if (!(width > 0 && height > 0)) {
    throw new Error(`a picture of ${width} × ${height} pixels`);
  }
  if (width * height > mostPixels) {
    throw new TooManyPixels(width, height, mostPixels);
  }
}
