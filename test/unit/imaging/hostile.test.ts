import assert from 'node:assert/strict';
import { maxImageBytes } from '../../../src/core/images/images';
import { refusal } from './refusal';
import { pngChunk, samples } from './samples';

/** Of this process, so that a busy machine makes no difference. */
const mostMicroseconds = 2_000_000;

describe('hostile bytes', () => {
  it('never make anything but a VisionError', async function () {
    this.timeout(20_000);
    const random = randomNumbers(20261121);
    for (const { name, bytes } of await samples()) {
      for (let round = 0; round < 500; round++) {
        const changed = Buffer.from(bytes);
        const flips = 1 + (random() % 8);
        for (let flip = 0; flip < flips; flip++) {
          // Half of them near the start, where the headers are.
          const at = random() % (flip % 2 === 0 ? 64 : changed.length);
          changed[at] = (changed[at] ?? 0) ^ (1 << (random() % 8));
        }
        await refusal(name, changed);
        await refusal(name, changed.subarray(0, random() % changed.length));
      }
    }
  });

  const header = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  const sizes = Buffer.from([0, 0, 0, 9, 0, 0, 0, 9, 8, 2, 0, 0, 0]);
  const riff = Buffer.from('RIFF\xf0\xff\x3f\x01WEBP', 'latin1');
  const screen = Buffer.from('GIF89a\x09\0\x09\0\0\0\0', 'latin1');
  const floods: [string, Buffer, Buffer][] = [
    [
      'PNG of empty chunks',
      Buffer.concat([header, pngChunk('IHDR', sizes)]),
      pngChunk('tEXt', Buffer.alloc(0)),
    ],
    ['JPEG of FF bytes', Buffer.from([0xff, 0xd8, 0xff]), Buffer.from([0xff])],
    ['JPEG of stuffed bytes', Buffer.from([0xff, 0xd8, 0xff]), Buffer.from([0xff, 0x00])],
    ['JPEG of restarts', Buffer.from([0xff, 0xd8]), Buffer.from([0xff, 0xd0])],
    ['JPEG of empty segments', Buffer.from([0xff, 0xd8]), Buffer.from([0xff, 0xe0, 0, 2])],
    ['GIF of padding', screen, Buffer.from([0])],
    ['GIF of tiny extensions', screen, Buffer.from([0x21, 0xfe, 1, 65, 0])],
    ['WebP of empty chunks', riff, Buffer.from('JUNK\0\0\0\0', 'latin1')],
    ['SVG of comments', Buffer.from('<?xml?>'), Buffer.from('<!---->')],
  ];
  for (const [what, start, unit] of floods) {
    it(`are left in bounded time: ${what}`, async function () {
      this.timeout(30_000);
      const bytes = Buffer.concat([start, Buffer.alloc(maxImageBytes - start.length, unit)]);
      const began = process.cpuUsage();
      assert.ok(await refusal('flood', bytes));
      assert.ok(process.cpuUsage(began).user < mostMicroseconds);
    });
  }
});

/** Park and Miller's generator, so that a failure comes again. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48271) % 0x7fffffff);
}
