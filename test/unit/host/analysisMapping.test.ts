import assert from 'node:assert/strict';
import sharp from 'sharp';
import { userMessage } from '../../../src/core/conversation/message';
import type { PixelLimits } from '../../../src/core/connections/recipient';
import type { Size } from '../../../src/core/images/fit';
import type { Image } from '../../../src/core/images/images';
import { boundsOf, type Box } from '../../../src/core/images/region';
import { planFor } from '../../../src/host/conversation/sending/plan';
import { imageAnalyser, visionRecipient } from '../../../src/providers';
import { disposeImaging, inspectImage } from '../../../src/imaging';
import { type Emulator, startEmulator } from '../../support/emulator';
import { randomNumbers } from '../imaging/hostileSamples';
import { azureConnection, networkWith } from '../providers/support';

/** How a picture is stored so that its orientation, 1 to 8 of EXIF, turns it upright. */
const stored: Readonly<Record<number, { angle: number; mirrored: boolean }>> = {
  1: { angle: 0, mirrored: false },
  2: { angle: 0, mirrored: true },
  3: { angle: 180, mirrored: false },
  4: { angle: 180, mirrored: true },
  5: { angle: 90, mirrored: true },
  6: { angle: 270, mirrored: false },
  7: { angle: 270, mirrored: true },
  8: { angle: 90, mirrored: false },
};

/** Runs in the built worker: `npm run build` comes first. */
describe('a place that Image Analysis tells', function () {
  this.timeout(120_000);
  const random = randomNumbers(20261127);
  const between = (least: number, most: number): number => least + (random() % (most - least));
  const key = 'key-of-the-resource';
  let emulator: Emulator;
  before(async () => {
    const vision = { endpoint: 'https://unused.example', key, deployments: [] };
    emulator = await startEmulator({ kind: 'azure', vision });
  });
  after(async () => {
    await emulator.close();
    await disposeImaging();
  });

  /** A red sign at a random place of a white file of that size as it is seen, stored as `turn` says. */
  const signIn = async (size: Size, turn: number): Promise<{ file: Buffer; sign: Box }> => {
    const width = between(Math.ceil(size.width / 8), Math.ceil(size.width / 2));
    const height = between(Math.ceil(size.height / 8), Math.ceil(size.height / 2));
    const left = between(1, size.width - width);
    const top = between(1, size.height - height);
    const square = { create: { width, height, channels: 3, background: '#c00000' } } as const;
    const input = await sharp(square).png().toBuffer();
    const upright = await sharp({ create: { ...size, channels: 3, background: '#fff' } })
      .composite([{ input, left, top }])
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { angle, mirrored } = stored[turn] ?? assert.fail();
    // Orientation mirrors first and turns then: what is stored is turned back, and mirrored.
    const turned = await sharp(upright.data, { raw: upright.info })
      .rotate(angle)
      .raw()
      .toBuffer({ resolveWithObject: true });
    const picture = sharp(turned.data, { raw: turned.info });
    const file = await (mirrored ? picture.flop() : picture)
      .withMetadata({ orientation: turn })
      .png()
      .toBuffer();
    return { file, sign: { x: left, y: top, width, height } };
  };

  /** `by` in the unit of the boxes. */
  const near = (box: Box, sign: Box, by: number, what: string): void => {
    const edges = ({ x, y, width, height }: Box) => [x, y, x + width, y + height];
    edges(box).forEach((edge, index) => {
      const wanted = edges(sign)[index] ?? NaN;
      assert.ok(Math.abs(edge - wanted) <= by, `${what}: ${edge} for ${wanted} (± ${by})`);
    });
  };

  /** What is found of the file, in its own upright pixels, and what was sent. */
  const found = async (file: Buffer, fit?: PixelLimits): Promise<{ box: Box; sent: Image }> => {
    const { signal } = new AbortController();
    const image = await inspectImage('sign.png', file);
    const connection = azureConnection({ vision: { endpoint: emulator.url } });
    const messages = [userMessage('', [image])];
    const plan = await planFor(
      {
        recipient: { ...visionRecipient(connection), ...(fit && { fit }) },
        request: { system: '', messages, detail: 'auto', maxOutputTokens: 1 },
        prices: {},
        parts: 'never',
        prepared: new WeakMap(),
      },
      signal,
    );
    const sent = plan.made[0]?.[0]?.image ?? assert.fail();
    const analyse = imageAnalyser(connection, networkWith({ [emulator.url]: key }));
    for await (const event of analyse(sent, signal)) {
      if (event.type === 'analysis') {
        const [sign] = event.analysis.objects;
        const { x, y, width, height } = boundsOf(sign?.region ?? assert.fail());
        const size = sent.shows?.size ?? assert.fail();
        const box = {
          x: x * size.width,
          y: y * size.height,
          width: width * size.width,
          height: height * size.height,
        };
        const [line] = event.analysis.lines;
        near(boundsOf(line?.region ?? assert.fail()), { x, y, width, height }, 1e-9, 'the line');
        return { box, sent };
      }
    }
    return assert.fail('nothing was found');
  };

  for (const turn of Object.keys(stored).map(Number)) {
    it(`is that of the file as it is seen, to the pixel: orientation ${turn}`, async () => {
      for (let round = 0; round < 3; round++) {
        const size = { width: between(60, 900), height: between(60, 900) };
        const { file, sign } = await signIn(size, turn);
        const { box, sent } = await found(file);
        assert.deepEqual([sent.width, sent.height], [size.width, size.height], 'nothing is lost');
        near(box, sign, 1e-6, `${size.width} × ${size.height}`);
      }
    });
  }

  it('is that of the file where a smaller picture was sent, to a pixel of that', async () => {
    const fit: PixelLimits = { rule: { kind: 'box', box: 400 }, least: 50 };
    for (let round = 0; round < 6; round++) {
      const size = { width: between(500, 2400), height: between(500, 2400) };
      const { file, sign } = await signIn(size, between(1, 9));
      const { box, sent } = await found(file, fit);
      assert.equal(Math.max(sent.width, sent.height), 400);
      near(box, sign, Math.max(...Object.values(size)) / 400, `${size.width} × ${size.height}`);
    }
  });

  it('is that of the file where it was enlarged for the service, or got a margin', async () => {
    for (const size of [
      { width: 30, height: 24 },
      { width: 600, height: 12 },
      { width: 9, height: 700 },
    ]) {
      const { file, sign } = await signIn(size, 1);
      const { box, sent } = await found(file);
      assert.ok(Math.min(sent.width, sent.height) >= 50);
      near(box, sign, 1, `${size.width} × ${size.height}`);
    }
  });
});
