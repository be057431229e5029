import assert from 'node:assert/strict';
import { assertAdded } from './added';
import { description, described, fold, forms } from './described';
import { findImageReferences, longDescriptionEdits } from '../../../../src/documents';

/** A text with a fold in the place of each line of `@`. */
const withFold = (text: string): string =>
  text.replaceAll(/^( *)@$/gm, (_, indent: string) => fold(indent));

const places: readonly [place: string, before: string, after: string][] = [
  ['a paragraph', 'A\n![c](a.png) and\nmore.\n\nB\n', 'A\n![c](a.png) and\nmore.\n\n@\n\nB\n'],
  ['the end of a text', 'A\n\n![c](a.png)', 'A\n\n![c](a.png)\n\n@'],
  ['spaces', '![c](a.png)   \n   \nB', '![c](a.png)   \n\n@\n   \nB'],
  ['a fence at once', '![c](a.png)\n```js\nx\n```\n', '![c](a.png)\n\n@\n\n```js\nx\n```\n'],
  ['an open fence', '![c](a.png)\n~~~\nx\n\ny\n', '![c](a.png)\n\n@\n\n~~~\nx\n\ny\n'],
  [
    'a comment at once',
    '![c](a.png)\n<!-- one\n\ntwo -->\n',
    '![c](a.png)\n\n@\n\n<!-- one\n\ntwo -->\n',
  ],
  ['a heading below', '![c](a.png)\n# Next\nB\n', '![c](a.png)\n\n@\n\n# Next\nB\n'],
  ['a rule below', '![c](a.png)\n***\nB\n', '![c](a.png)\n\n@\n\n***\nB\n'],
  ['a table below', 'A ![c](a.png)\n\n| a |\n| - |\n', 'A ![c](a.png)\n\n@\n\n| a |\n| - |\n'],
  ['a heading', '# ![c](a.png) ##\nB\n', '# ![c](a.png) ##\n\n@\n\nB\n'],
  ['an underlined heading', '![c](a.png)\nA\n===\nB\n', '![c](a.png)\nA\n===\n\n@\n\nB\n'],
  ['a heading in an item', '- ## ![c](a.png)\n', '- ## ![c](a.png)\n\n  @\n'],
  ['an item', 'A\n- ![c](a.png)', 'A\n- ![c](a.png)\n\n  @'],
  ['one of several items', '- a\n- ![c](a.png)\n- d\n', '- a\n- ![c](a.png)\n\n  @\n\n- d\n'],
  [
    'the last of several',
    '- a\n- b\n- ![c](a.png)\n- d\n',
    '- a\n- b\n- ![c](a.png)\n\n  @\n\n- d\n',
  ],
  ['a numbered item', '9. a\n10. ![c](a.png)\n11. d', '9. a\n10. ![c](a.png)\n\n    @\n\n11. d'],
  ['an item in an item', '- 1) ![c](a.png)\n  2) d', '- 1) ![c](a.png)\n\n     @\n\n  2) d'],
  ['a task', '- [ ] ![c](a.png)\n', '- [ ] ![c](a.png)\n\n  @\n'],
  ['a wide mark', '-   ![c](a.png)\n', '-   ![c](a.png)\n\n    @\n'],
  ['a later paragraph of an item', '1. S\n\n   ![c](a.png)\n', '1. S\n\n   ![c](a.png)\n\n   @\n'],
  ['a lazy line', '- a\n![c](a.png)\n\nB\n', '- a\n![c](a.png)\n\n  @\n\nB\n'],
  ['an indented line', 'A\n    ![c](a.png)\n', 'A\n    ![c](a.png)\n\n@\n'],
  ['an indented first line', '   ![c](a.png)\n', '   ![c](a.png)\n\n   @\n'],
  ['a section behind', '![c](a.png)\n\n## B\n\nC\n\nD\n', '![c](a.png)\n\n@\n\n## B\n\nC\n\nD\n'],
  [
    'HTML',
    '<p align="center">\n  <img src="a.png">\n</p>\n',
    '<p align="center">\n  <img src="a.png">\n</p>\n\n@\n',
  ],
  [
    'a paragraph of HTML with a blank line in it',
    '<p>\n<img src="a.png">\n\n<img src="b.png">\n</p>\nB\n\nC\n',
    '<p>\n<img src="a.png">\n\n<img src="b.png">\n</p>\nB\n\n@\n\nC\n',
  ],
  [
    'a figure of HTML around Markdown',
    '<figure>\n\n![c](a.png)\n\n<figcaption>F</figcaption>\n</figure>\n',
    '<figure>\n\n![c](a.png)\n\n<figcaption>F</figcaption>\n</figure>\n\n@\n',
  ],
  [
    'a link of HTML around Markdown',
    '<a href="x">\n\n![c](a.png)\n\n</a>\n\nB\n',
    '<a href="x">\n\n![c](a.png)\n\n</a>\n\n@\n\nB\n',
  ],
  [
    'a cell of HTML',
    '<table><tr><td>\n\n![c](a.png)\n\n</td></tr></table>\n',
    '<table><tr><td>\n\n![c](a.png)\n\n@\n\n</td></tr></table>\n',
  ],
  ['a paragraph of HTML that is not closed', '<p>\n\n![c](a.png)\n', '<p>\n\n![c](a.png)\n\n@\n'],
  [
    'an admonition of MyST',
    '```{note}\n![c](a.png)\n```\n',
    '```{note}\n![c](a.png)\n\n@\n\n```\n',
  ],
];

