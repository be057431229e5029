import assert from 'node:assert/strict';
import { renderMarkdown } from '../../../src/webview/markdown/markdown';
import { assertSafe } from './safeHtml';

function items(source: string): string {
  const html = renderMarkdown(source, '');
  assertSafe(html);
  return html.replace(/\n| dir="auto"/g, '');
}

const open = '<input type="checkbox" disabled="">';
const done = '<input type="checkbox" disabled="" checked="">';

describe('task lists', () => {
  for (const [source, html] of [
    [
      '- [ ] a\n- [x] **b**',
      `<ul><li class="task"><label>${open}a</label></li><li class="task"><label>${done}<strong>b</strong></label></li></ul>`,
    ],
    ['* [X] a', `<ul><li class="task"><label>${done}a</label></li></ul>`],
    ['1. [ ] a', `<ol><li class="task"><label>${open}a</label></li></ol>`],
    [
      '- [ ] a\n\n- b',
      `<ul><li class="task"><p><label>${open}a</label></p></li><li><p>b</p></li></ul>`,
    ],
    [
      '- [ ] a\n  - [x] b',
      `<ul><li class="task"><label>${open}a</label><ul><li class="task"><label>${done}b</label></li></ul></li></ul>`,
    ],
    ['- [ ]', `<ul><li class="task"><label>${open}</label></li></ul>`],
    ['- [ ]a', '<ul><li>[ ]a</li></ul>'],
    ['- [y] a', '<ul><li>[y] a</li></ul>'],
    ['- a [ ] b', '<ul><li>a [ ] b</li></ul>'],
    ['- \\[ ] a', '<ul><li>[ ] a</li></ul>'],
    ['- `[ ] a`', '<ul><li><code>[ ] a</code></li></ul>'],
    ['[ ] a', '<p>[ ] a</p>'],
  ] as const) {
    it(`shows ${JSON.stringify(source)}`, () => {
      assert.equal(items(source), html);
    });
  }
});
