import assert from 'node:assert/strict';
import { renderMarkdown } from '../../../src/webview/markdown/markdown';

/** The elements of a reply with what their `dir` says, for example `ul rtl, li, p auto`. */
function directionsIn(source: string): string {
  return [...renderMarkdown(source, '').matchAll(/<(?!button|svg|path|rect)([a-z]+\d?)\b([^>]*)>/g)]
    .map(([, name, attributes]) =>
      `${name} ${/ dir="(\w+)"/.exec(attributes ?? '')?.[1] ?? ''}`.trim(),
    )
    .join(', ');
}

describe('the direction of a reply', () => {
  for (const [source, expected] of [
    ['text', 'p auto'],
    ['שלום world', 'p auto'],
    ['# عنوان', 'h3 auto'],
    ['- one\n- two', 'ul, li, li'],
    ['- אחת\n- two', 'ul rtl, li, li, p auto'],
    ['- one\n- שתיים', 'ul, li, li, p auto'],
    ['1. واحد\n\n2. اثنان', 'ol rtl, li, p auto, li, p auto'],
    ['- אחת\n  - two', 'ul rtl, li, ul ltr, li'],
    ['- 1\n- שתיים', 'ul rtl, li, li'],
    ['> اقتباس', 'blockquote rtl, p auto'],
    ['> quote', 'blockquote, p auto'],
    ['> - 12\n> - אחת', 'blockquote rtl, ul, li, li'],
    [
      '| الحقل | b |\n|---|:-:|\n| 1 | 2 |',
      'div rtl, table, thead, tr, th auto, th auto, tbody, tr, td auto, td auto',
    ],
    ['| a |\n|---|', 'div, table, thead, tr, th auto'],
    ['```\nשלום\n```', 'div ltr, div, pre, code'],
    ['א\n\nb', 'p auto, p auto'],
    ['- ', 'ul, li'],
  ] as const) {
    it(`is told for ${JSON.stringify(source)}`, () => {
      assert.equal(directionsIn(source), expected);
    });
  }
});
