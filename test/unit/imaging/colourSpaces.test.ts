import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { inspectImage, readText } from '../../../src/imaging/index';
import { root } from '../../support/paths';
import { colourAt, near, preparedFile } from './preparedFile';
import { pngChunk } from './samples';

/** What the patches hold, from left to right. */
const patches = [
  [129, 82, 68],
  [100, 100, 100],
  [180, 180, 180],
  [40, 160, 90],
  [221, 40, 40],
] as const;
const side = 30;

async function png(...chunks: Buffer[]): Promise<Buffer> {
  const row = patches.flatMap((colour) => Array.from({ length: side }, () => colour)).flat();
  const raw = Buffer.from(Array.from({ length: side }, () => row).flat());
  const size = { width: side * patches.length, height: side, channels: 3 } as const;
  const plain = await sharp(raw, { raw: size }).png().toBuffer();
  return Buffer.concat([plain.subarray(0, 33), ...chunks, plain.subarray(33)]);
}

const numbers = (...values: number[]): Buffer => {
  const data = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => data.writeUInt32BE(Math.round(value * 100_000), index * 4));
  return data;
};
const cicp = (primaries: number, transfer: number): Buffer =>
  pngChunk('cICP', Buffer.from([primaries, transfer, 0, 1]));
const gamma = (exponent: number): Buffer => pngChunk('gAMA', numbers(1 / exponent));
const adobe = pngChunk('cHRM', numbers(0.3127, 0.329, 0.64, 0.33, 0.21, 0.71, 0.15, 0.06));
const wide = pngChunk(
  'cHRM',
  numbers(0.3457, 0.3585, 0.7347, 0.2653, 0.1596, 0.8404, 0.0366, 0.0001),
);

/** Runs in the built worker: `npm run build` comes first. */
describe('colours that are told without a profile', function () {
  this.timeout(60_000);

  /** What Chromium 142 paints of the patches. */
  const painted: readonly [string, readonly Buffer[], readonly (readonly number[])[]][] = [
    [
      'Display P3',
      [cicp(12, 13)],
      [
        [137, 79, 65],
        [100, 100, 100],
        [180, 180, 180],
        [0, 163, 82],
        [241, 0, 21],
      ],
    ],
    [
      'BT.2020 with PQ',
      [cicp(9, 16)],
      [
        [166, 19, 26],
        [76, 76, 76],
        [242, 242, 242],
        [0, 225, 0],
        [255, 0, 0],
      ],
    ],
    [
      'BT.709',
      [cicp(1, 1)],
      [
        [122, 72, 58],
        [91, 91, 91],
        [176, 176, 176],
        [28, 155, 81],
        [219, 28, 28],
      ],
    ],
    [
      'light itself',
      [gamma(1)],
      [
        [189, 154, 141],
        [168, 168, 168],
        [219, 219, 219],
        [110, 208, 160],
        [239, 110, 110],
      ],
    ],
    [
      'Adobe RGB',
      [gamma(2.19921875), adobe],
      [
        [144, 81, 65],
        [100, 100, 100],
        [181, 181, 181],
        [0, 161, 85],
        [255, 35, 35],
      ],
    ],
    [
      'another white',
      [gamma(2.2), wide],
      [
        [165, 63, 62],
        [100, 100, 100],
        [181, 181, 181],
        [0, 177, 71],
        [255, 0, 27],
      ],
    ],
  ];
  for (const [what, chunks, expected] of painted) {
    it(`are sent as a browser shows them: PNG, ${what}`, async () => {
      const { sent } = await preparedFile(await png(...chunks));
      assert.equal(sent.untouched, false);
      for (const [index, colour] of expected.entries()) {
        const found = await colourAt(sent.bytes, index * side + side / 2, side / 2);
        near(found, colour, 5, `patch ${index}`);
      }
    });
  }

  it('leave a PNG as it is where they are those of sRGB, or count for nothing', async () => {
    const srgb = pngChunk('sRGB', Buffer.from([0]));
    const usual = pngChunk('cHRM', numbers(0.3127, 0.329, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06));
    for (const chunks of [[gamma(2.2)], [gamma(2.2), usual], [srgb, gamma(1)], [adobe]]) {
      assert.equal((await preparedFile(await png(...chunks))).sent.untouched, true);
    }
  });

  it('are those that the reader names', async () => {
    const image = await inspectImage('a.png', await png(cicp(12, 13)));
    const { colours } = await readText(image, new AbortController().signal);
    const reds = colours.map(({ hex }) => hex).filter((hex) => /^#f[01]00/.test(hex));
    assert.equal(reds.length, 1, colours.map(({ hex }) => hex).join());
  });

  const quarters = {
    'Display P3': [12, 13, [241, 0, 23]],
    'sRGB by the curve of cameras': [1, 1, [221, 40, 41]],
    'light itself': [1, 8, [239, 110, 112]],
    PQ: [1, 16, [255, 2, 2]],
  } as const;
  for (const [what, [primaries, transfer, expected]] of Object.entries(quarters)) {
    it(`are sent as a browser shows them: AVIF, ${what}`, async () => {
      const red = {
        create: { width: 64, height: 64, channels: 3, background: '#dd2829' },
      } as const;
      const { sent } = await preparedFile(
        coded(await sharp(red).avif().toBuffer(), primaries, transfer),
      );
      near(await colourAt(sent.bytes, 30, 30), expected, 9, what);
    });
  }

  it('are sent as a browser shows them: HEIC', async () => {
    const plain = await readFile(path.join(root, 'test/fixtures/quarters.heic'));
    const before = await colourAt((await preparedFile(plain)).sent.bytes, 8, 8);
    near(before, [220, 30, 30], 4);
    const { sent } = await preparedFile(coded(plain, 12, 13));
    near(await colourAt(sent.bytes, 8, 8), [240, 0, 0], 8);
  });
});

/** A HEIF file with one more property, an `nclx` box that states these colours. */
function coded(bytes: Buffer, primaries: number, transfer: number): Buffer {
  const box = Buffer.from([0, 0, 0, 19, ...Buffer.from('colrnclx'), 0, 0, 0, 0, 0, 1, 0x80]);
  box.writeUInt16BE(primaries, 12);
  box.writeUInt16BE(transfer, 14);
  const start = (type: string): number => bytes.indexOf(type) - 4;
  const end = start('ipco') + bytes.readUInt32BE(start('ipco'));
  const copy = Buffer.concat([bytes.subarray(0, end), box, bytes.subarray(end)]);
  const grow = (at: number): number => copy.writeUInt32BE(copy.readUInt32BE(at) + box.length, at);
  ['meta', 'iprp', 'ipco'].map(start).forEach(grow);
  // Each item has its identifier, a zero, where its data begins, and one piece of it.
  const items = start('iloc') + 16;
  for (let item = 0; item < bytes.readUInt16BE(items - 2); item++) {
    grow(items + item * 18 + 4);
  }
  return copy;
}
