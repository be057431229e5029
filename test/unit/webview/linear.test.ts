import assert from 'node:assert/strict';
import { renderMarkdown } from '../../../src/webview/markdown/markdown';
import { plainText } from '../../../src/webview/markdown/plainText';
import { charactersTreated, piecesOf } from './growth';
import { hugeReplies } from './hugeReplies';
import { workOf } from './work';

const size = 5000;
const growth = 4;

/** Longer than the longest block that is rendered again and again. */
const streamed = 40_000;
const piece = 1000;

/** Fails if `growth` times the input takes much more than `growth` times the work. */
async function assertLinear(work: (size: number) => void): Promise<void> {
  work(size); // What is done on first use is not counted.
  const [one, many] = [await workOf(() => work(size)), await workOf(() => work(growth * size))];
  assert.ok(many < 1.3 * growth * one, `${one} became ${many}`);
}

describe('the work for a huge reply grows with its length and no faster', () => {
  for (const [name, make] of Object.entries(hugeReplies)) {
    it(`as a whole: ${name}`, async () => {
      await assertLinear((length) => void renderMarkdown(make(length), 'Copy code'));
    });

    it(`as it grows: ${name}`, () => {
      const treated = charactersTreated(piecesOf(make(growth * streamed), piece));
      const [one = 0, many = 0] = [treated[streamed / piece - 1], treated.at(-1)];
      assert.ok(one >= streamed);
      assert.ok(many < 1.5 * growth * one, `${one} became ${many}`);
    });

    it(`when it is copied: ${name}`, async () => {
      await assertLinear((length) => void plainText(make(length)));
    });
  }
});
