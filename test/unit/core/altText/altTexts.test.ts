import assert from 'node:assert/strict';
import { altTexts } from '../../../../src/core/altText/altTexts';
import { cpuMilliseconds } from '../../../support/cpuTime';

describe('altTexts of one image', () => {
  const form = 'A checkout form.';
  const cases: [reply: string, text: string | undefined][] = [
    ['A checkout form with three errors.', 'A checkout form with three errors.'],
    ['"A checkout form."', form],
    ['“A checkout form.”', form],
    ['「A checkout form.」', form],
    ['**A checkout form.**', form],
    ['*A checkout form.*', form],
    ['**Alt text:** A checkout form.', form],
    ['**Alt text**: A checkout form.', form],
    ['Alt text: "A checkout form."', form],
    ['**Alt text:**\n\nA checkout form.', form],
    ['1. A checkout form.', form],
    ['- A checkout form.', form],
    ['```\nA checkout form.\n```', form],
    ['# Alt text\n\nA checkout form.', form],
    ['![A checkout form.](checkout.png)', form],
    ['![The \\[old\\] form.](checkout.png)', 'The [old] form.'],
    ['<img src="checkout.png" alt="The &quot;old&quot; form.">', 'The "old" form.'],
    ['Here is the alt text:\n\nA checkout form.', form],
    ['Here is the alt text:\nA checkout form.', form],
    ['Sure! Here is the alt text for the image.\n\nA checkout form.', form],
    ['A checkout form.\n\nLet me know if it should be shorter.', form],
    ['A checkout form.\n\n(16 characters)', form],
    ['Several would do:\n\n1. A checkout form.\n2. A form of a shop.', form],
    ['<think>\nIt shows a form.\n</think>\n\nA checkout form.', form],
    ['It shows a form.\n</think>\nA checkout form.', form],
    ['A form\nin two lines.', 'A form in two lines.'],
    ['A form\r\nin two lines.\r\n', 'A form in two lines.'],
    ['The "Pay" button is next to "Cancel".', 'The "Pay" button is next to "Cancel".'],
    ['"Pay" is next to "Cancel"', '"Pay" is next to "Cancel"'],
    ['**Pay** is next to **Cancel**', '**Pay** is next to **Cancel**'],
    ['2.5 million users in 2026.', '2.5 million users in 2026.'],
    ['The file __init__.py in a tree.', 'The file __init__.py in a tree.'],
    ['', undefined],
    ['  \n', undefined],
    ['<think>It shows', undefined],
  ];
  for (const [reply, text] of cases) {
    it(JSON.stringify(reply), () => assert.deepEqual(altTexts(reply, 1), [text]));
  }
});

