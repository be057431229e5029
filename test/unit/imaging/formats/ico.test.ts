import assert from 'node:assert/strict';
import sharp from 'sharp';
import { openIco } from '../../../../src/imaging/formats/ico';
import { TooManyPixels, type Raster } from '../../../../src/imaging/formats/raster';
import { decoderFolder } from './folder';
import { attack } from './hostile';
import { bitmap, colourAt, icon, iconBitmap, quarters, type BitmapOptions } from './writers';

const most = 100_000;

describe('ICO', function () {
  this.timeout(30_000);
  let folder: string;
  let remove: () => Promise<void>;
  let png: Buffer;
  before(async () => {
    ({ folder, remove } = await decoderFolder());
    png = await sharp({ create: { width: 300, height: 300, channels: 4, background: 'teal' } })
      .png()
      .toBuffer();
  });
  after(() => remove());

  const decode = (bytes: Uint8Array): Raster => {
    const opened = openIco(bytes, most, folder);
    assert.ok('decode' in opened);
    return opened.decode();
  };

  const kinds: [string, BitmapOptions][] = [
    ['1 bit', { bits: 1 }],
    ['4 bits', { bits: 4 }],
    ['8 bits', { bits: 8 }],
    ['16 bits', { bits: 16 }],
    ['24 bits', { bits: 24 }],
    ['32 bits without alpha', { bits: 32 }],
  ];
  for (const [kind, options] of kinds) {
    it(`is decoded with its mask: ${kind}`, () => {
      const [width, height] = [37, 6];
      const raster = decode(icon([iconBitmap({ ...options, width, height })]));
      assert.deepEqual([raster.width, raster.height], [width, height]);
      for (const [x, y] of [
        [0, 0],
        [1, 1],
        [36, 0],
        [1, 5],
        [36, 5],
      ] as const) {
        const index = colourAt(x, y, width, height) & ((1 << Math.min(options.bits, 8)) - 1);
        const [red, green, blue] = quarters[index] ?? [];
        const at = (y * width + x) * 4;
        const expected = [red, green, blue, x === 0 ? 0 : 255];
        assert.deepEqual([...raster.data.subarray(at, at + 4)], expected, `${x}, ${y}`);
      }
    });
    it(`survives damage: ${kind}`, () => attack(icon([iconBitmap(options)]), decode));
  }

  it('has alpha with 32 bits, and then no mask', () => {
    const { data } = decode(icon([iconBitmap({ bits: 32, alpha: 100 })]));
    assert.deepEqual([...data.subarray(0, 4)], [255, 0, 0, 100]);
  });

  it('needs no mask', () => {
    const whole = iconBitmap({ bits: 24 });
    const { data } = decode(icon([whole.subarray(0, whole.length - 16)]));
    assert.deepEqual([...data.subarray(0, 4)], [255, 0, 0, 255]);
  });

  it('gives its largest picture, then the one of most bits', () => {
    const small = iconBitmap({ bits: 32, width: 4, height: 4, alpha: 9 });
    const plain = iconBitmap({ bits: 8, width: 6, height: 6 });
    const fine = iconBitmap({ bits: 32, width: 6, height: 6, alpha: 77 });
    const { width, data } = decode(icon([plain, fine, small]));
    assert.deepEqual([width, data[3]], [6, 77]);
    assert.deepEqual(openIco(icon([plain, png, fine]), most, folder), { png });
  });

  it('leaves out pictures that lie outside the file', () => {
    const bytes = icon([iconBitmap({ bits: 24, width: 4, height: 4 }), png]);
    assert.equal(decode(bytes.subarray(0, bytes.length - 1)).width, 4);
  });

  it('is refused by the header where it is too large', () => {
    const bombed = iconBitmap({ bits: 1 });
    bombed.writeInt32LE(0x7fffffff, 4);
    bombed.writeInt32LE(0x7fffffff, 8);
    assert.throws(() => decode(icon([bombed])), TooManyPixels);
    const large = Buffer.from(png);
    large.writeUInt32BE(0xffffffff, 16);
    assert.throws(() => decode(icon([large])), TooManyPixels);
    assert.throws(() => decode(icon([])));
    assert.throws(() => decode(bitmap({ bits: 24 })));
  });

  it('survives damage: PNG', () => attack(icon([png]), (bytes) => openIco(bytes, most, folder)));
});
