import assert from 'node:assert/strict';
import MarkdownIt from 'markdown-it';
import { longDescriptionMarkup } from '../../../../src/core/altText/longDescription';

const text = 'Sales rise\nuntil May.\r\n\r\nThen they fall.';

describe('the markup of a long description', () => {
  it('is a fold, without the blank line that would end it in Markdown', () => {
    const folded =
      '<details>\n<summary>Image description</summary>\n<p>Sales rise until May.</p>\n<p>Then they fall.</p>\n</details>';
    assert.equal(longDescriptionMarkup('details', text, 'html'), folded);
    assert.equal(longDescriptionMarkup('details', text, 'markdown'), folded);
  });

  it('is a caption', () => {
    assert.equal(
      longDescriptionMarkup('figcaption', 'Sales rise.', 'html'),
      '<figcaption>\n<p>Sales rise.</p>\n</figcaption>',
    );
  });

  it('is a section under a heading', () => {
    const options = { label: 'Umsatz', headingLevel: 3 };
    assert.equal(
      longDescriptionMarkup('section', text, 'markdown', options),
      '### Umsatz\n\nSales rise until May.\n\nThen they fall.',
    );
    assert.equal(
      longDescriptionMarkup('section', 'Sales rise.', 'html', { headingLevel: 99 }),
      '<section>\n<h6>Image description</h6>\n<p>Sales rise.</p>\n</section>',
    );
  });

  it('is empty where there is nothing to say', () => {
    assert.equal(longDescriptionMarkup('off', text, 'html'), '');
    assert.equal(longDescriptionMarkup('details', ' \n\n ', 'html'), '');
  });

  const hostile = [
    '</p></details><script>alert(1)</script>',
    '# Heading',
    '- item',
    '+ item',
    '1. item',
    '12) item',
    '> quote',
    '=== ',
    '***',
    '~~~',
    '```js',
    '![x](https://evil.example/x.png)',
    '[x]: https://evil.example',
    '<https://evil.example>',
    '&lt;b&gt; *a* _b_ `c` ~~d~~ \\*',
    '| a | b |',
    '{{ secret }} {evil()}',
    '$x$',
  ];
  for (const words of hostile) {
    it(`makes no markup of ${JSON.stringify(words)}`, () => {
      const shown = words.trim();
      const markdown = longDescriptionMarkup('section', words, 'markdown', { label: words });
      const tokens = new MarkdownIt({ html: true }).parse(markdown, {});
      assert.deepEqual(
        tokens.map(({ type }) => type),
        ['heading_open', 'inline', 'heading_close', 'paragraph_open', 'inline', 'paragraph_close'],
      );
      for (const { children } of tokens.filter(({ type }) => type === 'inline')) {
        const parts = children ?? [];
        assert.ok(
          parts.every(({ type }) => type === 'text' || type === 'text_special'),
          shown,
        );
        assert.equal(parts.map(({ content }) => content).join(''), shown);
      }
      const html = longDescriptionMarkup('details', words, 'html', { label: words });
      assert.equal(
        html.match(/<[^>]*>/g)?.join(''),
        '<details><summary></summary><p></p></details>',
      );
      assert.doesNotMatch(html, /[{}]/);
    });
  }
});
