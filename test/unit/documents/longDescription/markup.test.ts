import assert from 'node:assert/strict';
import MarkdownIt from 'markdown-it';
import {
  captionMarkup,
  detailsMarkup,
  markdownText,
  paragraphsOf,
  sectionMarkup,
} from '../../../../src/documents/longDescription/markup';
import { nastyTexts } from '../nastyTexts';

const linking = new MarkdownIt({ html: true, linkify: true });
// A link of an address shows the address.
linking.linkify.set({ fuzzyEmail: false });

describe('the markup of a long description', () => {
  it('has its paragraphs on a line each', () => {
    assert.deepEqual(paragraphsOf('Sales rise\nuntil  May.\r\n\r\n \t\nThen\u2028they fall.\n'), [
      'Sales rise until May.',
      'Then they fall.',
    ]);
    assert.deepEqual(paragraphsOf(' \n\n '), []);
  });

  const paragraphs = ['Sales rise.', 'Then they fall.'];

  it('is a fold, without the blank line that would end it in Markdown', () => {
    const fold =
      '<details>\n<summary>Description</summary>\n<p>Sales rise.</p>\n<p>Then they fall.</p>\n</details>';
    assert.equal(detailsMarkup('Description', paragraphs, 'html'), fold);
    assert.equal(detailsMarkup('Description', paragraphs, 'htmlInMarkdown'), fold);
  });

  it('is a caption, or a section with a link to it', () => {
    assert.equal(
      captionMarkup(['Sales rise.'], 'html'),
      '<figcaption>\n<p>Sales rise.</p>\n</figcaption>',
    );
    assert.deepEqual(sectionMarkup({ id: 'a-b', text: 'A & B' }, ['Sales rise.']), {
      link: '<p><a href="#a-b">A &amp; B</a></p>',
      section: '<section id="a-b">\n<h2>A &amp; B</h2>\n<p>Sales rise.</p>\n</section>',
    });
  });

  const hostile = [
    '</p></details><script>alert(1)</script>',
    '# Heading',
    'Heading #',
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
    'https://evil.example/_a_ and www.evil.example/*b*',
    '&lt;b&gt; *a* _b_ `c` ~~d~~ \\*',
    '| a | b |',
    '{{ secret }} {evil()} {#id .class}',
    '$x$ and x^2^',
    ...nastyTexts,
  ];
  for (const words of hostile) {
    const shown = words.trim();

    it(`makes no markup of ${JSON.stringify(words)}`, () => {
      const markdown = `## ${markdownText(words)}\n\n${markdownText(words)}`;
      const tokens = linking.parse(markdown, {});
      assert.deepEqual(
        tokens.map(({ type }) => type),
        ['heading_open', 'inline', 'heading_close', 'paragraph_open', 'inline', 'paragraph_close'],
      );
      const inline = tokens.filter(({ type }) => type === 'inline');
      assert.deepEqual(
        inline.map(({ children }) => textOf(children ?? [])),
        [shown, shown],
      );
    });

    it(`makes none of it in HTML, and none of Markdown in that: ${JSON.stringify(words)}`, () => {
      for (const kind of ['html', 'htmlInMarkdown'] as const) {
        const html = detailsMarkup(words, [words], kind);
        assert.equal(
          html.match(/<[^>]*>/g)?.join(''),
          '<details><summary></summary><p></p></details>',
        );
        assert.doesNotMatch(html, /[{}]/);
      }
      const inside = /<p>(.*)<\/p>/.exec(detailsMarkup('', [words], 'htmlInMarkdown'))?.[1] ?? '';
      const [paragraph, content] = new MarkdownIt({ html: true }).parse(inside, {});
      assert.equal(paragraph?.type, 'paragraph_open');
      assert.equal(textOf(content?.children ?? []), shown);
    });
  }

  const dialects: readonly [dialect: string, words: string, hidden: RegExp][] = [
    ['knitr', 'It is `r system("id")` and `r#x`', /`r[ #]/],
    ['Liquid', '{% include secret %}', /\{%/],
    ['Obsidian', '%%hidden%% ![[a.png]]', /%%|!\[\[/],
    ['Learn', ':::image source="a.png" alt-text="b"::: and :::image-end:::', /:::/],
    ['MyST', '% of sales', /^%|<p>%/],
    ['Pandoc', 'a. item', /a\. item/],
    ['Pandoc with Roman numerals', '(iv) item', /iv\) item/],
    ['Pandoc with definitions', ': definition', /^:|<p>:/],
    ['Pandoc with citations', '@doe says', /(?:^|[ >])@doe/],
  ];
  for (const [dialect, words, hidden] of dialects) {
    it(`makes no markup of ${dialect} of ${JSON.stringify(words)}`, () => {
      assert.match(words, new RegExp(hidden.source.replaceAll('<p>', '')));
      assert.doesNotMatch(markdownText(words), hidden);
      assert.doesNotMatch(detailsMarkup('', [words], 'htmlInMarkdown'), hidden);
    });
  }

  it('leaves plain words plain', () => {
    const words = 'In 2026, sales (in €) rose by 12.5% to file_name; R&D said: "Good!"';
    assert.equal(markdownText(words), words);
    assert.match(
      detailsMarkup('', [words], 'htmlInMarkdown'),
      /12\.5% to file_name; R&amp;D said: &quot;Good!&quot;/,
    );
  });
});

/** The text of some tokens, none of which is markup. */
function textOf(tokens: readonly { readonly type: string; readonly content: string }[]): string {
  assert.ok(
    tokens.every(({ type }) => type === 'text' || type === 'text_special'),
    JSON.stringify(tokens),
  );
  return tokens.map(({ content }) => content).join('');
}