const none: readonly [place: string, text: string][] = [
  ['a quote', '> ![c](a.png)'],
  ['a quote in an item', '- > ![c](a.png)\n'],
  ['an item in a quote', '> - ![c](a.png)\n'],
  ['HTML in a quote', '> <figure><img src="a.png"></figure>\n'],
  ['a cell', '| a |\n| - |\n| ![c](a.png) |'],
  ['a first cell without its line', 'a | b\n--- | ---\n![c](a.png) | d\n'],
  ['the head of a table', '![c](a.png) | b\n--- | ---\n'],
  ['a row of HTML', '<table><tr>\n\n![c](a.png)\n\n</tr></table>'],
  ['a list of HTML', '<ul>\n\n![c](a.png)\n\n</ul>'],
  ['an open link of HTML', '<a href="x">\n\n![c](a.png)\n'],
  ['HTML in a comment over blank lines', '<div> <!--\n\n![c](a.png)\n\n--> </div>'],
  ['a footnote', '[^1]: See ![c](a.png).\n\n    More.\n'],
  ['a definition', 'Term\n: ![c](a.png)\n\n    More.\n'],
  ['a note of MkDocs', '!!! note\n    ![c](a.png)\n\n    More.\n'],
  ['a tag that may end a list', '- a\n<img src="a.png">\n'],
  ['a comment of Liquid', '![c](a.png) {% comment %}\n\nB {% endcomment %}'],
];

