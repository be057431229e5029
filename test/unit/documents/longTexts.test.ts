import assert from 'node:assert/strict';
import {
  candidatesOf,
  decorativeEdit,
  findImageReferences,
  insertAltText,
  surroundingsOf,
  withAltText,
} from '../../../src/documents';
import { assertLinear } from '../../support/cpuTime';

const find = (languageId: string) => (text: string) => findImageReferences(text, languageId);

/** Gives the first image of a text another alt text. */
const write = (languageId: string) => (text: string) => {
  const [reference] = findImageReferences(text, languageId);
  return reference && withAltText(text, reference, 'New');
};

const place = { documentPath: '/w/a.md', siteRoots: ['/w'] };

describe('documents with long runs of one mark', () => {
  const cases: [name: string, textOf: (length: number) => string, work: (text: string) => void][] =
    [
      [
        'spaces in a row of delimiters',
        (length) => `a\n|-${' '.repeat(length)}x\n![](a.png)`,
        write('markdown'),
      ],
      ['backticks of AsciiDoc', (length) => `${'`'.repeat(length)}\u2028x`, find('asciidoc')],
      [
        'spaces in an attribute',
        (length) => `![](a.png){alt="a${' '.repeat(length)}b"}`,
        find('markdown'),
      ],
      [
        'spaces in an attribute of Learn',
        (length) => `:::image source="a.png" alt-text="a${' '.repeat(length)}b":::`,
        find('markdown'),
      ],
      [
        'endings of images in Liquid',
        (length) => `{% include image.html src="${'.gif#'.repeat(length / 5)}\n" %}`,
        find('markdown'),
      ],
      [
        'spaces behind a directive of MyST',
        (length) => `\`\`\`{image}${' '.repeat(length)}a.png\u2028\n\`\`\``,
        find('markdown'),
      ],
      [
        'attributes of HTML that might allow Markdown',
        (length) => `<div${' markdown '.repeat(length / 10)}`,
        find('markdown'),
      ],
      [
        'rules of a table with a word',
        (length) => `${'= '.repeat(length / 2)}x`,
        find('restructuredtext'),
      ],
      ['commas in a srcset', (length) => `<img srcset="a${','.repeat(length)}b">`, find('html')],
      [
        'spaces in an address of a template',
        (length) => `{{pathto(""${' '.repeat(length)}x`,
        (text) => candidatesOf(text, place),
      ],
      [
        'full stops in a language',
        (length) => `<p lang="${'.'.repeat(length)}\n.">A <img src="a.png"></p>`,
        (text) => {
          const [reference] = findImageReferences(text, 'html');
          assert.ok(reference);
          surroundingsOf(text, 'html', reference);
        },
      ],
      [
        'tildes above a new image',
        (length) => `~~~\n${'~'.repeat(length)}\u2028\n`,
        (text) =>
          insertAltText({
            text,
            languageId: 'markdown',
            documentPath: '/w/a.md',
            imagePath: '/w/b.png',
            selection: { start: text.length, end: text.length },
            alt: 'New',
          }),
      ],
    ];
  for (const [name, textOf, work] of cases) {
    it(`take time in proportion to them: ${name}`, () => {
      assertLinear(20_000, (length) => {
        const text = textOf(length);
        return () => work(text);
      });
    });
  }
});

describe('documents of millions of characters in one line', () => {
  const image = '![](a.png)';
  /** So long that a pattern with a group for each piece needs more of the stack than there is. */
  const cases: [name: string, language: string, textOf: () => string][] = [
    ['hyphens', 'markdown', () => `${'-'.repeat(4e6)}\n\n${image}`],
    ['a rule with spaces', 'markdown', () => `${'* '.repeat(4e6)}\n\n${image}`],
    ['attributes of a tag', 'markdown', () => `A <i${' b'.repeat(3e6)}> ${image}`],
    ['attributes of a line', 'markdown', () => `<i${' b'.repeat(3e6)}>\n\n${image}`],
    [
      'an alt text in double quotes',
      'markdown',
      () => `\`\`\`{image} a.png\n:alt: "${'a'.repeat(9e6)}"\n\`\`\``,
    ],
    [
      'an alt text in single quotes',
      'markdown',
      () => `\`\`\`{image} a.png\n:alt: '${'a'.repeat(9e6)}'\n\`\`\``,
    ],
    ['spaces before an image', 'markdown', () => `a\n${' '.repeat(9e6)}${image}`],
    [
      'marks of list items before a directive',
      'restructuredtext',
      () => `${'- '.repeat(3.5e6)}.. image:: a.png`,
    ],
    ['the border of a table', 'restructuredtext', () => `${'+-'.repeat(4e6)}+\n\n.. image:: a.png`],
    ['the rules of a table', 'restructuredtext', () => `${'== '.repeat(3e6)}\n\n.. image:: a.png`],
    ['lines below a directive', 'restructuredtext', () => `.. image:: a.png${'\n'.repeat(4e6)}  x`],
  ];
  for (const [name, language, textOf] of cases) {
    it(`are read and written: ${name}`, () => {
      const text = textOf();
      const [reference] = findImageReferences(text, language);
      assert.equal(reference?.target, 'a.png');
      const { start, end, text: added } = withAltText(text, reference, 'New');
      assert.ok(added.includes('New') && start <= end);
      assert.ok(decorativeEdit(text, reference));
    }).timeout(60_000);
  }
});
