import assert from 'node:assert/strict';
import sharp, { type Sharp } from 'sharp';
import { mostImagePixels } from '../../../src/core/images/images';
import { preparedFile } from './preparedFile';
import { refusal } from './refusal';
import { pixelBomb } from './samples';

const plain = (width: number, height: number): Sharp =>
  sharp({ create: { width, height, channels: 3, background: '#246' }, limitInputPixels: false });

/** Runs in the built worker: `npm run build` comes first. */
describe('the budget of memory for a picture', function () {
  this.timeout(120_000);

  it('refuses a small file whose decoder would hold too much, as too large', async () => {
    const lossless = await plain(64, 64).webp({ lossless: true }).toBuffer();
    lossless.writeUInt32LE(11_999 | (7_999 << 14), 21);
    const files: Readonly<Record<string, Buffer>> = {
      'lossless WebP': lossless,
      'interlaced PNG': await png({ depth: 16, colours: 6, interlace: 1 }),
      AVIF: withSides(await plain(64, 64).avif().toBuffer(), 9_000),
    };
    for (const [what, file] of Object.entries(files)) {
      const began = process.cpuUsage();
      const { kind, details } = (await refusal('large', file)) ?? {};
      assert.equal(kind, 'imageTooManyPixels', what);
      assert.ok(details?.limit && details.limit < (details.actual ?? 0), what);
      assert.ok(details.limit < mostImagePixels);
      assert.ok(process.cpuUsage(began).user < 3_000_000, what);
    }
  });

  it('takes as many pixels of a type that is decoded row by row', async () => {
    assert.equal(
      await refusal('large', await png({ depth: 16, colours: 6, interlace: 0 })),
      undefined,
    );
    assert.equal(
      await refusal('large', await png({ depth: 8, colours: 2, interlace: 1 })),
      undefined,
    );
  });

  it('decodes grey fractions once, row by row', async () => {
    const grey = new Float32Array(6000 * 5000).map((_, pixel) => (pixel % 6000) / 6000);
    const raw = sharp(Buffer.from(grey.buffer), {
      raw: { width: 6000, height: 5000, channels: 1, depth: 'float' } as never,
    });
    const file = await raw.toColourspace('b-w').tiff({ compression: 'deflate' }).toBuffer();
    const began = process.cpuUsage();
    const { sent } = await preparedFile(file);
    assert.deepEqual([sent.width, sent.height], [2048, 1707]);
    assert.ok(process.cpuUsage(began).user < 12_000_000);
  });
});

/** The structure of a PNG of 96 million pixels. */
async function png({ depth = 8, colours = 2, interlace = 0 }): Promise<Buffer> {
  const bytes = await pixelBomb(12_000, 8_000);
  [bytes[24], bytes[25], bytes[28]] = [depth, colours, interlace];
  return bytes;
}

function withSides(bytes: Buffer, side: number): Buffer {
  const at = bytes.indexOf('ispe');
  bytes.writeUInt32BE(side, at + 8);
  bytes.writeUInt32BE(side, at + 12);
  return bytes;
}
