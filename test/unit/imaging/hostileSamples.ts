import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { deflateSync } from 'node:zlib';
import { root } from '../../support/paths';
import { bitmap, icon, iconBitmap } from './formats/writers';
import { height, pixelBomb, pixels, pngChunk, samples, width } from './samples';

/** Files by what they are. */
export type Files = Readonly<Record<string, Buffer>>;

/** Park and Miller's generator, so that a failure comes again. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48271) % 0x7fffffff);
}

/** An SVG file with `content` in it. */
export function svg(content: string, attributes = 'width="60" height="40"'): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${content}</svg>`;
}

/** A sound file of every format. */
export async function soundFiles(): Promise<Files> {
  const kinds = ['PNG', 'animated PNG', 'JPEG', 'progressive JPEG', 'GIF', 'animated GIF'].concat([
    'lossy WebP',
    'lossless WebP',
    'WebP with alpha',
    'animated WebP',
  ]);
  const walked = (await samples()).filter(({ kind }) => kinds.includes(kind));
  return {
    ...Object.fromEntries(walked.map(({ kind, bytes }) => [kind, bytes])),
    TIFF: await pixels().tiff({ compression: 'none' }).toBuffer(),
    'TIFF with LZW': await pixels().tiff({ compression: 'lzw' }).toBuffer(),
    'TIFF with JPEG': await pixels().tiff({ compression: 'jpeg' }).toBuffer(),
    AVIF: await pixels().avif().toBuffer(),
    BMP: bitmap({ bits: 24, width, height }),
    'BMP with run lengths': bitmap({ bits: 8, packed: true, width, height }),
    ICO: icon([iconBitmap({ bits: 32, width: 48, height: 48, alpha: 255 })]),
    'ICO with PNG': icon([await pixels().png().toBuffer()]),
    SVG: Buffer.from(
      svg('<rect id="a" width="30" height="20" fill="#f80"/><use href="#a" x="9"/>'),
    ),
    HEIC: await fixture('quarters'),
    'HEIC with alpha': await fixture('quarters-alpha'),
    'HEIC with a profile': await fixture('colours-p3'),
  };
}

/** Files whose structure is whole and whose coded pixels are random bytes, or too few. */
export async function garbageFiles(): Promise<Files> {
  const random = randomNumbers(20261126);
  const noisy = (bytes: Buffer, from: number, to = bytes.length): Buffer =>
    Buffer.from(bytes.map((byte, at) => (at >= from && at < to ? random() & 255 : byte)));
  const png = await pixels().png().toBuffer();
  const start = png.indexOf('IDAT') - 4;
  const pngOf = (data: Buffer): Buffer =>
    Buffer.concat([png.subarray(0, start), pngChunk('IDAT', data), png.subarray(-12)]);
  const gif = await pixels().gif().toBuffer();
  const lossy = await pixels().webp().toBuffer();
  const lossless = await pixels().webp({ lossless: true }).toBuffer();
  const tiff = (compression: 'lzw' | 'deflate'): Promise<Buffer> =>
    pixels().tiff({ compression }).toBuffer();
  const avif = await pixels().avif().toBuffer();
  const heic = await fixture('quarters');
  const bmp = bitmap({ bits: 24, width, height });
  const unpacked = noisy(pngOf(Buffer.alloc(4000)), start + 8, start + 4008).subarray(
    start + 8,
    start + 4008,
  );
  return {
    'PNG that is not deflated': pngOf(unpacked),
    'PNG with too few rows': pngOf(deflateSync(Buffer.alloc(500))),
    'PNG with unknown filters': pngOf(deflateSync(Buffer.alloc((width * 3 + 1) * height, 9))),
    'PNG without pixels': pngOf(Buffer.alloc(0)),
    'JPEG without tables': withoutSegments(await pixels().jpeg().toBuffer(), 0xdb),
    GIF: withNoisyBlocks(gif, random),
    'lossy WebP': noisy(lossy, 30),
    'lossless WebP': noisy(lossless, 25),
    'TIFF with LZW': noisy(await tiff('lzw'), 8, 600),
    'TIFF with deflate': noisy(await tiff('deflate'), 8, 400),
    AVIF: noisy(avif, avif.indexOf('mdat') + 4),
    HEIC: noisy(heic, heic.indexOf('mdat') + 8),
    'BMP with too few rows': bmp.subarray(0, bmp.length - 999),
    'ICO with PNG': icon([pngOf(unpacked)]),
    SVG: Buffer.concat([Buffer.from('<svg xmlns="http://www.w3.org/2000/svg">'), unpacked]),
  };
}

/** Small files that state more pixels than are decoded. */
export async function pixelBombs(): Promise<Files> {
  const png = await pixelBomb(50_000, 50_000);
  const jpeg = await pixels().jpeg().toBuffer();
  const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
  const extended = await pixels(0, 4).webp().toBuffer();
  const bitmapOf = iconBitmap({ bits: 32, width: 16, height: 16 });
  const tiff = await pixels().tiff({ compression: 'none' }).toBuffer();
  return {
    PNG: png,
    JPEG: written(jpeg, 'writeUInt16BE', [frame + 5, 65_500], [frame + 7, 65_500]),
    GIF: written(await pixels().gif().toBuffer(), 'writeUInt16LE', [6, 65_535], [8, 65_535]),
    // The canvas of VP8X, less 1, is three bytes a side; the last byte of each is 0 already.
    'WebP with a canvas': written(extended, 'writeUInt16LE', [24, 16_383], [27, 16_383]),
    'lossy WebP': written(
      await pixels().webp().toBuffer(),
      'writeUInt16LE',
      [26, 16_383],
      [28, 16_383],
    ),
    'lossless WebP': written(
      await pixels().webp({ lossless: true }).toBuffer(),
      'writeUInt32LE',
      [21, 0x0fffffff],
    ),
    BMP: written(bitmap({ bits: 24, width, height }), 'writeInt32LE', [18, 50_000], [22, 50_000]),
    TIFF: tiffOf(tiff, 50_000, 50_000),
    'TIFF of sides beyond counting': tiffOf(tiff, 0xffffffff, 0xffffffff),
    'TIFF of one long row': tiffOf(tiff, 110_000_000, 1),
    'TIFF of a few long rows': tiffOf(tiff, 20_000_000, 6),
    AVIF: withSides(await pixels().avif().toBuffer(), 50_000),
    HEIC: withSides(await fixture('quarters'), 50_000),
    'HEIC just within': withSides(await fixture('quarters'), 7_000),
    'ICO with PNG': icon([png]),
    ICO: icon([written(bitmapOf, 'writeInt32LE', [4, 50_000], [8, 100_000])]),
  };
}

function fixture(name: string): Promise<Buffer> {
  return readFile(path.join(root, 'test/fixtures', `${name}.heic`));
}

function written(
  bytes: Buffer,
  write: 'writeUInt16BE' | 'writeUInt16LE' | 'writeUInt32LE' | 'writeUInt32BE' | 'writeInt32LE',
  ...values: [at: number, value: number][]
): Buffer {
  const copy = Buffer.from(bytes);
  values.forEach(([at, value]) => copy[write](value, at));
  return copy;
}

/** Sets the entries ImageWidth and ImageLength. */
function tiffOf(bytes: Buffer, wide: number, high: number): Buffer {
  const copy = Buffer.from(bytes);
  const directory = copy.readUInt32LE(4);
  for (let entry = 0; entry < copy.readUInt16LE(directory); entry++) {
    const at = directory + 2 + entry * 12;
    const value = { 256: wide, 257: high }[copy.readUInt16LE(at)];
    if (value !== undefined) {
      copy.writeUInt16LE(4, at + 2);
      copy.writeUInt32LE(value, at + 8);
    }
  }
  return copy;
}

/** Sets every size that an ISO base media file states for a picture. */
function withSides(bytes: Buffer, side: number): Buffer {
  const copy = Buffer.from(bytes);
  for (let at = copy.indexOf('ispe'); at !== -1; at = copy.indexOf('ispe', at + 1)) {
    copy.writeUInt32BE(side, at + 8);
    copy.writeUInt32BE(side, at + 12);
  }
  return copy;
}

function withoutSegments(jpeg: Buffer, marker: number): Buffer {
  const at = jpeg.indexOf(Buffer.from([0xff, marker]));
  return at === -1
    ? jpeg
    : withoutSegments(
        Buffer.concat([jpeg.subarray(0, at), jpeg.subarray(at + 2 + jpeg.readUInt16BE(at + 2))]),
        marker,
      );
}

/** Replaces what the blocks of a GIF's only frame hold; its trailer follows them. */
function withNoisyBlocks(gif: Buffer, random: () => number): Buffer {
  const copy = Buffer.from(gif);
  // The last thing that a frame's descriptor says is the size of the codes; sharp writes no table there.
  const descriptor = copy.lastIndexOf(Buffer.from([0x2c, 0, 0, 0, 0, width, 0, height, 0]));
  const own = (copy[descriptor + 9] ?? 0) & 0x80 ? 3 << (((copy[descriptor + 9] ?? 0) & 7) + 1) : 0;
  for (let at = descriptor + 11 + own; (copy[at] ?? 0) > 0;) {
    const end = at + 1 + (copy[at] ?? 0);
    for (at++; at < end; at++) {
      copy[at] = random() & 255;
    }
  }
  return copy;
}
