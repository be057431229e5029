import assert from 'node:assert/strict';
import { renderMarkdown } from '../../../src/webview/markdown/markdown';
import { hostilePayloads } from './hostilePayloads';
import { assertSafe } from './safeHtml';

describe('hostile Markdown', () => {
  it('is tried in many ways', () => {
    assert.ok(Object.keys(hostilePayloads).length >= 500);
  });

  for (const [name, source] of Object.entries(hostilePayloads)) {
    it(`stays text: ${name}`, () => {
      for (const whole of [source, `> 1. ${source.replaceAll('\n', '\n>    ')}`]) {
        const html = renderMarkdown(whole, 'Copy code');
        assertSafe(html);
        for (const [, href] of html.matchAll(/href="([^"]*)"/g)) {
          assert.match(href ?? '', /^https?:\/\/(?:a\.test|evil\.test|panel\.localhost)/);
        }
      }
    });
  }
});
