import assert from 'node:assert/strict';
import sharp from 'sharp';
import { type FitRule, fittedSize } from '../../../src/core/images/fit';
import { sendableTypes, type ImageFile } from '../../../src/core/images/images';
import { cutIntoParts } from '../../../src/core/images/parts';
import { fitRule, visionModelOf } from '../../../src/core/cost/visionModels';
import {
  inspectImage,
  prepareImage,
  type Prepared,
  type PrepareOptions,
} from '../../../src/imaging/index';
import { tallScreenshot } from '../../support/tallScreenshot';

const rules: Readonly<Record<string, FitRule>> = {
  tiles: fitRule(visionModelOf('gpt-4o'), 'high'),
  patches: fitRule(visionModelOf('gpt-4.1-mini'), 'high'),
  'few patches': fitRule(visionModelOf('o4-mini'), 'high'),
  box: fitRule(undefined, 'high'),
};

describe('a tall image', function () {
  this.timeout(60_000);
  let tall: Buffer;
  before(async () => {
    tall = await tallScreenshot(6);
  });

  const prepare = async (
    file: Buffer | ImageFile,
    parts: PrepareOptions['parts'],
    rule: FitRule | undefined = rules.tiles,
  ): Promise<Prepared> => {
    assert.ok(rule);
    const image = Buffer.isBuffer(file) ? await inspectImage('tall.png', file) : file;
    const options = { rule, accepted: sendableTypes, parts } as const;
    return prepareImage(image, options, new AbortController().signal);
  };

  it('that is drawn is offered in parts like any other, and measured as it is', async () => {
    const lines = Array.from(
      { length: 300 },
      (_, line) =>
        `<text x="20" y="${20 + line * 20}" font-size="12">Line ${line} of the page</text>`,
    );
    const drawing = `<ns0:svg xmlns:ns0="http://www.w3.org/2000/svg" xmlns="http://www.w3.org/2000/svg" width="600" height="6000"><rect width="600" height="6000" fill="#fff"/>${lines.join('')}</ns0:svg>`;
    const image = await inspectImage('tall.svg', Buffer.from(drawing));
    const offered = await prepare(image, 'offer');
    // No larger than 4096 pixels, as all drawings.
    assert.deepEqual(offered.size, { width: 410, height: 4096 });
    assert.ok(offered.offeredParts && offered.offeredParts.length > 1);
    const { pictures } = await prepare(image, 'cut');
    assert.equal(pictures[0]?.width, 410);
    const { size } = await prepare(image, 'never');
    assert.deepEqual(size, { width: 410, height: 4096 });
  });

  it('whose text would be too small is offered in parts, and sent in them', async () => {
    const { data, info } = await sharp(tall)
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { width, height } = info;
    assert.ok(height > 6000);
    const offered = await prepare(tall, 'offer');
    assert.equal(offered.pictures.length, 1);
    assert.equal(offered.pictures[0]?.height, 2048);
    const { pictures } = await prepare(tall, 'cut');
    assert.equal(pictures.length, offered.offeredParts?.length);
    assert.ok(pictures.length > 3);
    for (const [index, picture] of pictures.entries()) {
      assert.equal(picture.width, width, 'at full resolution');
      assert.ok(picture.bytes);
      // Each part shows its own rows of the whole.
      const top = Math.round((index * (height - picture.height)) / (pictures.length - 1));
      const first = top * width * info.channels;
      const seen = await sharp(Buffer.from(picture.bytes)).removeAlpha().raw().toBuffer();
      assert.equal(seen.length, width * picture.height * info.channels);
      const off = seen.reduce(
        (sum, value, at) => sum + Math.abs(value - (data[first + at] ?? 0)),
        0,
      );
      assert.ok(off / seen.length < 1, `part ${index + 1}: ${off / seen.length}`);
    }
    const step = (height - (pictures[0]?.height ?? 0)) / (pictures.length - 1);
    assert.ok(step < (pictures[0]?.height ?? 0), 'they overlap');
  });

  it('is offered in parts by the size of its letters, not by how much smaller it gets', async () => {
    const screenshot = (font: number): Promise<Buffer> => {
      const lines = Array.from(
        { length: Math.floor(3300 / (2 * font)) },
        (_, line) =>
          `<text x="10" y="${2 * font * (line + 1)}">Row ${line} of the access log</text>`,
      );
      const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="430" height="3300"><rect width="430" height="3300" fill="#fff"/><g font-size="${font}" font-family="sans-serif" fill="#222">${lines.join('')}</g></svg>`;
      return sharp(Buffer.from(drawing)).png().toBuffer();
    };
    // 267 × 2048: 0.62 times as large.
    const small = await prepare(await screenshot(9), 'offer', rules.box);
    assert.ok(small.offeredParts && small.offeredParts.length > 1);
    assert.equal((await prepare(await screenshot(20), 'offer', rules.box)).offeredParts, undefined);
  });

  it('is not offered where it is not wanted, not tall, without text or legible all the same', async () => {
    assert.equal((await prepare(tall, 'never')).offeredParts, undefined);
    const wide = await sharp(tall).rotate(90).png().toBuffer();
    assert.equal((await prepare(wide, 'offer')).offeredParts, undefined);
    const blank = await sharp({
      create: { width: 1024, height: 7000, channels: 3, background: '#fff' },
    })
      .png()
      .toBuffer();
    assert.equal((await prepare(blank, 'offer')).offeredParts, undefined);
    const short = await tallScreenshot(2);
    assert.equal((await prepare(short, 'offer')).offeredParts, undefined);
    const seenWhole = fitRule(visionModelOf('gpt-6-astra'), 'auto');
    assert.equal((await prepare(tall, 'offer', seenWhole)).offeredParts, undefined);
  });

  for (const [name, rule] of Object.entries(rules)) {
    it(`is cut so that a model that looks at ${name} scales no part down`, () => {
      for (const [width, height] of [
        [1440, 9000],
        [780, 8000],
        [2880, 18_000],
        [390, 5000],
        [600, 1300],
      ] as const) {
        const { whole, tops, height: high } = cutIntoParts(rule, { width, height });
        const part = { width: whole.width, height: high };
        assert.deepEqual(fittedSize(rule, part), part);
        assert.ok(whole.width <= width);
        assert.equal(tops[0], 0);
        assert.equal((tops.at(-1) ?? 0) + high, whole.height, 'to the last row');
        tops.slice(1).forEach((top, index) => {
          const overlap = (tops[index] ?? 0) + high - top;
          assert.ok(overlap >= high / 12 - 1, `an overlap of ${overlap}`);
        });
      }
    });
  }
});
