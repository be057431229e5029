import assert from 'node:assert/strict';
import sharp from 'sharp';
import { boxOf, pixelsIn } from '../../../src/core/images/pixelBox';
import type { Box } from '../../../src/core/images/region';
import { cropImage, inspectImage } from '../../../src/imaging/index';
import { randomNumbers } from './hostileSamples';
import { height, pixels, samples, width } from './samples';

const never = new AbortController().signal;
const size = { width, height };

const angles = { 1: 0, 6: 270, 3: 180, 8: 90 } as const;

/** Runs in the built worker: `npm run build` comes first. */
describe('a part of an image', function () {
  this.timeout(60_000);
  const random = randomNumbers(20261127);
  const fraction = (): number => (random() % 10_000) / 10_000;
  const anyBox = (): Box => {
    const [x, y] = [fraction() * 0.99, fraction() * 0.99];
    return { x, y, width: (1 - x) * fraction() || 0.01, height: (1 - y) * fraction() || 0.01 };
  };

  for (const [orientation, angle] of Object.entries(angles)) {
    it(`is cut out to the pixel and without loss, whatever way up the file is (${orientation})`, async () => {
      const upright = await pixels().raw().toBuffer({ resolveWithObject: true });
      const file = await sharp(upright.data, { raw: upright.info })
        .rotate(angle)
        .withMetadata({ orientation: Number(orientation) })
        .png()
        .toBuffer();
      const image = await inspectImage('picture.png', file);
      for (let round = 0; round < 12; round++) {
        const box = anyBox();
        const part = await cropImage(image, { box, name: 'part' }, never);
        const rectangle = pixelsIn(box, size);
        const wanted = await sharp(upright.data, { raw: upright.info })
          .extract(rectangle)
          .raw()
          .toBuffer();
        const found = await sharp(part.bytes).raw().toBuffer({ resolveWithObject: true });
        assert.deepEqual([part.width, part.height], [rectangle.width, rectangle.height]);
        assert.deepEqual([found.info.width, found.info.channels], [part.width, 3]);
        assert.ok(found.data.equals(wanted), JSON.stringify(box));
      }
    });
  }

  it('is an image like any other, of every kind of file', async () => {
    for (const { name, kind, bytes } of await samples()) {
      const image = await inspectImage(name, bytes);
      const box = { x: 0.5, y: 0.5, width: 0.25, height: 0.25 };
      const part = await cropImage(image, { box, name: `${name}, part 1` }, never);
      const again = await inspectImage(part.name, part.bytes);
      assert.deepEqual([again.type, again.width, again.height], ['image/png', 16, 13], kind);
    }
  });

  it('of a damaged file fails as the file does', async () => {
    const whole = await pixels().png().toBuffer();
    const image = await inspectImage('picture.png', whole);
    const cut = { ...image, bytes: whole.subarray(0, whole.length / 2) };
    const box = { x: 0, y: 0, width: 1, height: 1 };
    await assert.rejects(cropImage(cut, { box, name: 'part' }, never), { name: 'VisionError' });
  });
});

describe('the pixels of a box', () => {
  it('are all that it touches, and at least one', () => {
    const picture = { width: 100, height: 50 };
    const of = (x: number, y: number, width: number, height: number) => {
      const found = pixelsIn({ x, y, width, height }, picture);
      return [found.left, found.top, found.width, found.height];
    };
    assert.deepEqual(of(0, 0, 1, 1), [0, 0, 100, 50]);
    assert.deepEqual(of(0.105, 0.1, 0.01, 0.01), [10, 5, 2, 1]);
    assert.deepEqual(of(0.999, 0.999, 0.0001, 0.0001), [99, 49, 1, 1]);
    assert.deepEqual(of(1, 1, 0, 0), [99, 49, 1, 1]);
  });

  it('give the box back that they were made of', () => {
    for (let left = 0; left < 97; left += 7) {
      const rectangle = { left, top: left, width: 97 - left, height: 3 };
      const picture = { width: 97, height: 101 };
      assert.deepEqual(pixelsIn(boxOf(rectangle, picture), picture), rectangle);
    }
  });
});
