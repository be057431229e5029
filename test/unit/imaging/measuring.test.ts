import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { sendableTypes } from '../../../src/core/images/images';
import { inspectImage, prepareImage } from '../../../src/imaging/index';
import { root } from '../../support/paths';
import { bitmap, icon, iconBitmap } from './formats/writers';

const [width, height] = [48, 32];

/** Runs in the built worker: `npm run build` comes first. */
describe('measuring an image', function () {
  this.timeout(60_000);

  /** Files whose header is sound and whose pixels are not. */
  const broken = async (): Promise<Readonly<Record<string, Buffer>>> => {
    const heic = await readFile(path.join(root, 'test/fixtures/quarters.heic'));
    const file = bitmap({ bits: 24, width, height });
    const bits = iconBitmap({ bits: 8, width, height });
    // A compression that the decoder does not know.
    file.writeUInt32LE(5, 30);
    bits.writeUInt32LE(5, 16);
    return {
      HEIC: heic.fill(7, heic.indexOf('mdat') + 8),
      BMP: file,
      ICO: icon([bits]),
    };
  };

  it('reads its header only, so that it is decoded once', async () => {
    for (const [kind, bytes] of Object.entries(await broken())) {
      const image = await inspectImage('a', bytes);
      const expected = kind === 'HEIC' ? [96, 64] : [width, height];
      assert.deepEqual([image.width, image.height], expected, kind);
      const options = {
        rule: { kind: 'box', box: 512 },
        accepted: sendableTypes,
        parts: 'never',
      } as const;
      await assert.rejects(
        prepareImage(image, options, new AbortController().signal),
        { kind: 'imageDamaged' },
        kind,
      );
    }
  });

  it('is cancelled', async () => {
    const controller = new AbortController();
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    const measured = inspectImage('a.svg', svg, { signal: controller.signal });
    controller.abort();
    await assert.rejects(measured, { name: 'AbortError' });
    assert.equal((await inspectImage('a.svg', svg)).width, 512);
  });
});
