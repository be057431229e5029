import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import type { Size } from '../../../src/core/images/fit';
import { sendableTypes } from '../../../src/core/images/images';
import { root } from '../../support/paths';
import { picturePath, pictures } from '../../support/pictures';
import { bitmap, icon } from './formats/writers';
import { noisePicture } from './noisePicture';
import { colourAt, near, preparedFile, tiles } from './preparedFile';
import { pixels } from './samples';

/** Runs in the built worker: `npm run build` comes first. */
describe('the types that prepareImage takes and makes', function () {
  this.timeout(60_000);

  it('sends only types that the server takes', async () => {
    const accepted = ['image/png', 'image/jpeg'] as const;
    for (const file of [pixels().webp(), pixels().gif(), pixels().tiff()]) {
      const { sent } = await preparedFile(file, { accepted });
      assert.ok(
        accepted.some((type) => type === sent.type),
        sent.type,
      );
    }
    const photo = await sharp(await noisePicture(300, 200))
      .tiff()
      .toBuffer();
    assert.equal((await preparedFile(photo, { accepted })).sent.type, 'image/jpeg');
    assert.equal((await preparedFile(photo)).sent.type, 'image/webp');
  });

  it('sends screenshots in 256 colours where that cannot be told from all of them', async () => {
    for (const file of ['dashboard.png', 'settings-dark.png', 'editor-dark@2x.png']) {
      const large = sharp(await screenshot(file)).tiff({ compression: 'lzw' });
      const { sent } = await preparedFile(large, { rule: tiles });
      assert.equal(sent.type, 'image/png');
      assert.equal(sent.bytes[25], 3, `${file}: the colour type of a palette`);
      const decibels = await likeness(await fitted(file, sent), sent.bytes);
      assert.ok(decibels > 48, `${file}: ${decibels} dB`);
    }
  });

  it('sends them lossless where it can', async () => {
    const file = await painted();
    for (const [accepted, type] of [
      [sendableTypes, 'image/webp'],
      [['image/png', 'image/jpeg'], 'image/png'],
    ] as const) {
      const { sent } = await preparedFile(sharp(file).tiff({ compression: 'lzw' }), { accepted });
      assert.equal(sent.type, type);
      assert.equal(await likeness(file, sent.bytes), Infinity);
    }
  });

  it('sends a screenshot that was saved as JPEG in about as many bytes', async () => {
    const file = await sharp(await screenshot('dashboard.png'))
      .jpeg()
      .withExif({})
      .toBuffer();
    for (const accepted of [sendableTypes, ['image/png', 'image/jpeg'] as const]) {
      const { sent } = await preparedFile(file, { rule: tiles, accepted });
      assert.equal(sent.untouched, false);
      assert.ok(sent.bytes.length < 1.25 * file.length, `${sent.bytes.length} bytes`);
    }
  });

  it('takes selections in a TIFF file for no colour, and grey from 0 to 1 for grey', async () => {
    const files = rareTiffs();
    const five = await preparedFile(files.five);
    near(await colourAt(five.sent.bytes, 2, 2), [200, 40, 90]);
    const unit = await preparedFile(files.fractions);
    near(await colourAt(unit.sent.bytes, 2, 2), [128, 128, 128]);
  });

  it('takes the colours of a HEIC file by its profile, and as sRGB where that is none', async () => {
    const file = await readFile(path.join(root, 'test/fixtures/colours-p3.heic'));
    const { sent } = await preparedFile(file);
    near(await colourAt(sent.bytes, 20, 15), [192, 32, 32], 6);
    near(await colourAt(sent.bytes, 70, 15), [48, 160, 80], 6);
    near(await colourAt(sent.bytes, 20, 48), [32, 80, 192], 6);
    const start = file.indexOf('colrprof') + 8;
    const broken = Buffer.from(file).fill(0xaa, start, start + 300);
    near(await colourAt((await preparedFile(broken)).sent.bytes, 70, 15), [84, 158, 90], 6);
  });

  it('reads every format, whatever the name says', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="96" height="64"><path fill="red" d="M0 0h48v32H0z"/><path fill="lime" d="M48 0h48v32H48z"/><path fill="blue" d="M0 32h48v32H0z"/><path fill="white" d="M48 32h48v32H48z"/></svg>';
    const png = await sharp(Buffer.from(svg)).png().toBuffer();
    const small = { width: 96, height: 64 };
    const files: Readonly<Record<string, Buffer>> = {
      tiff: await sharp(png).tiff().toBuffer(),
      avif: await sharp(png).avif({ quality: 95 }).toBuffer(),
      bmp: bitmap({ ...small, bits: 24 }),
      ico: icon([png]),
      svg: Buffer.from(svg),
      heic: await readFile(path.join(root, 'test/fixtures/quarters.heic')),
    };
    for (const [name, bytes] of Object.entries(files)) {
      const { sent } = await preparedFile(bytes);
      const scale = sent.width / small.width;
      assert.equal(sent.height, Math.round(small.height * scale), name);
      assert.equal(scale === 1 || name === 'svg', true, 'a small vector is drawn larger');
      // heif-enc itself turned the primary colours into paler ones.
      const by = name === 'heic' ? 60 : 12;
      const at = (x: number, y: number) =>
        colourAt(sent.bytes, Math.round(x * scale), Math.round(y * scale));
      near(await at(20, 15), [255, 0, 0], by, name);
      near(await at(70, 15), [0, 255, 0], by, name);
      near(await at(20, 48), [0, 0, 255], by, name);
      near(await at(70, 48), [255, 255, 255], by, name);
    }
  });
});

