import { crc32 } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import type { ImageType } from '../../../src/core/images/images';

/** One made-up image file of a kind that real files come in. */
export interface Sample {
  readonly kind: string;
  readonly name: string;
  readonly type: ImageType;
  readonly bytes: Buffer;
  /** How many of the bytes belong to the image; the rest is trailing. */
  readonly length: number;
}

export const width = 61;
export const height = 47;

/** A gradient with noise in it, so that every format has something to store; `shift` varies it. */
export function pixels(shift = 0, channels: 3 | 4 = 3): Sharp {
  const data = Buffer.alloc(width * height * channels);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let channel = 0; channel < channels; channel++, at++) {
        data[at] = (x * 4 + y * channel * 3 + ((x * 7919 + y * 104729) % 17) + shift) & 255;
      }
    }
  }
  return sharp(data, { raw: { width, height, channels } });
}

/** Every kind of PNG, JPEG, GIF and WebP that the walks know. */
export async function samples(): Promise<Sample[]> {
  const png = await pixels().png().toBuffer();
  const jpeg = await pixels().jpeg().toBuffer();
  const gif = await pixels().gif().toBuffer();
  const webp = await pixels().webp().toBuffer();
  const frames = await Promise.all([0, 80, 160].map((shift) => pixels(shift).png().toBuffer()));
  const animation = (): Sharp => sharp(frames, { join: { animated: true } });
  const trailing = Buffer.from('PK\x03\x04 appended by something else');
  const of = (type: ImageType, kind: string, bytes: Buffer, length = bytes.length): Sample => ({
    kind,
    type,
    name: `sample.${type.slice('image/'.length)}`,
    bytes,
    length,
  });
  return [
    of('image/png', 'PNG', png),
    of('image/png', 'PNG with palette', await pixels().png({ palette: true }).toBuffer()),
    of('image/png', 'interlaced PNG', await pixels().png({ progressive: true }).toBuffer()),
    of('image/png', 'PNG with alpha', await pixels(0, 4).png().toBuffer()),
    of('image/png', 'animated PNG', animated(png)),
    of('image/png', 'PNG with trailing bytes', Buffer.concat([png, trailing]), png.length),
    of('image/jpeg', 'JPEG', jpeg),
    of('image/jpeg', 'progressive JPEG', await pixels().jpeg({ progressive: true }).toBuffer()),
    of('image/jpeg', 'grey JPEG', await pixels().greyscale().jpeg().toBuffer()),
    of('image/jpeg', 'JPEG with thumbnail', withThumbnail(jpeg)),
    of('image/jpeg', 'JPEG with fill bytes', withFillBytes(jpeg)),
    of('image/jpeg', 'JPEG with a second picture', Buffer.concat([jpeg, jpeg]), jpeg.length),
    of('image/jpeg', 'JPEG with trailing bytes', Buffer.concat([jpeg, trailing]), jpeg.length),
    of('image/gif', 'GIF', gif),
    of('image/gif', 'GIF 87a', as87a(gif)),
    of('image/gif', 'animated GIF', await animation().gif().toBuffer()),
    of('image/gif', 'GIF with trailing bytes', Buffer.concat([gif, trailing]), gif.length),
    of('image/webp', 'lossy WebP', webp),
    of('image/webp', 'lossless WebP', await pixels().webp({ lossless: true }).toBuffer()),
    of('image/webp', 'WebP with alpha', await pixels(0, 4).webp().toBuffer()),
    of('image/webp', 'WebP with metadata', await pixels().withExif({}).webp().toBuffer()),
    of('image/webp', 'animated WebP', await animation().webp().toBuffer()),
    of('image/webp', 'WebP with trailing bytes', Buffer.concat([webp, trailing]), webp.length),
  ];
}

/** A PNG chunk: length, type, data, CRC. */
export function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(data.length, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), body.length + 4);
  return chunk;
}

/** A whole PNG whose header states more pixels than its few bytes could ever hold. */
export async function pixelBomb(wide: number, high: number): Promise<Buffer> {
  const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'white' } })
    .png()
    .toBuffer();
  const header = Buffer.from(png.subarray(16, 29));
  header.writeUInt32BE(wide, 0);
  header.writeUInt32BE(high, 4);
  return Buffer.concat([png.subarray(0, 8), pngChunk('IHDR', header), png.subarray(33)]);
}

/** Sets the animation chunks of a still PNG, its picture being the first of two frames. */
function animated(png: Buffer): Buffer {
  const first = png.indexOf('IDAT') - 4;
  const dataLength = png.readUInt32BE(first);
  const data = png.subarray(first + 8, first + 8 + dataLength);
  const control = (sequence: number): Buffer => {
    const bytes = Buffer.alloc(26);
    bytes.writeUInt32BE(sequence, 0);
    bytes.writeUInt32BE(width, 4);
    bytes.writeUInt32BE(height, 8);
    bytes.writeUInt16BE(1, 20);
    bytes.writeUInt16BE(10, 22);
    return pngChunk('fcTL', bytes);
  };
  const end = png.length - 12;
  return Buffer.concat([
    png.subarray(0, first),
    pngChunk('acTL', Buffer.from([0, 0, 0, 2, 0, 0, 0, 0])),
    control(0),
    png.subarray(first, end),
    control(1),
    pngChunk('fdAT', Buffer.concat([Buffer.from([0, 0, 0, 2]), data])),
    png.subarray(end),
  ]);
}

/** A whole JPEG inside an APP1 segment, where Exif keeps its thumbnail. */
function withThumbnail(jpeg: Buffer): Buffer {
  const data = Buffer.concat([Buffer.from('Exif\0\0'), jpeg]);
  const segment = Buffer.from([0xff, 0xe1, (data.length + 2) >> 8, (data.length + 2) & 255]);
  return Buffer.concat([jpeg.subarray(0, 2), segment, data, jpeg.subarray(2)]);
}

/** Any marker may be preceded by further FF bytes. */
function withFillBytes(jpeg: Buffer): Buffer {
  return Buffer.concat([
    jpeg.subarray(0, 2),
    Buffer.from([0xff, 0xff]),
    jpeg.subarray(2, -2),
    Buffer.from([0xff, 0xff]),
    jpeg.subarray(-2),
  ]);
}

function as87a(gif: Buffer): Buffer {
  const copy = Buffer.from(gif);
  copy.write('GIF87a', 'latin1');
  return copy;
}
