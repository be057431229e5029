import assert from 'node:assert/strict';
import { altTexts } from '../../../src/core/conversation/altText';

describe('altTexts', () => {
  const cases: [reply: string, count: number, texts: string[]][] = [
    ['A checkout form with three errors.', 1, ['A checkout form with three errors.']],
    ['"A checkout form."', 1, ['A checkout form.']],
    ['“A checkout form.”', 1, ['A checkout form.']],
    ['**Alt text:** A checkout form.', 1, ['A checkout form.']],
    ['Alt text: "A checkout form."', 1, ['A checkout form.']],
    ['```\nA checkout form.\n```', 1, ['A checkout form.']],
    ['A form\nin two lines.', 1, ['A form in two lines.']],
    ['The "Pay" button is next to "Cancel".', 1, ['The "Pay" button is next to "Cancel".']],
    ['"Pay" is next to "Cancel"', 1, ['"Pay" is next to "Cancel"']],
    ['1. A form.\n2. A chart.', 2, ['A form.', 'A chart.']],
    ['1) "A form."\n\n2) "A chart."\n', 2, ['A form.', 'A chart.']],
    ['- A form.\n- A chart.\n- More.', 2, ['A form.', 'A chart.']],
    ['2.5 million users in 2026.', 1, ['2.5 million users in 2026.']],
    ['', 1, []],
    ['  \n', 2, []],
  ];
  for (const [reply, count, texts] of cases) {
    it(`${JSON.stringify(reply)} for ${count}`, () => {
      assert.deepEqual(altTexts(reply, count), texts);
    });
  }
});
