import { asciiAt, bigEndian, littleEndian } from './bytes';

/** The tags that are read here. Source: TIFF Revision 6.0; Adobe Photoshop TIFF Technical Notes. */
export const tag = {
  width: 256,
  height: 257,
  bits: 258,
  compression: 259,
  photometric: 262,
  stripOffsets: 273,
  samples: 277,
  rowsPerStrip: 278,
  stripCounts: 279,
  planar: 284,
  tileWidth: 322,
  tileHeight: 323,
  tileOffsets: 324,
  tileCounts: 325,
} as const;

/** An entry of a directory: where its twelve bytes are, and its numbers. */
export interface Entry {
  readonly at: number;
  readonly values: readonly number[];
}

/** The first directory of a TIFF. */
export interface Directory {
  readonly isLittle: boolean;
  readonly entries: ReadonlyMap<number, Entry>;
}

const lengths: Readonly<Record<number, number>> = { 1: 1, 3: 2, 4: 4 };
const mostValues = 200_000;

/** Reads the first directory; undefined for a BigTIFF, and where the file is none or is cut. */
export function readDirectory(bytes: Uint8Array): Directory | undefined {
  const magic = asciiAt(bytes, 0, 4);
  if (magic !== 'II*\0' && magic !== 'MM\0*') {
    return undefined;
  }
  const isLittle = magic.startsWith('I');
  const read = isLittle ? littleEndian : bigEndian;
  const start = read(bytes, 4, 4);
  const count = read(bytes, start, 2);
  if (start < 8 || count < 1 || start + 2 + count * 12 > bytes.length) {
    return undefined;
  }
  const entries = new Map<number, Entry>();
  for (let at = start + 2; at < start + 2 + count * 12; at += 12) {
    const length = lengths[read(bytes, at + 2, 2)];
    const number = read(bytes, at + 4, 4);
    if (length !== undefined && number <= mostValues) {
      const from = length * number <= 4 ? at + 8 : read(bytes, at + 8, 4);
      const values = Array.from({ length: number }, (_, index) =>
        read(bytes, from + index * length, length),
      );
      entries.set(read(bytes, at, 2), { at, values });
    }
  }
  return { isLittle, entries };
}

/** The first number of an entry, or what holds where there is none. */
export function valueOf({ entries }: Directory, number: number, usual = 0): number {
  return entries.get(number)?.values[0] ?? usual;
}
