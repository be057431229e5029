import assert from 'node:assert/strict';
import { openBmp } from '../../../../src/imaging/formats/bmp';
import { TooManyPixels, type Raster } from '../../../../src/imaging/formats/raster';
import { decoderFolder } from './folder';
import { attack } from './hostile';
import { bitmap, colourAt, quarters, type BitmapOptions } from './writers';

const most = 1_000_000;

describe('BMP', function () {
  this.timeout(30_000);
  let folder: string;
  let remove: () => Promise<void>;
  before(async () => ({ folder, remove } = await decoderFolder()));
  after(() => remove());

  const decode = (bytes: Uint8Array): Raster => openBmp(bytes, most, folder).decode();

  const kinds: [string, BitmapOptions][] = [
    ['1 bit', { bits: 1 }],
    ['4 bits', { bits: 4 }],
    ['4 bits, run lengths', { bits: 4, packed: true }],
    ['8 bits', { bits: 8 }],
    ['8 bits, run lengths', { bits: 8, packed: true }],
    ['8 bits, top-down', { bits: 8, topDown: true }],
    ['8 bits, OS/2 header', { bits: 8, core: true }],
    ['24 bits, OS/2 header', { bits: 24, core: true }],
    ['16 bits', { bits: 16 }],
    ['16 bits, 565', { bits: 16, masks: [0xf800, 0x7e0, 0x1f] }],
    ['16 bits, 4444', { bits: 16, masks: [0xf00, 0xf0, 0xf, 0xf000], alpha: 255 }],
    ['16 bits, 1555', { bits: 16, masks: [0x7c00, 0x3e0, 0x1f, 0x8000], alpha: 255 }],
    ['24 bits', { bits: 24 }],
    ['24 bits, top-down', { bits: 24, topDown: true }],
    ['32 bits, fourth byte 0', { bits: 32 }],
    ['32 bits, top-down', { bits: 32, topDown: true }],
    ['32 bits, red first', { bits: 32, masks: [0xff, 0xff00, 0xff0000] }],
    ['32 bits, alpha', { bits: 32, masks: [0xff0000, 0xff00, 0xff, 0xff000000], alpha: 255 }],
    ['32 bits, alpha all 0', { bits: 32, masks: [0xff0000, 0xff00, 0xff, 0xff000000] }],
  ];
  for (const [kind, options] of kinds) {
    for (const [width, height] of [
      [5, 4],
      [8, 2],
      [33, 7],
    ] as const) {
      it(`is decoded: ${kind}, ${width} × ${height}`, () => {
        const raster = decode(bitmap({ ...options, width, height }));
        assert.deepEqual([raster.width, raster.height], [width, height]);
        for (let y = 0; y < height; y++) {
          for (let x = 0; x < width; x++) {
            const index = colourAt(x, y, width, height) & ((1 << Math.min(options.bits, 8)) - 1);
            const at = (y * width + x) * 4;
            assert.deepEqual([...raster.data.subarray(at, at + 4)], quarters[index], `${x}, ${y}`);
          }
        }
      });
    }
  }

  it('keeps alpha straight', () => {
    const masks = [0xff0000, 0xff00, 0xff, 0x40000000];
    const { data } = decode(bitmap({ bits: 32, masks, alpha: 1 }));
    assert.deepEqual([data[0], data[1], data[2]], [255, 0, 0]);
    assert.ok((data[3] ?? 0) < 255);
  });

  it('is refused by its header where it is too large', () => {
    const large = (width: number, height: number, bits: 1 | 8 = 8): Buffer => {
      const bytes = bitmap({ bits, packed: bits === 8 });
      bytes.writeInt32LE(width, 18);
      bytes.writeInt32LE(height, 22);
      return bytes;
    };
    const before = process.memoryUsage().rss;
    assert.throws(() => decode(large(1001, 1000)), TooManyPixels);
    assert.throws(() => decode(large(0x7fffffff, 0x7fffffff, 1)), TooManyPixels);
    assert.throws(() => decode(large(0x7fffffff, -0x80000000)), TooManyPixels);
    for (const [width, height] of [
      [-5, 4],
      [0, 4],
      [5, 0],
      [1000, 1000],
      [-0x80000000, 1],
    ] as const) {
      assert.throws(
        () => decode(large(width, height)),
        (error) => !(error instanceof TooManyPixels),
      );
    }
    assert.ok(process.memoryUsage().rss - before < 50_000_000);
  });

  it('is refused where its pixels lie past the end', () => {
    const bytes = bitmap({ bits: 24 });
    bytes.writeUInt32LE(0xfffffff0, 10);
    assert.throws(() => decode(bytes));
  });

  for (const [kind, options] of kinds) {
    it(`survives damage: ${kind}`, () => attack(bitmap(options), decode));
  }
});
