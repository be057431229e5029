import type { Size } from './fit';

/** How many cells there are across and down. */
export const cellsAcross = 64;

/** What is kept of a picture to tell later whether it shows something else. */
export interface Fingerprint extends Size {
  /** The mean brightness of each cell from the top left, 0 to 255: 64 × 64 numbers. */
  readonly cells: Uint8Array;
}

/** Compression and scaling move the mean of a cell by at most this, a changed word of a screenshot by more: measured. */
const mostInCell = 8;
const mostOnAverage = 1;
/** A part of the width that the ratio of the sides may be off, as sizes are rounded. */
const mostAspect = 0.01;

/**
 * Whether two pictures show the same: they differ in their compression, type or size only. Their cells are
 * compared, so a change that is smaller than what a compression does to a cell goes unseen.
 */
export function isSamePicture(one: Fingerprint, other: Fingerprint): boolean {
  const aspect = (one.width * other.height) / (one.height * other.width);
  if (Math.abs(aspect - 1) > mostAspect || one.cells.length !== other.cells.length) {
    return false;
  }
  let sum = 0;
  for (const [index, cell] of one.cells.entries()) {
    const difference = Math.abs(cell - (other.cells[index] ?? 0));
    if (difference > mostInCell) {
      return false;
    }
    sum += difference;
  }
  return sum <= mostOnAverage * one.cells.length;
}
