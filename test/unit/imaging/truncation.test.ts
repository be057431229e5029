import assert from 'node:assert/strict';
import sharp from 'sharp';
import type { VisionErrorKind } from '../../../src/core/errors';
import { inspectImage } from '../../../src/imaging/index';
import { randomNumbers } from './hostileSamples';
import { refusal } from './refusal';
import { samples, type Sample } from './samples';

describe('a file that ends early', function () {
  this.timeout(60_000);
  let cuts: Cuts[];
  before(async () => {
    cuts = [];
    for (const sample of await samples()) {
      cuts.push(await cutEverywhere(sample));
    }
  });

  it('is refused wherever it ends, unless nothing of its first picture is lost', async () => {
    for (const { sample, accepted, refused } of cuts) {
      const whole = await firstPicture(sample.bytes);
      for (const end of accepted) {
        const { bytes } = await inspectImage(sample.name, sample.bytes.subarray(0, end));
        const decoded = await firstPicture(Buffer.from(bytes));
        assert.ok(decoded.equals(whole), `${sample.kind} cut at ${end} lost pixels`);
      }
      for (const [end, kind] of refused) {
        assert.ok(
          ['imageTruncated', 'imageDamaged', 'imageEmpty'].includes(kind),
          `${sample.kind} cut at ${end}: ${kind}`,
        );
      }
    }
  });

  it('is accepted only where a GIF or a JPEG lacks its end, or an animation ends after a whole frame', () => {
    for (const { sample, accepted } of cuts) {
      const { kind, type, length } = sample;
      if (kind === 'animated GIF') {
        assert.ok(accepted.length >= 3 && accepted.length < 10, `${accepted.length} cuts`);
      } else if (type === 'image/jpeg') {
        // Bits that are 0 may be missing too.
        assert.deepEqual(accepted.slice(-2), [length - 2, length - 1], kind);
        assert.ok(accepted.length < 5, `${kind}: ${accepted.join()}`);
      } else if (type !== 'image/gif') {
        assert.deepEqual(accepted, [], kind);
      } else {
        assert.ok(
          accepted.every((end) => end === length - 1),
          kind,
        );
      }
    }
  });

  it('is refused where a JPEG loses rows far above its last', async () => {
    const tall = { create: { width: 160, height: 400, channels: 3, background: '#fff' } } as const;
    const noise = await sharp({
      create: { ...tall.create, height: 60, noise: { type: 'gaussian', mean: 128, sigma: 40 } },
    })
      .png()
      .toBuffer();
    for (const progressive of [false, true]) {
      const whole = await sharp(tall)
        .composite([{ input: noise, top: 0, left: 0 }])
        .jpeg({ progressive })
        .toBuffer();
      for (const share of [0.1, 0.3, 0.5, 0.7, 0.9]) {
        const cut = whole.subarray(0, Math.floor(whole.length * share));
        assert.equal(
          (await refusal('a.jpg', cut))?.kind,
          'imageTruncated',
          `${share}, ${progressive}`,
        );
      }
    }
  });

  it('is whole where a trailer follows a JPEG in place of its end', async () => {
    const random = randomNumbers(20261202);
    for (const { kind, type, bytes, length } of cuts.map(({ sample }) => sample)) {
      if (type === 'image/jpeg') {
        const noise = Buffer.from(Array.from({ length: 300 }, () => random() & 255));
        const cut = (end: number): Buffer =>
          Buffer.concat([bytes.subarray(0, end), Buffer.from('SEFH Panorama'), noise]);
        const image = await inspectImage('panorama.jpg', cut(length - 2));
        const whole = await firstPicture(bytes);
        assert.ok((await firstPicture(Buffer.from(image.bytes))).equals(whole), kind);
        const { kind: refused } = (await refusal('panorama.jpg', cut(length >> 1))) ?? {};
        assert.equal(refused, 'imageTruncated', kind);
      }
    }
  });

  it('is called truncated once its signature is there', () => {
    for (const { sample, refused } of cuts) {
      for (const [end, kind] of refused) {
        assert.ok(end < 16 || kind === 'imageTruncated', `${sample.kind} cut at ${end}: ${kind}`);
      }
    }
  });

  it('is whole again with any bytes behind its end', async () => {
    for (const { kind, name, bytes, length } of cuts.map(({ sample }) => sample)) {
      for (const trailing of [[0], [0xff], [0xff, 0xd8], Array<number>(999).fill(0x41)]) {
        const longer = Buffer.concat([bytes.subarray(0, length), Buffer.from(trailing)]);
        await assert.doesNotReject(inspectImage(name, longer), kind);
      }
    }
  });
});

interface Cuts {
  readonly sample: Sample;
  /** Where the file may end and still be taken. */
  readonly accepted: readonly number[];
  readonly refused: readonly [end: number, kind: VisionErrorKind][];
}

/** Cuts a file at every byte; of a JPEG, which is decoded to see that, at fewer but near its end. */
async function cutEverywhere(sample: Sample): Promise<Cuts> {
  const accepted: number[] = [];
  const refused: [number, VisionErrorKind][] = [];
  for (let end = 0; end < sample.length; end++) {
    if (sample.type === 'image/jpeg' && end % 29 !== 0 && end < sample.length - 24) {
      continue;
    }
    const reason = await refusal(sample.name, sample.bytes.subarray(0, end));
    if (reason) {
      refused.push([end, reason.kind]);
    } else {
      accepted.push(end);
    }
  }
  return { sample, accepted, refused };
}

async function firstPicture(bytes: Buffer): Promise<Buffer> {
  return sharp(bytes, { failOn: 'truncated' }).ensureAlpha().raw().toBuffer();
}
