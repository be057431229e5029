import assert from 'node:assert/strict';
import { findImageReferences, languageIdOf } from '../../../src/documents';
import { facts } from './edits';

const role = 'informative';
const present = { alt: 'Two fields', state: 'present', role };

describe('captions, links and sources of image references', () => {
  const cases: [language: string, text: string, references: Record<string, unknown>[]][] = [
    [
      'html',
      '<figure><a href="b?c&amp;d"><img src="a.png" alt="Two fields"></a><figcaption>A <b>form</b> &amp;\n more</figcaption></figure><img src="e.png">',
      [
        {
          target: 'a.png',
          ...present,
          role: 'link',
          caption: 'A form & more',
          linkTarget: 'b?c&d',
        },
        { target: 'e.png', state: 'missing', role },
      ],
    ],
    [
      'markdown',
      '<figure>\n\n![Two fields](a.png)\n\n<figcaption>A form</figcaption>\n\n</figure>\n\n![Two fields](b.png)',
      [
        { target: 'a.png', ...present, caption: 'A form' },
        { target: 'b.png', ...present },
      ],
    ],
    [
      'markdown',
      '<a href="b">\n\n![Two fields](a.png)\n\n</a>\n\n[![Two fields](c.png)](d "e") [<img src="f.png">](g)',
      [
        { target: 'a.png', ...present, role: 'link', linkTarget: 'b' },
        { target: 'c.png', ...present, role: 'link', linkTarget: 'd' },
        { target: 'f.png', state: 'missing', role: 'link', linkTarget: 'g' },
      ],
    ],
    [
      'typescriptreact',
      'import logo from "./a.png";\nconst b = require("./b.png");\nexport default () => <figure><Link to="/c"><Image src={logo} alt="Two fields" /></Link><img src={b} alt={d} /><img src={require("./e.png")} /><img src={f} /><figcaption>A{" "}form</figcaption></figure>;',
      [
        {
          target: './a.png',
          ...present,
          role: 'link',
          caption: 'A form',
          linkTarget: '/c',
        },
        { target: './b.png', state: 'present', role, caption: 'A form', computed: true },
        { target: './e.png', state: 'missing', role, caption: 'A form' },
      ],
    ],
    [
      'javascript',
      'const a = <img src="a.png" alt="Two fields" />;',
      [{ target: 'a.png', ...present }],
    ],
    [
      'html',
      '<picture><source srcset="b.png"><img src="a.png" srcset="c.png 2x" alt="Two fields"></picture>',
      [{ target: 'a.png', ...present }],
    ],
    [
      'markdown',
      '<picture><source srcset="b.png"><img srcset="a.png 1x, c.png 2x" alt="Two fields"></picture>',
      [{ target: 'a.png', ...present }],
    ],
    [
      'asciidoc',
      '.A *form* of https://b.c[us]\n[#id,link=d.html]\nimage::a.png[Two fields]\n\nA image:e.png[Two fields,link=self]',
      [
        {
          target: 'a.png',
          ...present,
          role: 'link',
          caption: 'A form of us',
          linkTarget: 'd.html',
        },
        { target: 'e.png', ...present, role: 'link', linkTarget: 'e.png' },
      ],
    ],
    [
      'asciidoc',
      'image::a.png[Two fields,title="A form"]',
      [{ target: 'a.png', ...present, caption: 'A form' }],
    ],
    [
      'restructuredtext',
      '.. figure:: a.png\n   :alt: Two fields\n   :target: b_\n\n   A *form*, ``c``\n   and :ref:`d <e>`.\n\n   Legend',
      [
        {
          target: 'a.png',
          ...present,
          role: 'link',
          caption: 'A form, c and d.',
          linkTarget: 'b_',
        },
      ],
    ],
    [
      'restructuredtext',
      '.. image:: a.png\n   :alt: Two fields\n\n   No caption\n\n.. figure:: b.png\n\nText',
      [
        { target: 'a.png', ...present },
        { target: 'b.png', state: 'missing', role },
      ],
    ],
    ['markdown', '[^1]: ![Two fields](a.png)', [{ target: 'a.png', ...present }]],
  ];
  for (const [language, text, references] of cases) {
    it(`${language}: ${JSON.stringify(text)}`, () => {
      assert.deepEqual(facts(text, language), references);
    });
  }

  it('take one definition for as many images as there are', () => {
    const text = `${'![Two fields][a] ![a][] '.repeat(300)}\n\n[a]: b.png`;
    const references = findImageReferences(text, 'markdown');
    assert.equal(references.length, 600);
    assert.ok(references.every(({ target }) => target === 'b.png'));
  });
});

describe('the state of an alt text', () => {
  it('is that of a placeholder where it says nothing of the image', () => {
    for (const alt of [
      'image',
      'Alt text',
      'screenshot',
      'chart.png',
      'chart',
      'my chart.png',
      '{{ alt }}',
      '{% alt %}',
      '<%= alt %>',
      '${alt}',
      '%alt%',
    ]) {
      const html = `<img src="x/${alt.startsWith('my') ? 'my%20chart' : 'chart'}.png" alt="${alt}">`;
      assert.equal(findImageReferences(html, 'html')[0]?.state, 'placeholder', alt);
    }
    for (const alt of ['Chart', 'A chart', 'Text of {{ a }} here', 'Image of a chart']) {
      const html = `<img src="x/chart.png" alt="${alt}">`;
      assert.equal(findImageReferences(html, 'html')[0]?.state, 'present', alt);
    }
  });
});

describe('languageIdOf', () => {
  it('tells the language from the path where VS Code does not know it', () => {
    for (const [path, id, expected] of [
      ['/a/b.qmd', 'plaintext', 'quarto'],
      ['b.Rmd', 'plaintext', 'rmd'],
      ['b.Rmd', 'markdown', 'rmd'],
      ['b.mdx', 'plaintext', 'mdx'],
      ['b.mdx', 'markdown', 'mdx'],
      ['b.adoc', 'plaintext', 'asciidoc'],
      ['b.asciidoc', 'plaintext', 'asciidoc'],
      ['b.rst', 'plaintext', 'restructuredtext'],
      ['b.astro', 'plaintext', 'astro'],
      ['b.svelte', 'plaintext', 'svelte'],
      ['b.vue', 'html', 'html'],
      ['b.vue', 'plaintext', 'vue'],
      ['b.ipynb', 'json', 'ipynb'],
      ['b.ipynb', 'markdown', 'markdown'],
      ['README.md', 'github-issues', 'markdown'],
      ['README.md', 'myst', 'myst'],
      ['README.MD', 'markdown', 'markdown'],
      ['C:\\a.b\\c', 'plaintext', 'plaintext'],
      ['a.constructor', 'plaintext', 'plaintext'],
      ['a.py', 'python', 'python'],
      ['Untitled-1', 'markdown', 'markdown'],
    ] as const) {
      assert.equal(languageIdOf(path, id), expected, `${path} ${id}`);
    }
  });
});
