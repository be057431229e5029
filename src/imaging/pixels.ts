/** Pixels in rows from the top, 8 bits a channel: four (RGBA), three or one, as the user says. */
export interface Pixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** A rectangle in pixels; right and bottom are the first column and row outside it. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}
