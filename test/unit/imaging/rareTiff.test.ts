import assert from 'node:assert/strict';
import { deflateSync, zstdCompressSync } from 'node:zlib';
import sharp from 'sharp';
import { colourAt, near, preparedFile } from './preparedFile';
import { refusal } from './refusal';

const [width, height, rows] = [60, 50, 16];

interface TiffOptions {
  readonly compression: number;
  readonly photometric?: number;
  readonly samples?: number;
  readonly isBig?: boolean;
  readonly isLittle?: boolean;
  readonly pack: (strip: Buffer, rows: number) => Buffer | Promise<Buffer>;
}

/** A TIFF in strips of 16 rows, of one colour above and another below. */
async function tiff(
  above: readonly number[],
  below: readonly number[],
  { compression, photometric = 2, samples = 3, isLittle = true, pack }: TiffOptions,
): Promise<Buffer> {
  const strips: Buffer[] = [];
  for (let top = 0; top < height; top += rows) {
    const count = Math.min(rows, height - top);
    const pixels = Array.from({ length: count * width }, (_, pixel) =>
      top + pixel / width < height / 2 ? above : below,
    );
    strips.push(await pack(Buffer.from(pixels.flat()), count));
  }
  const bits = Array.from({ length: samples }, () => 8);
  let at = 8;
  const offsets = strips.map(
    (strip) => (at += strip.length + (strip.length % 2)) - strip.length - (strip.length % 2),
  );
  const data: Buffer[] = strips.map((strip) =>
    Buffer.concat([strip, Buffer.alloc(strip.length % 2)]),
  );
  const u16 = (value: number): Buffer => {
    const bytes = Buffer.alloc(2);
    return (isLittle ? bytes.writeUInt16LE(value) : bytes.writeUInt16BE(value), bytes);
  };
  const u32 = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    return (isLittle ? bytes.writeUInt32LE(value) : bytes.writeUInt32BE(value), bytes);
  };
  const entry = (number: number, type: 3 | 4, values: readonly number[]): Buffer => {
    const made = Buffer.concat(values.map(type === 3 ? u16 : u32));
    const head = Buffer.concat([u16(number), u16(type), u32(values.length)]);
    if (made.length <= 4) {
      return Buffer.concat([head, made, Buffer.alloc(4 - made.length)]);
    }
    data.push(made);
    at += made.length;
    return Buffer.concat([head, u32(at - made.length)]);
  };
  const entries = [
    entry(256, 3, [width]),
    entry(257, 3, [height]),
    entry(258, 3, bits),
    entry(259, 3, [compression]),
    entry(262, 3, [photometric]),
    entry(273, 4, offsets),
    entry(277, 3, [samples]),
    entry(278, 3, [rows]),
    entry(
      279,
      4,
      strips.map((strip) => strip.length),
    ),
    ...(samples === 4 ? [entry(338, 3, [2])] : []),
  ];
  const start = Buffer.concat([Buffer.from(isLittle ? 'II*\0' : 'MM\0*', 'latin1'), u32(at)]);
  return Buffer.concat([start, ...data, u16(entries.length), ...entries, u32(0)]);
}

const webp = (channels: 3 | 4) => (strip: Buffer, high: number) =>
  sharp(strip, { raw: { width, height: high, channels } })
    .webp({ lossless: true, exact: true })
    .toBuffer();
const [red, blue] = [
  [210, 40, 30],
  [20, 60, 200],
] as const;

/** Runs in the built worker: `npm run build` comes first. */
describe('a TIFF that is seldom met', function () {
  this.timeout(60_000);

  const kinds: Readonly<Record<string, TiffOptions>> = {
    'deflate, by which the writer is checked': {
      compression: 8,
      pack: (strip) => deflateSync(strip),
    },
    ZSTD: { compression: 50_000, pack: (strip) => zstdCompressSync(strip) },
    'ZSTD, high byte first': {
      compression: 50_000,
      isLittle: false,
      pack: (strip) => zstdCompressSync(strip),
    },
    WebP: { compression: 50_001, pack: webp(3) },
  };
  for (const [what, options] of Object.entries(kinds)) {
    it(`is sent with its colours: ${what}`, async () => {
      const { sent, size } = await preparedFile(await tiff(red, blue, options));
      assert.deepEqual(size, { width, height });
      near(await colourAt(sent.bytes, 30, 5), red, 2);
      near(await colourAt(sent.bytes, 30, 45), blue, 2);
    });
  }

  it('is sent with its transparency: WebP', async () => {
    const options = { compression: 50_001, samples: 4, pack: webp(4) };
    const { sent } = await preparedFile(await tiff([...red, 0], [...blue, 255], options));
    near(await colourAt(sent.bytes, 30, 5), [255, 255, 255], 2);
    near(await colourAt(sent.bytes, 30, 45), blue, 2);
  });

  it('is sent with its colours: Lab of 8 bits', async () => {
    const pack = (strip: Buffer): Buffer => deflateSync(strip);
    // L 53.2, a 80.1, b 67.2 is pure red; L 32.3, a 79.2, b -107.9 pure blue.
    for (const [photometric, zero] of [
      [8, 0],
      [9, 128],
    ] as const) {
      const of = (lightness: number, a: number, b: number): number[] => [
        Math.round(lightness * 2.55),
        (Math.round(a) + zero) & 255,
        (Math.round(b) + zero) & 255,
      ];
      const file = await tiff(of(53.2, 80.1, 67.2), of(32.3, 79.2, -107.9), {
        compression: 8,
        photometric,
        pack,
      });
      const { sent } = await preparedFile(file);
      near(await colourAt(sent.bytes, 30, 5), [255, 0, 0], 12, `${photometric}`);
      near(await colourAt(sent.bytes, 30, 45), [0, 0, 255], 12, `${photometric}`);
    }
  });

  it('is refused by the name of its compression where that is not known', async () => {
    for (const [compression, name] of [
      [34_925, 'LZMA'],
      [50_002, 'JPEG XL'],
      [34_712, 'JPEG 2000'],
    ] as const) {
      const file = await tiff(red, blue, { compression, pack: (strip) => strip.subarray(0, 99) });
      const { kind, details } = (await refusal('scan.tif', file)) ?? {};
      assert.equal(kind, 'imageUnsupportedType');
      assert.match(details?.type ?? '', new RegExp(name));
    }
  });

  it('is refused where its strips are damaged or unpack to more than they may', async () => {
    for (const strip of [Buffer.alloc(40, 7), zstdCompressSync(Buffer.alloc(50_000_000))]) {
      const file = await tiff(red, blue, { compression: 50_000, pack: () => strip });
      assert.equal((await refusal('scan.tif', file))?.kind, 'imageDamaged');
    }
  });
});
