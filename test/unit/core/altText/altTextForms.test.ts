import assert from 'node:assert/strict';
import { altTexts } from '../../../../src/core/altText/altTexts';

/** How models write the alt texts of two images, whatever they were asked for. */
const forms = [
  'Here are the alt texts:\n\n1. A login form.\n2. A bar chart.',
  'Sure! Below you will find two alt texts.\n1) A login form.\n2) A bar chart.',
  '1: A login form.\n2: A bar chart.',
  '1.A login form.\n2.A bar chart.',
  '#1 A login form.\n#2 A bar chart.',
  '(1) A login form.\n(2) A bar chart.',
  '[1] A login form.\n[2] A bar chart.',
  '**1.** A login form.\n**2.** A bar chart.',
  '1. **A login form.**\n2. **A bar chart.**',
  '1. _A login form._\n2. _A bar chart._',
  '1. `A login form.`\n2. `A bar chart.`',
  '1. "A login form."\n2. "A bar chart."',
  '1. **Alt text:** A login form.\n2. **Alt text:** A bar chart.',
  '1. A login form.<br>\n2. A bar chart.',
  '1. A login\n   form.\n2. A bar\nchart.',
  '1. login.png: A login form.\n2. chart.png: A bar chart.',
  '1. login.png\n   A login form.\n2. chart.png\n   A bar chart.',
  '1. ![A login form.](login.png)\n2. ![A bar chart.](chart.png)',
  '1. <img src="a.png" alt="A login form.">\n2. <img src="b.png" alt="A bar chart.">',
  '2. A bar chart.\n1. A login form.',
  '1. A login form.\n\n2. A bar chart.\n\nLet me know if you want them shorter!',
  'Image 1: A login form.\nImage 2: A bar chart.',
  '**Image 1:** A login form.\n\n**Image 2:** A bar chart.',
  '* **Image 1** – A login form.\n* **Image 2** – A bar chart.',
  '### Image 1\nA login form.\n\n### Image 2\nA bar chart.',
  '### Image 1: login.png\n\nA login form.\n\n### Image 2: chart.png\n\nA bar chart.',
  '**Image 1 (login.png)**\n\nA login form.\n\n**Image 2 (chart.png)**\n\nA bar chart.',
  'First image: A login form.\nSecond image: A bar chart.',
  '**The second image:** A bar chart.\n**The first image:** A login form.',
  '① A login form.\n② A bar chart.',
  '１．A login form.\n２．A bar chart.',
  '图1：A login form.\n图2：A bar chart.',
  '图片１：A login form.\n图片２：A bar chart.',
  'Bild 1: A login form.\nBild 2: A bar chart.',
  '| Image | Alt text |\n|---|---|\n| 1 | A login form. |\n| 2 | A bar chart. |',
  '- A login form.\n- A bar chart.',
  'A login form.\n\nA bar chart.',
  '```\n1. A login form.\n2. A bar chart.\n```',
  '<think>1. A cat.</think>1. A login form.\n2. A bar chart.',
];

/** What tells nothing of which text is whose: better none than a wrong one. */
const unclear = [
  '1. login.png\n2. chart.png',
  '### Image 1: login.png\n### Image 2: chart.png',
  'A login form. A bar chart.',
  '["A login form.", "A bar chart."]',
  '<ol><li>A login form.</li><li>A bar chart.</li></ol>',
  'I cannot see the images.',
];

describe('alt texts as models write them', () => {
  for (const reply of forms) {
    it(`are found: ${JSON.stringify(reply)}`, () => {
      assert.deepEqual(altTexts(reply, 2), ['A login form.', 'A bar chart.']);
    });
  }

  for (const reply of unclear) {
    it(`are none: ${JSON.stringify(reply)}`, () => {
      assert.deepEqual(altTexts(reply, 2), [undefined, undefined]);
    });
  }

  it('keep what only looks like a number', () => {
    for (const text of [
      '2024 sales by quarter.',
      '3D model of a gear.',
      '#1 in the list, in gold.',
      'First image of the tour.',
    ]) {
      assert.deepEqual(altTexts(text, 1), [text]);
    }
  });
});
