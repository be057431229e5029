export type Colour = readonly [red: number, green: number, blue: number, alpha: number];

/** What a written picture shows: red, green / blue, white, repeated over its width and height. */
export const quarters: readonly Colour[] = [
  [255, 0, 0, 255],
  [0, 255, 0, 255],
  [0, 0, 255, 255],
  [255, 255, 255, 255],
];

/** The colour of a quarter of a written picture. */
export function colourAt(x: number, y: number, width: number, height: number): number {
  return (x * 2 < width ? 0 : 1) + (y * 2 < height ? 0 : 2);
}

export interface BitmapOptions {
  readonly width?: number;
  readonly height?: number;
  readonly bits: 1 | 4 | 8 | 16 | 24 | 32;
  readonly topDown?: boolean;
  readonly core?: boolean;
  /** Run lengths, for 4 and 8 bits. */
  readonly packed?: boolean;
  /** Red, green, blue and perhaps alpha, for 16 and 32 bits. */
  readonly masks?: readonly number[];
  /** The fourth byte of each pixel of 32 bits. */
  readonly alpha?: number;
}

/** A BMP file that shows the quarters (with 1 bit: red and green above, the same below). */
export function bitmap(options: BitmapOptions): Buffer {
  const { header, palette, pixels } = parts(options);
  const file = Buffer.alloc(14);
  file.write('BM', 'latin1');
  file.writeUInt32LE(14 + header.length + palette.length + pixels.length, 2);
  file.writeUInt32LE(14 + header.length + palette.length, 10);
  return Buffer.concat([file, header, palette, pixels]);
}

/** The bitmap of an icon: no file header, twice the height, a mask that hides its first column. */
export function iconBitmap(options: BitmapOptions): Buffer {
  const { width = 5, height = 4 } = options;
  const { header, palette, pixels } = parts(options);
  header.writeInt32LE(height * 2, 8);
  const mask = Buffer.alloc(Math.ceil(width / 32) * 4 * height);
  for (let y = 0; y < height; y++) {
    mask[y * Math.ceil(width / 32) * 4] = 0x80;
  }
  return Buffer.concat([header, palette, pixels, mask]);
}

/** An ICO file of pictures whose sizes and bits the directory states as 0. */
export function icon(payloads: readonly Buffer[]): Buffer {
  const directory = Buffer.alloc(6 + payloads.length * 16);
  directory.writeUInt16LE(1, 2);
  directory.writeUInt16LE(payloads.length, 4);
  let offset = directory.length;
  payloads.forEach((payload, index) => {
    directory.writeUInt32LE(payload.length, 6 + index * 16 + 8);
    directory.writeUInt32LE(offset, 6 + index * 16 + 12);
    offset += payload.length;
  });
  return Buffer.concat([directory, ...payloads]);
}

function parts(options: BitmapOptions): { header: Buffer; palette: Buffer; pixels: Buffer } {
  const { width = 5, height = 4, bits, topDown, core, packed, masks } = options;
  const pixels = packed === true ? packedRows(options) : Buffer.concat(rows(options));
  const palette =
    bits > 8
      ? Buffer.alloc(0)
      : Buffer.concat(
          Array.from({ length: 1 << bits }, (_, index) => {
            const [red, green, blue] = quarters[index % 4] ?? [0, 0, 0];
            return Buffer.from(core === true ? [blue, green, red] : [blue, green, red, 0]);
          }),
        );
  if (core === true) {
    const header = Buffer.alloc(12);
    header.writeUInt32LE(12, 0);
    [width, height, 1, bits].forEach((value, at) => header.writeUInt16LE(value, 4 + at * 2));
    return { header, palette, pixels };
  }
  const header = Buffer.alloc(masks === undefined ? 40 : masks.length === 4 ? 108 : 52);
  header.writeUInt32LE(header.length === 52 ? 40 : header.length, 0);
  header.writeInt32LE(width, 4);
  header.writeInt32LE(topDown === true ? -height : height, 8);
  header.writeUInt16LE(1, 12);
  header.writeUInt16LE(bits, 14);
  header.writeUInt32LE(packed === true ? (bits === 8 ? 1 : 2) : masks === undefined ? 0 : 3, 16);
  header.writeUInt32LE(pixels.length, 20);
  masks?.forEach((mask, at) => header.writeUInt32LE(mask, 40 + at * 4));
  return { header, palette, pixels };
}

function rows({ width = 5, height = 4, bits, topDown, masks, alpha = 0 }: BitmapOptions): Buffer[] {
  const lines = Array.from({ length: height }, (_, y) => {
    const row = Buffer.alloc(Math.ceil((width * bits) / 32) * 4);
    for (let x = 0; x < width; x++) {
      const index = colourAt(x, y, width, height);
      const [red, green, blue] = quarters[index] ?? [0, 0, 0];
      if (bits <= 8) {
        const value = index & ((1 << bits) - 1);
        const at = (x * bits) >> 3;
        row[at] = (row[at] ?? 0) | (value << (8 - bits - ((x * bits) & 7)));
      } else if (masks !== undefined || bits === 16) {
        const used = masks ?? [0x7c00, 0x3e0, 0x1f];
        const channels = [red, green, blue, alpha];
        const sum = used.reduce(
          (pixel, mask, at) => pixel + ((channels[at] ?? 0) > 0 ? mask : 0),
          0,
        );
        row.writeUIntLE(sum, (x * bits) / 8, bits / 8);
      } else {
        row.set([blue, green, red, alpha].slice(0, bits / 8), (x * bits) / 8);
      }
    }
    return row;
  });
  return topDown === true ? lines : lines.reverse();
}

function packedRows({ width = 5, height = 4, bits }: BitmapOptions): Buffer {
  const bytes: number[] = [];
  const left = Math.ceil(width / 2);
  for (let y = height - 1; y >= 0; y--) {
    const [first, second] = [colourAt(0, y, width, height), colourAt(width - 1, y, width, height)];
    const twice = (index: number): number => (bits === 8 ? index : index * 17);
    bytes.push(left, twice(first), width - left, twice(second), 0, y === 0 ? 1 : 0);
  }
  return Buffer.from(bytes);
}
