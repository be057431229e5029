import assert from 'node:assert/strict';
import { escapeMarkdown, fenceFor } from '../../../src/core/conversation/markdown';
import { plainText } from '../../../src/webview/markdown/plainText';

describe('a text in Markdown', () => {
  it('is shown as it is', () => {
    for (const text of [
      '*a* _b_',
      '1. one',
      '# x',
      '- y',
      '<b>&lt;',
      '[a](b)',
      '`c`',
      '2024-02',
      '![x] (y) $z$',
      'a | b',
    ]) {
      assert.equal(plainText(escapeMarkdown(text)).trim(), text);
      assert.equal(
        plainText(`- ${escapeMarkdown(text)}`)
          .replace(/^[-–•] /, '')
          .trim(),
        text,
      );
    }
  });

  it('has a fence that is longer than any in it', () => {
    assert.equal(fenceFor('a `b` c'), '```');
    assert.equal(fenceFor('```\n````\n'), '`````');
  });
});