function screenshot(file: string): Promise<Buffer> {
  const picture = pictures.find((item) => item.file === file);
  assert.ok(picture);
  return readFile(picturePath(picture));
}

async function fitted(file: string, { width, height }: Size): Promise<Buffer> {
  return sharp(await screenshot(file))
    .resize(width, height, { fit: 'fill' })
    .png()
    .toBuffer();
}

/** A page with a painting: flat areas, and more colours than a palette has. */
async function painted(): Promise<Buffer> {
  const size = { width: 300, height: 200, channels: 3 } as const;
  const painting = Buffer.from(
    Array.from({ length: 300 * 200 }, (_, at) => [
      at % 256,
      (at >> 8) % 256,
      (at * 7) % 256,
    ]).flat(),
  );
  const input = await sharp(painting, { raw: size }).png().toBuffer();
  return sharp({ create: { ...size, width: 900, height: 600, background: '#f4f4f8' } })
    .composite([{ input, left: 40, top: 60 }])
    .png()
    .toBuffer();
}

/** The peak signal-to-noise ratio of two pictures, in dB. */
async function likeness(one: Buffer, other: Buffer): Promise<number> {
  const [before, after] = await Promise.all(
    [one, other].map((bytes) => sharp(bytes).removeAlpha().toColourspace('srgb').raw().toBuffer()),
  );
  assert.ok(before && after);
  assert.equal(before.length, after.length);
  let error = 0;
  before.forEach((value, index) => (error += (value - (after[index] ?? 0)) ** 2));
  return 10 * Math.log10(255 ** 2 / (error / before.length));
}

const side = 16;

/** TIFF files of 16 × 16 pixels of one colour, which `sharp` cannot write. */
function rareTiffs(): { five: Buffer; fractions: Buffer } {
  const five = Buffer.alloc(side * side * 5, Uint8Array.from([200, 40, 90, 255, 77]));
  const half = new Float32Array(side * side).fill(0.5);
  return {
    five: tiff(five, { photometric: 2, bits: [8, 8, 8, 8, 8], format: 1, extra: [2, 0] }),
    fractions: tiff(Buffer.from(half.buffer), { photometric: 1, bits: [32], format: 3, extra: [] }),
  };
}

/** An uncompressed TIFF in one strip; `bits` is for each sample, `extra` what those beyond the colours are. */
function tiff(
  pixels: Buffer,
  how: { photometric: number; bits: number[]; format: number; extra: number[] },
): Buffer {
  const fields: [tag: number, ...values: number[]][] = [
    [256, side],
    [257, side],
    [258, ...how.bits],
    [259, 1],
    [262, how.photometric],
    [273, 8],
    [277, how.bits.length],
    [278, side],
    [279, pixels.length],
    ...(how.extra.length > 0 ? [[338, ...how.extra] as [number, ...number[]]] : []),
    [339, ...how.bits.map(() => how.format)],
  ];
  const short = 3;
  const start = 8 + pixels.length;
  const entries = Buffer.alloc(2 + fields.length * 12 + 4);
  entries.writeUInt16LE(fields.length, 0);
  const lists: Buffer[] = [];
  let end = start + entries.length;
  fields.forEach(([tag, ...values], index) => {
    const list = Buffer.from(Uint16Array.from(values).buffer);
    const at = 2 + index * 12;
    entries.writeUInt16LE(tag, at);
    entries.writeUInt16LE(short, at + 2);
    entries.writeUInt32LE(values.length, at + 4);
    if (list.length <= 4) {
      list.copy(entries, at + 8);
    } else {
      entries.writeUInt32LE(end, at + 8);
      lists.push(list);
      end += list.length;
    }
  });
  const header = Buffer.from('II*\0\0\0\0\0', 'latin1');
  header.writeUInt32LE(start, 4);
  return Buffer.concat([header, pixels, entries, ...lists]);
}