describe('altTexts of several images', () => {
  const both = ['A form.', 'A chart.'];
  const lists: [name: string, reply: string][] = [
    ['numbers', '1. A form.\n2. A chart.'],
    ['numbers in brackets', '(1) A form.\n(2) A chart.'],
    ['numbers with a bracket, and quotes', '1) "A form."\n\n2) "A chart."\n'],
    ['bold numbers', '**1.** A form.\n**2.** A chart.'],
    ['bold numbers with the point outside', '**1**. A form.\n**2**. A chart.'],
    ['bold items', '1. **A form.**\n2. **A chart.**'],
    ['all bold', '**1. A form.**\n**2. A chart.**'],
    ['keycaps', '1️⃣ A form.\n2️⃣ A chart.'],
    ['a preamble', 'Here are the alt texts:\n\n1. A form.\n2. A chart.'],
    ['a preamble without a colon', 'I looked at both pictures.\n1. A form.\n2. A chart.'],
    ['closing words', '1. A form.\n2. A chart.\n\nLet me know what to change.'],
    ['closing words on the next line', '1. A form.\n2. A chart.\nLet me know what to change.'],
    ['image names', 'Image 1: A form.\nImage 2: A chart.'],
    ['bold image names', '**Image 1:** A form.\n\n**Image 2:** A chart.'],
    ['image names in bullets', '- **Image 1** (a.png): A form.\n- **Image 2** (b.png): A chart.'],
    ['image names in another language', 'Bild 1: A form.\nBild 2: A chart.'],
    ['image names without spaces', '画像1：A form.\n画像2：A chart.'],
    ['headings', '### Image 1\n\nA form.\n\n### Image 2\n\nA chart.'],
    ['numbers and names', '1. Image 1: A form.\n2. Image 2: A chart.'],
    ['file names', '1. **a.png**: A form.\n2. `b.png` – A chart.'],
    ['labels', '1. **Alt text:** A form.\n2. **Alt text:** A chart.'],
    ['labels below', '1. login.png\n   - Alt text: A form.\n2. chart.png\n   - Alt text: A chart.'],
    ['image markup', '1. ![A form.](image1.png)\n2. ![A chart.](image2.png)'],
    ['a wrapped item', '1. A\n   form.\n2. A\nchart.'],
    ['the wrong order', '2. A chart.\n1. A form.'],
    ['counted from nought', '0. A form.\n1. A chart.'],
    ['all numbered 1', '1. A form.\n1. A chart.'],
    ['one line', '1. A form. 2. A chart.'],
    ['a table', '| Image | Alt text |\n| --- | --- |\n| 1 | A form. |\n| 2 | A chart. |'],
    ['bullets', '- A form.\n- A chart.'],
    ['bullets after a preamble', 'Here they are:\n- A form.\n- A chart.'],
    ['lines', 'A form.\nA chart.'],
    ['lines after a preamble', 'Here are the alt texts:\nA form.\nA chart.'],
    ['paragraphs', 'A form.\n\nA chart.'],
    ['a fence', '```\n1. A form.\n2. A chart.\n```'],
    ['thoughts', '<think>\n1. A cat?\n2. A dog?\n</think>\n1. A form.\n2. A chart.'],
    ['a second list', '1. A form.\n2. A chart.\n\nOr:\n\n1. A page.\n2. A plot.'],
  ];
  for (const [name, reply] of lists) {
    it(name, () => assert.deepEqual(altTexts(reply, 2), both));
  }

  it('leaves out what the reply left out, and gives no image the text of another', () => {
    const cases: [reply: string, count: number, texts: (string | undefined)[]][] = [
      ['1. A form.\n3. A map.', 3, ['A form.', undefined, 'A map.']],
      ['2. A chart.', 2, [undefined, 'A chart.']],
      ['Image 2: A chart.', 3, [undefined, 'A chart.', undefined]],
      ['1. A form.\n2.\n3. A map.', 3, ['A form.', undefined, 'A map.']],
      ['1. A form.\n2. A chart.\n3. A map.\nof it', 2, ['A form.', 'A chart.']],
      ['- A form.\n- A chart.', 3, [undefined, undefined, undefined]],
      ['- A form.\n- A chart.\n- A map.', 2, [undefined, undefined]],
      ['A form.\nA chart.', 3, [undefined, undefined, undefined]],
      ['I cannot see these images.', 2, [undefined, undefined]],
      ['', 2, [undefined, undefined]],
    ];
    for (const [reply, count, texts] of cases) {
      assert.deepEqual(altTexts(reply, count), texts, reply);
    }
  });

  it('takes a number inside a text for text', () => {
    assert.deepEqual(altTexts('1. A wizard at\nstep 2: payment.\n2. Version\n2.5 of it.', 2), [
      'A wizard at step 2: payment.',
      'Version 2.5 of it.',
    ]);
    assert.deepEqual(altTexts('1. A wizard with 2 steps, no. 2. is next.\n2. A chart.', 2), [
      'A wizard with 2 steps, no. 2. is next.',
      'A chart.',
    ]);
    assert.deepEqual(altTexts('1. 3. Quartal.\n2. 4. Quartal.', 2), ['3. Quartal.', '4. Quartal.']);
    assert.deepEqual(altTexts('1. A page in\n404. That is all.\n2. A chart.', 2), [
      'A page in 404. That is all.',
      'A chart.',
    ]);
  });

  it('keeps the numbers of replies that came in batches', () => {
    const reply = Array.from({ length: 12 }, (_, index) => `${index + 1}. Text ${index + 1}.`);
    assert.deepEqual(
      altTexts(
        [...reply.slice(0, 8), '', '## Images 9 to 12', '', ...reply.slice(8)].join('\n'),
        12,
      ),
      Array.from({ length: 12 }, (_, index) => `Text ${index + 1}.`),
    );
  });

  it('takes time in proportion to the length', () => {
    for (const piece of ['1. ', '**', '![', '| 1 ', 'Image 1', '“', '1. A 2. ', '\n', ' ']) {
      for (const count of [1, 3]) {
        const start = cpuMilliseconds();
        altTexts(piece.repeat(100_000 / piece.length), count);
        assert.ok(cpuMilliseconds() - start < 1000, `${piece} ${count}`);
      }
    }
  });
});
