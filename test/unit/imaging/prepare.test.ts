import assert from 'node:assert/strict';
import sharp, { type Sharp } from 'sharp';
import { fitRule, visionModelOf } from '../../../src/core/cost/visionModels';
import { noisePicture } from './noisePicture';
import { colourAt, near, preparedFile, tiles, type Sent } from './preparedFile';
import { height, pixels, samples, width } from './samples';

/** Runs in the built worker: `npm run build` comes first. */
describe('prepareImage', function () {
  this.timeout(60_000);

  it('leaves a fitting file of an accepted type as it is, byte for byte', async () => {
    for (const file of [pixels().png(), pixels().jpeg(), pixels().gif(), pixels().webp()]) {
      assert.equal((await preparedFile(file)).sent.untouched, true);
    }
    const opaque = await pixels().ensureAlpha().png().toBuffer();
    assert.equal((await sharp(opaque).metadata()).channels, 4);
    assert.equal(
      (await preparedFile(opaque)).sent.untouched,
      true,
      'an alpha channel without holes',
    );
  });

  it('sends the pixels that a model uses and no fewer', async () => {
    const wide = await noisePicture(1400, 900);
    const tall = await noisePicture(900, 2500);
    const size = ({ sent }: { sent: Sent }) => [sent.width, sent.height];
    assert.deepEqual(size(await preparedFile(wide, { rule: tiles })), [1194, 768]);
    assert.deepEqual(size(await preparedFile(tall, { rule: tiles })), [737, 2048]);
    assert.deepEqual(size(await preparedFile(tall)), [737, 2048]);
    const low = fitRule(visionModelOf('gpt-4o'), 'low');
    assert.deepEqual(size(await preparedFile(wide, { rule: low })), [512, 329]);
    const patches = fitRule(visionModelOf('o4-mini'), 'auto');
    const large = await noisePicture(1800, 2400);
    assert.deepEqual(size(await preparedFile(large, { rule: patches })), [1056, 1408]);
    const small = (await preparedFile(pixels().tiff(), { rule: tiles })).sent;
    assert.deepEqual([small.width, small.height], [width, height], 'never enlarged');
  });

  it('sends no side of fewer pixels than all servers take', async () => {
    const box = { create: { width: 30, height: 12, channels: 3, background: '#c33' } } as const;
    const small = (await preparedFile(sharp(box).png())).sent;
    assert.deepEqual([small.width, small.height], [90, 36], 'enlarged');
    const line = { create: { ...box.create, width: 1500 } } as const;
    const long = (await preparedFile(sharp(line).png())).sent;
    assert.deepEqual(
      [long.width, long.height],
      [1500, 28],
      'where there is no room, with a margin',
    );
    near(await colourAt(long.bytes, 700, 2), [204, 51, 51]);
  });

  it('leaves a small file as it is that is hardly larger than that', async () => {
    const page = (side: number) =>
      sharp({ create: { width: side, height: side, channels: 3, background: '#fafafa' } });
    const isLeft = async (file: Buffer | Sharp) =>
      (await preparedFile(file, { rule: tiles })).sent.untouched;
    assert.equal(await isLeft(page(1024).png()), true, 'a third wider and higher');
    assert.equal(await isLeft(page(1025).png()), false, 'more than that');
    const heavy = await noisePicture(1024, 1024);
    assert.equal(await isLeft(heavy), false, 'over 128 KB');
    assert.equal(await isLeft(page(1024).png().withXmp('<x:xmpmeta/>')), false, 'metadata');
    const limit = fitRule(visionModelOf('gpt-5.6'), 'auto');
    assert.ok(limit.kind === 'patches' && limit.isStrict && limit.patch === 32);
    const tight = { ...limit, budget: 1024 };
    const refused = (await preparedFile(page(1100).png(), { rule: tight })).sent;
    assert.deepEqual([refused.untouched, refused.width], [false, 1024], 'a service’s limit');
    const soft = { ...tight, isStrict: false };
    assert.equal((await preparedFile(page(1100).png(), { rule: soft })).sent.untouched, true);
  });

  it('leaves out metadata, the place of a photo with it', async () => {
    const place = { IFD3: { GPSLatitude: '51/1 30/1 0/1', GPSLatitudeRef: 'N' } };
    for (const file of [pixels().jpeg(), pixels().png(), pixels().webp()]) {
      const { sent } = await preparedFile(file.withExif(place).withXmp('<x:xmpmeta secret="1"/>'));
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
    const blue = { create: { width: 60, height: 40, channels: 3, background: 'blue' } } as const;
    const half = await sharp({ create: { width: 120, height: 40, channels: 3, background: 'red' } })
      .composite([{ input: blue, left: 60, top: 0 }])
      .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
      .withMetadata({ orientation: 6 })
      .toBuffer();
    const { sent, size } = await preparedFile(half);
    assert.deepEqual([sent.width, sent.height], [40, 120]);
    assert.deepEqual(size, { width: 40, height: 120 });
    near(await colourAt(sent.bytes, 20, 10), [254, 0, 0]);
    near(await colourAt(sent.bytes, 20, 110), [0, 0, 254]);
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
      const { sent } = await preparedFile(file);
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
        const { sent } = await preparedFile(file);
        assert.equal((await sharp(sent.bytes).metadata()).hasAlpha, false);
        near(await colourAt(sent.bytes, 2, 2), ground);
        near(await colourAt(sent.bytes, 30, 30), ink === '#222' ? [34, 34, 34] : [244, 244, 244]);
      }
    }
  });

  it('puts drawings on white unless that hides more of their ink', async () => {
    const picture = async (content: string): Promise<number[]> => {
      const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="400">${content}</svg>`;
      const png = await sharp(Buffer.from(drawing)).png().toBuffer();
      const { sent } = await preparedFile(png);
      return colourAt(sent.bytes, 2, 2);
    };
    const boxes = (fill: string, text: string): string =>
      [20, 220, 420]
        .map(
          (x) =>
            `<rect x="${x}" y="40" width="160" height="200" fill="${fill}"/>` +
            `<text x="${x + 20}" y="120" font-size="20" fill="${text}">Orders</text>`,
        )
        .join('');
    const arrows = (ink: string): string =>
      `<path d="M180 90h40M380 90h40" stroke="${ink}" stroke-width="2"/>` +
      `<text x="20" y="300" font-size="18" fill="${ink}">How an order is paid</text>`;
    const [white, black] = [
      [255, 255, 255],
      [0, 0, 0],
    ];
    assert.deepEqual(await picture(boxes('#fff', '#222') + arrows('#111')), white, 'light boxes');
    assert.deepEqual(await picture(boxes('#222', '#eee') + arrows('#eee')), black, 'dark boxes');
    assert.deepEqual(await picture(arrows('#e8e8e8')), black, 'light ink alone');
    assert.deepEqual(await picture(arrows('#888')), white, 'ink that is seen on both');
    const sign = '<circle cx="300" cy="200" r="180" fill="#f6f6f6"/>';
    assert.deepEqual(await picture(sign), black, 'a light area alone');
  });

  it('sends the first frame of an animation', async () => {
    const frames = await Promise.all([0, 80].map((shift) => pixels(shift).png().toBuffer()));
    const animation = () => sharp(frames, { join: { animated: true } });
    for (const file of [animation().gif(), animation().webp({ lossless: true })]) {
      const { sent } = await preparedFile(file);
      assert.equal((await sharp(sent.bytes).metadata()).pages, undefined);
      assert.deepEqual([sent.width, sent.height], [width, height]);
      near(
        await colourAt(sent.bytes, 5, 5),
        await colourAt(await pixels().png().toBuffer(), 5, 5),
        24,
      );
    }
    const moving = (await samples()).find(({ kind }) => kind === 'animated PNG');
    assert.ok(moving);
    assert.ok(moving.bytes.includes('acTL'));
    const { sent } = await preparedFile(moving.bytes);
    assert.ok(!sent.untouched && !sent.bytes.includes('acTL'));
  });
});
