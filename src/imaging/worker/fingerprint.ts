import { cellsAcross, type Fingerprint } from '../../core/images/fingerprint';
import { fittedSize } from '../../core/images/fit';
import type { FileMessage } from '../engine/jobs';
import type { Pixels } from '../pixels';
import { Handles, pixelsOf } from './codec';
import { flatten } from './flatten';
import { open } from './open';

/** Larger pictures are scaled down first, to a box of as many pixels. */
const box = 2048;

/** A picture in coarse cells, upright and on its ground. Throws as `open` does. */
export async function fingerprint(
  folder: string,
  { bytes, type }: FileMessage,
): Promise<Fingerprint> {
  const handles = new Handles();
  const { keep } = handles;
  try {
    const { size, scaledTo } = await open(folder, bytes, type, handles);
    const scaled = scaledTo(fittedSize({ kind: 'box', box }, size));
    const grey = keep(flatten(scaled, handles).picture.colourspace('b-w'));
    return { ...size, cells: cellsOf(pixelsOf(keep(grey.cast('uchar')))) };
  } finally {
    handles.free();
  }
}

/** The mean of each cell; pixels on a border count for both sides by their parts. */
function cellsOf({ data, width, height }: Pixels): Uint8Array {
  const columns = sharesOf(width);
  const rows = sharesOf(height);
  const sums = new Float64Array(cellsAcross * cellsAcross);
  for (let y = 0; y < height; y++) {
    const inRow = new Float64Array(cellsAcross);
    for (let x = 0; x < width; x++) {
      const value = data[y * width + x] ?? 0;
      for (const [cell, share] of columns[x] ?? []) {
        inRow[cell] = (inRow[cell] ?? 0) + value * share;
      }
    }
    for (const [cell, share] of rows[y] ?? []) {
      inRow.forEach((sum, column) => {
        const at = cell * cellsAcross + column;
        sums[at] = (sums[at] ?? 0) + sum * share;
      });
    }
  }
  return Uint8Array.from(sums, Math.round);
}

/** For each of `length` pixels the cells that it lies in, each with its part of that cell. */
function sharesOf(length: number): (readonly [cell: number, share: number])[][] {
  const cell = length / cellsAcross;
  return Array.from({ length }, (_, at) => {
    const shares: [number, number][] = [];
    const last = Math.min(cellsAcross - 1, Math.ceil((at + 1) / cell) - 1);
    for (let index = Math.floor(at / cell); index <= last; index++) {
      const part = Math.min(at + 1, (index + 1) * cell) - Math.max(at, index * cell);
      shares.push([index, Math.max(0, part) / cell]);
    }
    return shares;
  });
}
