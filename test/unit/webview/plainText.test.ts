import assert from 'node:assert/strict';
import { plainText } from '../../../src/webview/markdown/plainText';

describe('plainText', () => {
  for (const [name, source, text] of [
    ['nothing', '', ''],
    ['paragraphs and headings', '# A\nb **c** `d`\n\ne', 'A\n\nb c d\n\ne'],
    ['line breaks', 'a\nb  \nc', 'a\nb\nc'],
    [
      'lists with their numbers',
      '3. a\n4. b\n   - c\n   - d\n5. e',
      '3. a\n4. b\n   - c\n   - d\n5. e',
    ],
    ['paragraphs of an item', '- a\n\n  b\n- c', '- a\n  b\n- c'],
    ['tables', 'x\n\n| a | b |\n|---|---|\n| 1 | **2** |\n\ny', 'x\n\na\tb\n1\t2\n\ny'],
    ['code as it is', '```js\nif (a) {\n  b\n}\n```', 'if (a) {\n  b\n}'],
    ['code in an item', '- a\n\n  ```\n  b\n    c\n  ```', '- a\n  b\n    c'],
    ['quotes', '> a\n> b', '> a\n> b'],
    ['rules', 'a\n\n---\n\nb', 'a\n\n---\n\nb'],
    ['links and images by their text', '[a](https://x.test) ![b *c*](y.png)', 'a b c'],
    ['raw HTML as it was written', '<b>a</b> &amp; c', '<b>a</b> & c'],
    ['break tags as breaks, but in cells', 'a<br>b\n\n| c<br>d |\n|---|', 'a\nb\n\nc d'],
    ['tasks with their state', '- [ ] a\n- [X] b', '- [ ] a\n- [x] b'],
    [
      'formulas as they are',
      '\\(a_1*b*\\) $x_1$\n\n\\[\n- a\n\\]',
      '\\(a_1*b*\\) $x_1$\n\n\\[\n- a\n\\]',
    ],
    ['an item without text', '- \n- a', '- a'],
  ] as const) {
    it(`gives ${name}`, () => {
      assert.equal(plainText(source), text);
    });
  }
});
