import assert from 'node:assert/strict';
import sharp from 'sharp';
import type { FitRule, Size } from '../../../src/core/images/fit';
import { sendableTypes } from '../../../src/core/images/images';
import { fitRule, visionModelOf } from '../../../src/core/cost/visionModels';
import {
  inspectImage,
  prepareImage,
  type PrepareOptions,
  type PreparedPicture,
} from '../../../src/imaging/index';
import { randomNumbers } from './hostileSamples';

const rules: Readonly<Record<string, FitRule>> = {
  tiles: fitRule(visionModelOf('gpt-4o'), 'high'),
  patches: fitRule(visionModelOf('gpt-4.1-mini'), 'high'),
  box: { kind: 'box', box: 700 },
};

/** A red square on white, which is found again by its centre of weight. */
const mark = 60;

/** Runs in the built worker: `npm run build` comes first. */
describe('the source rectangle of a prepared picture', function () {
  this.timeout(120_000);

  const random = randomNumbers(20261201);
  const between = (least: number, most: number): number => least + (random() % (most - least));

  const check = async (size: Size, parts: PrepareOptions['parts'], rule: FitRule, turn = 1) => {
    const left = between(0, size.width - mark);
    const top = between(0, size.height - mark);
    const square = {
      create: { width: mark, height: mark, channels: 3, background: '#f00' },
    } as const;
    // Small text makes the picture one that is cut.
    const text = `<svg width="${size.width}" height="24"><text x="8" y="14" font-size="11" fill="#333">Order 12 was received and paid in full</text></svg>`;
    const upright = await sharp({ create: { ...size, channels: 3, background: '#fff' } })
      .composite([
        { input: Buffer.from(text), tile: true, gravity: 'northwest' },
        { input: await sharp(square).png().toBuffer(), left, top },
      ])
      .raw()
      .toBuffer({ resolveWithObject: true });
    const angle = { 1: 0, 6: 270, 3: 180, 8: 90 }[turn] ?? 0;
    const file = await sharp(upright.data, { raw: upright.info })
      .rotate(angle)
      .withMetadata({ orientation: turn })
      .png()
      .toBuffer();
    const image = await inspectImage('picture.png', file);
    const { pictures, size: told } = await prepareImage(
      image,
      { rule, accepted: sendableTypes, parts },
      new AbortController().signal,
    );
    assert.deepEqual(told, size);
    let found = 0;
    for (const picture of pictures) {
      const centre = await redCentre(Buffer.from(picture.bytes ?? file), picture);
      if (centre) {
        const { source, width, height } = picture;
        const x = source.left + (centre.x * source.width) / width;
        const y = source.top + (centre.y * source.height) / height;
        const what = `${size.width} × ${size.height}, ${parts}, ${turn}`;
        assert.ok(Math.abs(x - (left + mark / 2)) <= 1, `${what}: x ${x} for ${left + mark / 2}`);
        assert.ok(Math.abs(y - (top + mark / 2)) <= 1, `${what}: y ${y} for ${top + mark / 2}`);
        found++;
      }
    }
    assert.ok(found > 0);
    return pictures;
  };

  for (const [name, rule] of Object.entries(rules)) {
    it(`maps a point of what is sent back to the file: ${name}`, async () => {
      for (let round = 0; round < 4; round++) {
        const size = { width: between(200, 1800), height: between(200, 1800) };
        await check(size, 'never', rule, [1, 6, 3, 8][round]);
      }
    });

    it(`does so in each part of a tall image: ${name}`, async () => {
      const size = { width: between(390, 900), height: between(5000, 7000) };
      const pictures = await check(size, 'cut', rule);
      assert.ok(pictures.length > 1);
      const last = pictures.at(-1)?.source;
      assert.equal(pictures[0]?.source.top, 0);
      assert.ok(last && Math.abs(last.top + last.height - size.height) < 1e-6);
    });
  }

  it('does so where a picture is enlarged or padded', async () => {
    for (const { width, height } of [
      { width: 20, height: 16 },
      { width: 900, height: 9 },
      { width: 5, height: 1000 },
      { width: 1, height: 1 },
    ]) {
      const dot = await sharp({ create: { width, height, channels: 3, background: '#00f' } })
        .png()
        .toBuffer();
      const image = await inspectImage('dot.png', dot);
      const options = {
        rule: rules.tiles,
        accepted: sendableTypes,
        parts: 'never',
      } as PrepareOptions;
      const { pictures } = await prepareImage(image, options, new AbortController().signal);
      const [sent] = pictures;
      assert.ok(sent?.bytes);
      assert.ok(Math.min(sent.width, sent.height) >= 28);
      const { source } = sent;
      assert.ok(Math.abs(source.left + source.width / 2 - width / 2) <= 0.5);
      assert.ok(Math.abs(source.top + source.height / 2 - height / 2) <= 0.5);
      const across = sent.width / source.width;
      assert.ok(Math.abs(across - sent.height / source.height) < 1e-9, 'of the same shape');
      if (width === 20) {
        assert.deepEqual(source, { left: 0, top: 0, width, height });
        assert.deepEqual([sent.width, sent.height], [40, 32]);
      }
    }
  });
});

async function redCentre(
  bytes: Buffer,
  { width }: PreparedPicture,
): Promise<{ x: number; y: number } | undefined> {
  const raw = await sharp(bytes).removeAlpha().toColourspace('srgb').raw().toBuffer();
  const sum = { x: 0, y: 0, weight: 0 };
  let edge = false;
  const height = raw.length / 3 / width;
  for (let at = 0; at < raw.length; at += 3) {
    const weight = Math.max(0, (raw[at] ?? 0) - Math.max(raw[at + 1] ?? 0, raw[at + 2] ?? 0));
    if (weight > 40) {
      const pixel = at / 3;
      const [x, y] = [pixel % width, Math.floor(pixel / width)];
      // A mark that a part cuts has its centre elsewhere.
      edge ||= (y === 0 || y === height - 1) && weight > 100;
      sum.x += (x + 0.5) * weight;
      sum.y += (y + 0.5) * weight;
      sum.weight += weight;
    }
  }
  return sum.weight === 0 || edge ? undefined : { x: sum.x / sum.weight, y: sum.y / sum.weight };
}
