import assert from 'node:assert/strict';
import { findingText, type Finding } from '../../../../../src/core/altText/check';

type Sketch = Pick<Finding, 'rule'> & Partial<Finding>;

const sentences: [finding: Sketch, sentence: string][] = [
  [{ rule: 'missing', target: 'img/a.png' }, 'The image “img/a.png” has no alt text.'],
  [
    { rule: 'missing', target: `data:image/png;base64,${'A'.repeat(9000)}` },
    'The image has no alt text.',
  ],
  [{ rule: 'placeholder', text: 'image' }, '“image” says nothing about the image.'],
  [{ rule: 'fileName', text: 'a.png' }, 'The alt text “a.png” is a file name.'],
  [{ rule: 'tooLong', detail: '130' }, 'The alt text is too long (130).'],
  [
    { rule: 'forbidden', detail: 'click\n\u202ehere\u001b[31m' },
    'The alt text holds the forbidden phrase “click here [31m”.',
  ],
  [
    { rule: 'markup', detail: `<b ${'x'.repeat(500)}>` },
    `The alt text holds markup: “<b ${'x'.repeat(157)}…”.`,
  ],
  [
    {
      rule: 'repeatedText',
      text: 'The form',
      others: { places: [{ path: '/b.md', line: 3, column: 1 }], count: 1 },
    },
    'Other images have the alt text “The form” too: /b.md:3.',
  ],
  [
    {
      rule: 'repeatedText',
      text: 'The form',
      others: {
        places: [
          { path: '/b.md', line: 3, column: 1 },
          { path: '/c.md', line: 4, column: 1 },
        ],
        count: 9,
      },
    },
    'Other images have the alt text “The form” too: /b.md:3, /c.md:4 and 7 more.',
  ],
  [
    { rule: 'otherCase', target: 'a.png', detail: 'A.png' },
    'The image “a.png” is there as “A.png” only, with other capital letters.',
  ],
  [
    { rule: 'changedImage', target: 'a.png', detail: 'recompressed' },
    'The image “a.png” is another file than when its alt text was written, but looks the same.',
  ],
  [{ rule: 'unreferencedImage' }, 'No document shows this image.'],
];

describe('the sentence of a finding', () => {
  for (const [finding, sentence] of sentences) {
    it(sentence, () => {
      assert.equal(findingText({ severity: 'note', path: '/a.md', ...finding }), sentence);
    });
  }

  it('is made with the words of a report', () => {
    const finding: Finding = {
      rule: 'repeatedText',
      severity: 'warning',
      path: '/r/a.md',
      text: 'x',
      others: { places: [{ path: '/r/b.md', line: 1, column: 1 }], count: 1 },
    };
    const words = { nameOf: (path: string) => path.slice(3), quote: (text: string) => `[${text}]` };
    assert.equal(findingText(finding, words), 'Other images have the alt text [x] too: b.md:1.');
  });
});
