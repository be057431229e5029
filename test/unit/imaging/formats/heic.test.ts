import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { openHeic } from '../../../../src/imaging/formats/heic';
import { TooManyPixels, type Raster } from '../../../../src/imaging/formats/raster';
import { root } from '../../../support/paths';
import { decoderFolder } from './folder';
import { attack } from './hostile';

const most = 1_000_000;
const fixture = (name: string): Promise<Buffer> =>
  readFile(path.join(root, 'test/fixtures', `${name}.heic`));

/** The corners from the left above to the right below. */
const red = [220, 30, 30, 255];
const green = [30, 200, 30, 255];
const blue = [30, 30, 220, 255];
const white = [240, 240, 240, 255];

describe('HEIC', function () {
  this.timeout(60_000);
  let folder: string;
  let remove: () => Promise<void>;
  before(async () => ({ folder, remove } = await decoderFolder()));
  after(() => remove());

  const decode = async (bytes: Uint8Array): Promise<Raster> => {
    const { decode: pixels, ...size } = await openHeic(bytes, most, folder);
    const raster = pixels();
    assert.deepEqual(size, { width: raster.width, height: raster.height });
    return raster;
  };

  const hidden = (colour: number[]): number[] => [...colour.slice(0, 3), 0];
  const files: [string, number, number, number[][]][] = [
    ['quarters', 96, 64, [red, green, blue, white]],
    ['quarters-turned', 64, 96, [blue, red, white, green]],
    ['quarters-alpha', 96, 64, [red, hidden(green), blue, hidden(white)]],
  ];
  for (const [name, width, height, corners] of files) {
    it(`is decoded upright: ${name}`, async () => {
      const raster = await decode(await fixture(name));
      assert.deepEqual([raster.width, raster.height], [width, height]);
      assert.equal(raster.data.length, width * height * 4);
      [
        [8, 8],
        [width - 9, 8],
        [8, height - 9],
        [width - 9, height - 9],
      ].forEach(([x = 0, y = 0], corner) => {
        const at = (y * width + x) * 4;
        const found = [...raster.data.subarray(at, at + 4)];
        const off = found.map((value, channel) =>
          Math.abs(value - (corners[corner]?.[channel] ?? 0)),
        );
        assert.ok(Math.max(...off) <= 4, `${x}, ${y}: ${found.join()}`);
      });
    });
    it(`survives damage: ${name}`, async () => {
      await attack(await fixture(name), decode, { every: 7, rounds: 300 });
    });
  }

  it('is refused by its header where it is too large', async () => {
    const bytes = await fixture('quarters');
    await assert.rejects(openHeic(bytes, 96 * 64 - 1, folder), TooManyPixels);
    bytes.writeUInt32BE(30_000, bytes.indexOf('ispe') + 8);
    bytes.writeUInt32BE(30_000, bytes.indexOf('ispe') + 12);
    const before = process.memoryUsage().rss;
    await assert.rejects(decode(bytes), TooManyPixels);
    assert.ok(process.memoryUsage().rss - before < 200_000_000);
  });
});
