import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import sharp, { type Sharp } from 'sharp';
import type { FitRule } from '../../../src/core/fit';
import { sendableTypes } from '../../../src/core/images';
import { fitRule, visionModelOf } from '../../../src/core/visionModels';
import {
  disposeImaging,
  inspectImage,
  prepareImage,
  type Prepared,
  type PrepareOptions,
} from '../../../src/imaging/index';
import { root } from '../../support/paths';
import { picturePath, pictures } from '../../support/pictures';
import { bitmap, icon } from './formats/writers';
import { noisePicture } from './noisePicture';
import { height, pixels, width } from './samples';

const roomy: FitRule = { kind: 'box', box: 2048 };
const tiles = fitRule(visionModelOf('gpt-4o'), 'auto');

interface Sent {
  readonly type: string;
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
  /** The file went out as it was. */
  readonly untouched: boolean;
}

/** Runs in the built worker: `npm run build` comes first. */
describe('prepareImage', function () {
  this.timeout(60_000);
  after(disposeImaging);

  const prepare = async (
    file: Buffer | Sharp,
    change: Partial<PrepareOptions> = {},
  ): Promise<Prepared & { sent: Sent }> => {
    const bytes = Buffer.isBuffer(file) ? file : await file.toBuffer();
    const image = await inspectImage('picture', bytes);
    const options = { rule: roomy, accepted: sendableTypes, parts: 'never', ...change } as const;
    const prepared = await prepareImage(image, options, new AbortController().signal);
    const [picture] = prepared.pictures;
    assert.ok(picture);
    const { bytes: made = bytes, ...others } = picture;
    const sent = { ...others, bytes: Buffer.from(made), untouched: picture.bytes === undefined };
    const { format, width, height } = await sharp(sent.bytes).metadata();
    assert.equal(sent.type, `image/${format}`, 'labelled as it is');
    assert.deepEqual([sent.width, sent.height], [width, height]);
    return { ...prepared, sent };
  };

  /** The colour of a pixel as `#rrggbb`, of what anyone decodes. */
  const colourAt = async (bytes: Buffer, left: number, top: number): Promise<number[]> => {
    const { data } = await sharp(bytes)
      .removeAlpha()
      .toColourspace('srgb')
      .extract({ left, top, width: 1, height: 1 })
      .raw()
      .toBuffer({ resolveWithObject: true });
    return [...data];
  };
  const near = (
    actual: readonly number[],
    expected: readonly number[],
    by = 3,
    what = '',
  ): void => {
    assert.ok(
      expected.every((value, index) => Math.abs((actual[index] ?? -99) - value) <= by),
      `${what}: ${actual.join()} instead of ${expected.join()}`,
    );
  };

  it('leaves a fitting file of an accepted type as it is, byte for byte', async () => {
    for (const file of [pixels().png(), pixels().jpeg(), pixels().gif(), pixels().webp()]) {
      assert.equal((await prepare(file)).sent.untouched, true);
    }
    const opaque = await pixels().ensureAlpha().png().toBuffer();
    assert.equal((await sharp(opaque).metadata()).channels, 4);
    assert.equal((await prepare(opaque)).sent.untouched, true, 'an alpha channel without holes');
  });

  it('sends the pixels that a model uses and no fewer', async () => {
    const wide = sharp(await noisePicture(1400, 900)).png();
    const tall = sharp(await noisePicture(900, 2500)).png();
    const size = ({ sent }: { sent: Sent }) => [sent.width, sent.height];
    assert.deepEqual(size(await prepare(wide, { rule: tiles })), [1194, 768]);
    assert.deepEqual(size(await prepare(tall, { rule: tiles })), [737, 2048]);
    assert.deepEqual(size(await prepare(tall)), [737, 2048]);
    const low = fitRule(visionModelOf('gpt-4o'), 'low');
    assert.deepEqual(size(await prepare(wide, { rule: low })), [512, 329]);
    const patches = fitRule(visionModelOf('o4-mini'), 'auto');
    const large = sharp(await noisePicture(1800, 2400)).png();
    assert.deepEqual(size(await prepare(large, { rule: patches })), [1056, 1408]);
    const small = (await prepare(pixels().tiff(), { rule: tiles })).sent;
    assert.deepEqual([small.width, small.height], [width, height], 'never enlarged');
  });

  it('leaves out metadata, the place of a photo with it', async () => {
    const place = { IFD3: { GPSLatitude: '51/1 30/1 0/1', GPSLatitudeRef: 'N' } };
    for (const file of [pixels().jpeg(), pixels().png(), pixels().webp()]) {
      const { sent } = await prepare(file.withExif(place).withXmp('<x:xmpmeta secret="1"/>'));
      const found = await sharp(sent.bytes).metadata();
      assert.equal(sent.untouched, false);
      assert.deepEqual(
        [found.exif, found.xmp, found.icc, found.comments],
        Array(4).fill(undefined),
      );
      assert.ok(!sent.bytes.includes('secret'));
      assert.deepEqual([sent.width, sent.height], [width, height]);
    }
  });

  it('turns a photo upright', async () => {
    const half = await sharp({ create: { width: 60, height: 20, channels: 3, background: 'red' } })
      .composite([
        {
          input: { create: { width: 30, height: 20, channels: 3, background: 'blue' } },
          left: 30,
          top: 0,
        },
      ])
      .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
      .withMetadata({ orientation: 6 })
      .toBuffer();
    const { sent, size } = await prepare(half);
    assert.deepEqual([sent.width, sent.height], [20, 60]);
    assert.deepEqual(size, { width: 20, height: 60 });
    near(await colourAt(sent.bytes, 10, 5), [254, 0, 0]);
    near(await colourAt(sent.bytes, 10, 55), [0, 0, 254]);
  });

  it('converts colour profiles, 16 bits and CMYK to sRGB', async () => {
    const green = () =>
      sharp({ create: { width: 40, height: 40, channels: 3, background: '#30a050' } });
    const files = {
      p3: green().withIccProfile('p3').png(),
      deep: green().toColourspace('rgb16').png(),
      cmyk: green().toColourspace('cmyk').jpeg({ quality: 100 }),
      grey: green().greyscale().toColourspace('grey16').png(),
    };
    for (const [name, file] of Object.entries(files)) {
      const { sent } = await prepare(file);
      const { depth, space, icc } = await sharp(sent.bytes).metadata();
      assert.deepEqual([depth, icc], ['uchar', undefined], name);
      assert.notEqual(space, 'cmyk');
      const colour = await colourAt(sent.bytes, 20, 20);
      near(colour, name === 'grey' ? [141, 141, 141] : [48, 160, 80], name === 'cmyk' ? 14 : 4);
    }
  });

  it('puts what is transparent on the ground on which it can be seen', async () => {
    const on = (ink: string) => `<rect x="10" y="10" width="40" height="40" fill="${ink}"/>`;
    const svg = (ink: string) =>
      Buffer.from(
        `<svg xmlns="http://www.w3.org/2000/svg" width="60" height="60">${on(ink)}</svg>`,
      );
    for (const [ink, ground] of [
      ['#222', [255, 255, 255]],
      ['#f4f4f4', [0, 0, 0]],
    ] as const) {
      for (const file of [sharp(svg(ink)).png(), sharp(svg(ink)).webp({ lossless: true })]) {
        const { sent } = await prepare(file);
        assert.equal((await sharp(sent.bytes).metadata()).hasAlpha, false);
        near(await colourAt(sent.bytes, 2, 2), ground);
        near(await colourAt(sent.bytes, 30, 30), ink === '#222' ? [34, 34, 34] : [244, 244, 244]);
      }
    }
  });

  it('sends the first frame of an animation', async () => {
    const frames = await Promise.all([0, 80].map((shift) => pixels(shift).png().toBuffer()));
    const animation = () => sharp(frames, { join: { animated: true } });
    for (const file of [animation().gif(), animation().webp({ lossless: true })]) {
      const { sent } = await prepare(file);
      assert.equal((await sharp(sent.bytes).metadata()).pages, undefined);
      assert.deepEqual([sent.width, sent.height], [width, height]);
      near(
        await colourAt(sent.bytes, 5, 5),
        await colourAt(await pixels().png().toBuffer(), 5, 5),
        24,
      );
    }
  });

  it('sends only types that the server takes', async () => {
    const accepted = ['image/png', 'image/jpeg'] as const;
    for (const file of [pixels().webp(), pixels().gif(), pixels().tiff()]) {
      const { sent } = await prepare(file, { accepted });
      assert.ok(
        accepted.some((type) => type === sent.type),
        sent.type,
      );
    }
    const photo = await sharp(await noisePicture(300, 200))
      .tiff()
      .toBuffer();
    assert.equal((await prepare(photo, { accepted })).sent.type, 'image/jpeg');
    assert.equal((await prepare(photo)).sent.type, 'image/webp');
  });

  it('keeps screenshots and line art lossless, all but to the eye', async () => {
    for (const file of ['dashboard.png', 'settings-dark.png', 'editor-dark@2x.png']) {
      const picture = pictures.find((item) => item.file === file);
      assert.ok(picture);
      const { sent } = await prepare(await readFile(picturePath(picture)), { rule: tiles });
      assert.equal(sent.type, 'image/png');
      const whole = await sharp(picturePath(picture))
        .resize(sent.width, sent.height, { fit: 'fill' })
        .removeAlpha()
        .raw()
        .toBuffer();
      const seen = await sharp(sent.bytes).removeAlpha().toColourspace('srgb').raw().toBuffer();
      let error = 0;
      whole.forEach((value, index) => (error += (value - (seen[index] ?? 0)) ** 2));
      const decibels = 10 * Math.log10(255 ** 2 / (error / whole.length));
      assert.ok(decibels > 42, `${file}: ${decibels} dB`);
    }
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
      const { sent } = await prepare(bytes);
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
