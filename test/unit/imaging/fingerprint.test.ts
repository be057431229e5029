import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { isSamePicture } from '../../../src/core/images/fingerprint';
import { fingerprintOf, inspectImage } from '../../../src/imaging/index';
import { workspacesFolder } from '../../support/pictures';

const { signal } = new AbortController();

async function printOf(bytes: Buffer) {
  return fingerprintOf(await inspectImage('picture', bytes), signal);
}

/** Runs in the built worker: `npm run build` comes first. */
describe('the fingerprint of a picture', function () {
  this.timeout(60_000);
  let picture: Buffer;
  before(async () => {
    picture = await readFile(path.join(workspacesFolder, 'demo/screenshots/dashboard.png'));
  });

  it('is that of the same picture where it was compressed, scaled or converted only', async () => {
    const first = await printOf(picture);
    const again = {
      'a smaller PNG': sharp(picture).png({ compressionLevel: 9, palette: true }),
      'a JPEG': sharp(picture).jpeg({ quality: 85 }),
      'a JPEG of low quality': sharp(picture).jpeg({ quality: 60 }),
      'a WebP': sharp(picture).webp({ quality: 80 }),
      'half its size': sharp(picture).resize(700, 450),
    };
    for (const [kind, made] of Object.entries(again)) {
      assert.ok(isSamePicture(first, await printOf(await made.toBuffer())), kind);
    }
  });

  it('is another one where a word, a colour or the crop has changed', async () => {
    const first = await printOf(picture);
    const name = { left: 412, top: 819, width: 120, height: 22 };
    const daniel = await sharp(picture).extract(name).toBuffer();
    const others = {
      'another name in a table': sharp(picture).composite([{ input: daniel, left: 412, top: 778 }]),
      'another colour': sharp(picture).modulate({ hue: 90, brightness: 0.95 }),
      'a crop': sharp(picture).extract({ left: 0, top: 0, width: 1400, height: 800 }),
      'a mirrored picture': sharp(picture).flop(),
    };
    for (const [kind, made] of Object.entries(others)) {
      assert.ok(!isSamePicture(first, await printOf(await made.png().toBuffer())), kind);
    }
  });

  it('is taken of transparent and turned pictures, and fails for a damaged one', async () => {
    const clear = await sharp(picture).ensureAlpha(0.5).png().toBuffer();
    const { width, height, cells } = await printOf(clear);
    assert.deepEqual([width, height, cells.length], [1400, 900, 4096]);
    const turned = await sharp(picture).jpeg().withMetadata({ orientation: 6 }).toBuffer();
    assert.equal((await printOf(turned)).width, 900);
    const image = await inspectImage('picture', picture);
    const cut = { ...image, bytes: image.bytes.slice(0, image.bytes.length >> 1) };
    await assert.rejects(fingerprintOf(cut, signal), { kind: 'imageDamaged' });
  });
});