describe('a long description in Markdown', () => {
  for (const [place, before, after] of places) {
    it(`stands behind ${place}`, () => {
      for (const lineBreak of ['\n', '\r\n']) {
        const text = before.replaceAll('\n', lineBreak);
        const changed = described(text, 'markdown', 'details');
        assert.equal(changed, withFold(after).replaceAll('\n', lineBreak));
        const section = described(text, 'markdown', 'section');
        for (const result of [changed, section].filter((other) => other !== undefined)) {
          // mdast does not know MyST.
          assertAdded(text, result, before.includes('{note}') ? 'myst' : 'markdown');
        }
      }
    });
  }

  for (const [place, text] of none) {
    it(`stands nowhere for ${place}`, () => {
      for (const form of forms) {
        assert.equal(described(text, 'markdown', form), undefined);
      }
    });
  }

  const captions: readonly [before: string, after: string][] = [
    [
      '<figure>\n  <img src="a.png">\n</figure>\n',
      '<figure>\n  <img src="a.png">\n  @\n</figure>\n',
    ],
    ['- <figure><img src="a.png"></figure>\n', '- <figure><img src="a.png">\n  @</figure>\n'],
    [
      '1. A\n\n   <figure>\n     <a href="x"><img src="a.png"></a>\n   </figure>\n',
      '1. A\n\n   <figure>\n     <a href="x"><img src="a.png"></a>\n     @\n   </figure>\n',
    ],
  ];
  for (const [before, after] of captions) {
    it(`is the caption of ${JSON.stringify(before)}`, () => {
      const caption = (_: string, indent: string) =>
        fold(indent)
          .replace(/<details>\n.*/, '<figcaption>')
          .replace('</details>', '</figcaption>');
      const changed = described(before, 'markdown', 'figcaption');
      assert.equal(changed, after.replace(/^( *)@/m, caption));
      assertAdded(before, changed, 'markdown');
    });
  }

  it('is a fold where no figure is, or where it has a caption', () => {
    for (const text of [
      '![c](a.png)\n',
      '<figure>\n<img src="a.png">\n<figcaption>F</figcaption>\n</figure>\n',
      '<figure>\n\n![c](a.png)\n\n</figure>\n',
    ]) {
      assert.equal(described(text, 'markdown', 'figcaption'), `${text}\n${fold()}\n`);
    }
  });

  const section = '## Description\n\nSales rise \\<fast\\>.\n\nThen they fall.';
  const link = '[Description](#description)';
  const sections: readonly [before: string, after: string | undefined][] = [
    ['![c](a.png)\n\nB\n', `![c](a.png)\n\n${link}\n\nB\n\n${section}\n`],
    ['![c](a.png)', `![c](a.png)\n\n${link}\n\n${section}`],
    ['![c](a.png)  \n\n', `![c](a.png)  \n\n${link}\n\n${section}\n\n`],
    ['- ![c](a.png)   \t', `- ![c](a.png)   \t\n\n  ${link}\n\n${section}`],
    ['![c](a.png)\n\n> B   \n', `![c](a.png)\n\n${link}\n\n> B   \n\n${section}\n`],
    ['![c](a.png)\n\n```\nB\n', undefined],
    ['![c](a.png)\n\n- ~~~\n  B\n', `![c](a.png)\n\n${link}\n\n- ~~~\n  B\n\n${section}\n`],
    ['![c](a.png)\n\n<!-- B\n', undefined],
    ['![c](a.png)\n\n<pre>\nB\n', undefined],
    ['![c](a.png)\n\n<details>\n\nB\n', undefined],
    ['![c](a.png)\n\n<div\n', undefined],
    [
      '![c](a.png)\n\n{% comment %}\nB\n\n{% endcomment %}\n',
      `![c](a.png)\n\n${link}\n\n{% comment %}\nB\n\n{% endcomment %}\n\n${section}\n`,
    ],
  ];
  for (const [before, after] of sections) {
    it(`is a section at the end of ${JSON.stringify(before)}`, () => {
      assert.equal(described(before, 'markdown', 'section'), after);
    });
  }

  it('stands in no other kind of document than is read as Markdown or HTML', () => {
    const cell = { cell_type: 'markdown', source: ['![c](a.png)'] };
    for (const [text, languageId] of [
      [JSON.stringify({ cells: [cell] }), 'ipynb'],
      ['![c](a.png)', 'mdx'],
      ['<img src="a.png" alt="c" />', 'mdx'],
      ['const a = <img src="a.png" alt="c" />;', 'javascriptreact'],
      ['image::a.png[c]', 'asciidoc'],
      ['.. image:: a.png', 'restructuredtext'],
      ['![[a.png]]', 'markdown'],
      ['{{< figure src="a.png" >}}', 'markdown'],
      ['```{image} a.png\n```', 'myst'],
    ] as const) {
      assert.equal(described(text, languageId, 'details'), undefined, text);
    }
  });

  it('stands in Quarto, R Markdown and MyST as in Markdown', () => {
    for (const languageId of ['quarto', 'rmd', 'myst']) {
      const text = '![c](a.png){#fig-a}\n\nB\n';
      assert.equal(
        described(text, languageId, 'details'),
        `![c](a.png){#fig-a}\n\n${fold()}\n\nB\n`,
      );
    }
  });

  it('is nothing where there are no words', () => {
    const [reference] = findImageReferences('> ![c](a.png)', 'markdown');
    assert.ok(reference);
    const blank = { text: ' \n\n', form: 'details', label: 'Description' } as const;
    assert.deepEqual(longDescriptionEdits('> ![c](a.png)', reference, blank), []);
    assert.equal(
      longDescriptionEdits('> ![c](a.png)', reference, { ...blank, text: description }),
      undefined,
    );
  });
});
