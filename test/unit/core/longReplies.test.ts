import assert from 'node:assert/strict';
import { altTexts } from '../../../src/core/altText/altTexts';
import { bareAltText } from '../../../src/core/altText/bareAltText';
import { jsonIn } from '../../../src/core/conversation/replyJson';
import { assertLinear } from '../../support/cpuTime';

describe('replies with long runs of one mark', () => {
  const cases: [name: string, textOf: (length: number) => string, work: (text: string) => void][] =
    [
      [
        'spaces behind a bullet',
        (length) => `- ${' '.repeat(length)}x\u2028y\n- z`,
        (reply) => altTexts(reply, 2),
      ],
      ['spaces in a line', (length) => `a${' '.repeat(length)}b`, (reply) => bareAltText([reply])],
      [
        'alt texts of a tag',
        (length) => `<img ${" alt=''a".repeat(length / 8)}>">`,
        (reply) => bareAltText([reply]),
      ],
      [
        'quotation marks in a string',
        (length) => `See {"${'\\"'.repeat(length / 2)}`,
        (reply) => assert.deepEqual([...jsonIn(reply)], []),
      ],
    ];
  for (const [name, textOf, work] of cases) {
    it(`take time in proportion to them: ${name}`, () => {
      assertLinear(20_000, (length) => {
        const text = textOf(length);
        return () => work(text);
      });
    });
  }

  it('are read whole where they have millions of characters', () => {
    const long = 'a'.repeat(9e6);
    assert.equal(bareAltText([`![${long}](b.png)`])?.length, long.length);
    assert.deepEqual([...jsonIn(`Here: {"a": "${long}"}`)], [{ a: long }]);
  }).timeout(10_000);
});
