import assert from 'node:assert/strict';
import MarkdownIt from 'markdown-it';
import { findImageReferences } from '../../../src/documents';
import { cpuMilliseconds } from '../../support/cpuTime';

type Found = [target: string, alt: string | undefined, state: string, role: string];

const found = (text: string, languageId: string): Found[] =>
  findImageReferences(text, languageId).map(({ target, alt, state, role }) => [
    target,
    alt,
    state,
    role,
  ]);

describe('findImageReferences', () => {
  const cases: [language: string, text: string, references: Found[]][] = [
    ['markdown', '![Two fields](a.png)', [['a.png', 'Two fields', 'present', 'informative']]],
    ['markdown', '![](a.png)', [['a.png', undefined, 'missing', 'informative']]],
    ['markdown', '![ ](a.png)', [['a.png', undefined, 'missing', 'informative']]],
    ['markdown', '![image](a.png)', [['a.png', 'image', 'placeholder', 'informative']]],
    [
      'markdown',
      '![Enter image description here](a.png)',
      [['a.png', 'Enter image description here', 'placeholder', 'informative']],
    ],
    ['markdown', '![a-b.png](x/a-b.png)', [['x/a-b.png', 'a-b.png', 'placeholder', 'informative']]],
    ['markdown', '![IMG_1234](a.png)', [['a.png', 'IMG_1234', 'placeholder', 'informative']]],
    ['markdown', '![Logo](logo.png)', [['logo.png', 'Logo', 'present', 'informative']]],
    [
      'markdown',
      '![A *b* `c` \\[d\\] &amp; [e](f)](<g h.png> "t")',
      [['g h.png', 'A b c [d] & e', 'present', 'informative']],
    ],
    ['markdown', '![A](b&amp;c\\_d.png)', [['b&c_d.png', 'A', 'present', 'informative']]],
    ['markdown', '![A <img src="c.png">](b.png)', [['b.png', 'A ', 'present', 'informative']]],
    ['markdown', '[![A](b.png)](c)', [['b.png', 'A', 'present', 'link']]],
    ['markdown', '[![A][b] c][d]\n\n[b]: e.png\n[d]: f', [['e.png', 'A', 'present', 'link']]],
    ['markdown', '![A]\n\n[a]: b.png (t)', [['b.png', 'A', 'present', 'informative']]],
    [
      'markdown',
      '<a href="x">\n  <img src="b.png">\n</a>',
      [['b.png', undefined, 'missing', 'link']],
    ],
    [
      'markdown',
      '<a href="x">\n\n![A](b.png)\n\n</a>\n\n![C](d.png)',
      [
        ['b.png', 'A', 'present', 'link'],
        ['d.png', 'C', 'present', 'informative'],
      ],
    ],
    [
      'markdown',
      'A <a href="x">![B](b.png)</a> ![C](c.png)',
      [
        ['b.png', 'B', 'present', 'link'],
        ['c.png', 'C', 'present', 'informative'],
      ],
    ],
    [
      'markdown',
      '| ![A](b.png) |\n| - |\n| ![C \\| d](e.png) |',
      [
        ['b.png', 'A', 'present', 'informative'],
        ['e.png', 'C | d', 'present', 'informative'],
      ],
    ],
    ['markdown', '> - ![A\n>   b](c.png)', [['c.png', 'A b', 'present', 'informative']]],
    [
      'markdown',
      'A[^b]\n[^b]: ![C](d.png)\n\n    - ![E](f.png)\n\n          ![x](no.png)\n[^g]:\n    ![H](i.png)\n\n> [^j]: ![K](l.png)',
      [
        ['d.png', 'C', 'present', 'informative'],
        ['f.png', 'E', 'present', 'informative'],
        ['i.png', 'H', 'present', 'informative'],
        ['l.png', 'K', 'present', 'informative'],
      ],
    ],
    [
      'markdown',
      '<img alt="" src="a.png"> <img src=\'b.png\' alt=\'C\'>',
      [
        ['a.png', '', 'decorative', 'decorative'],
        ['b.png', 'C', 'present', 'informative'],
      ],
    ],
    [
      'mdx',
      'import a from "./a.png"\n\n<Image src={a} alt="B" />',
      [['./a.png', 'B', 'present', 'informative']],
    ],
    [
      'mdx',
      '<A>\n  ![B](c.png)\n</A>\n\n{d && <img src="e.png" />}',
      [
        ['c.png', 'B', 'present', 'informative'],
        ['e.png', undefined, 'missing', 'informative'],
      ],
    ],
    ['html', '<img src="a.png" alt>', [['a.png', '', 'decorative', 'decorative']]],
    [
      'html',
      '<img src="" srcset="a.png 1x, b.png 2x">',
      [['a.png', undefined, 'missing', 'informative']],
    ],
    ['html', '<IMG SRC=a.png ALT=B>', [['a.png', 'B', 'present', 'informative']]],
    [
      'html',
      '<img src="a.png?b&amp;c" alt="&lt;D&gt;">',
      [['a.png?b&c', '<D>', 'present', 'informative']],
    ],
    [
      'html',
      '<img src="a.png" role="presentation">',
      [['a.png', undefined, 'decorative', 'decorative']],
    ],
    ['html', '<img src="a.png" title="b > c" alt="D">', [['a.png', 'D', 'present', 'informative']]],
    [
      'html',
      '<button><b><img src="a.png"></b></button>',
      [['a.png', undefined, 'missing', 'link']],
    ],
    [
      'vue',
      '<template><img :src="\'a.png\'" alt="B"><img :src="c"></template>',
      [['a.png', 'B', 'present', 'informative']],
    ],
    [
      'svelte',
      '{#if a < b}<img src="a.png" alt={c}>{/if}<img src="d.png" alt="E">',
      [
        ['a.png', undefined, 'present', 'informative'],
        ['d.png', 'E', 'present', 'informative'],
      ],
    ],
    [
      'svelte',
      '<img src="a.png" {...b}><img src="c.png" { alt }><img src="d.png" {...e} alt="F">',
      [
        ['a.png', undefined, 'present', 'informative'],
        ['c.png', undefined, 'present', 'informative'],
        ['d.png', 'F', 'present', 'informative'],
      ],
    ],
    [
      'mdx',
      'A <img src="b.png" { ...c } /> d\n\n<img src="e.png" {...f} />',
      [
        ['b.png', undefined, 'present', 'informative'],
        ['e.png', undefined, 'present', 'informative'],
      ],
    ],
    [
      'astro',
      '---\nconst a = 1;\n---\n<ul>{b.map((c) => <li><img src="d.png" alt="E"></li>)}</ul>',
      [['d.png', 'E', 'present', 'informative']],
    ],
    [
      'astro',
      '<img src=`a.png` alt=`B > c` /><img alt = `d ${e}` src="f.png"><img alt=``src="g.png"><img alt=`h>',
      [
        ['a.png', 'B > c', 'present', 'informative'],
        ['f.png', undefined, 'present', 'informative'],
        ['g.png', '', 'decorative', 'decorative'],
      ],
    ],
    [
      'javascriptreact',
      "const a = b < c ? <p>Don't {d(<img src='e.png' />)}</p> : <img src={\"f.png\"} alt={'G'} />;",
      [
        ['e.png', undefined, 'missing', 'informative'],
        ['f.png', 'G', 'present', 'informative'],
      ],
    ],
    [
      'typescriptreact',
      'const a = <T,>(b: T) => b; const c = d<E>(<img src="f.png" alt="" />);',
      [['f.png', '', 'decorative', 'decorative']],
    ],
    [
      'typescriptreact',
      '<Link to="a"><img src={require("./b.png")} alt={`C`} /></Link>',
      [['./b.png', 'C', 'present', 'link']],
    ],
    ['asciidoc', 'image::a.png[]', [['a.png', undefined, 'missing', 'informative']]],
    ['asciidoc', 'image::a b.png[C d,300]', [['a b.png', 'C d', 'present', 'informative']]],
    [
      'asciidoc',
      'A image:b.png["C, d",link=e] f image:g.png[alt=H]',
      [
        ['b.png', 'C, d', 'present', 'link'],
        ['g.png', 'H', 'present', 'informative'],
      ],
    ],
    ['asciidoc', '|===\n|image:a.png[B] |c\n|===', [['a.png', 'B', 'present', 'informative']]],
    [
      'asciidoc',
      '* A\nimage::b.png[]\n* C\n+\nimage::d.png[E]',
      [
        ['b.png', undefined, 'missing', 'informative'],
        ['d.png', 'E', 'present', 'informative'],
      ],
    ],
    ['asciidoc', '|===\na|image::b.png[C]\n|===', [['b.png', 'C', 'present', 'informative']]],
    [
      'asciidoc',
      '|===\na|image::a.png["B [c] d"] |e a|image::f.png[G]\n|===',
      [
        ['a.png', 'B [c] d', 'present', 'informative'],
        ['f.png', 'G', 'present', 'informative'],
      ],
    ],
    [
      'asciidoc',
      'A\n[.b]\nimage::c.png[]\n\n----\nd\n----\n[,ruby]\nimage::e.png[]',
      [
        ['c.png', undefined, 'missing', 'informative'],
        ['e.png', undefined, 'missing', 'informative'],
      ],
    ],
    ['restructuredtext', '.. image:: a.png', [['a.png', undefined, 'missing', 'informative']]],
    [
      'restructuredtext',
      '.. figure:: a\\ b.png\n   :alt: C\n     d\n   :target: e\n\n   Caption',
      [['a b.png', 'C d', 'present', 'link']],
    ],
    [
      'restructuredtext',
      '.. note::\n\n   .. |x| image:: a.png\n      :alt:',
      [['a.png', '', 'decorative', 'decorative']],
    ],
    [
      'restructuredtext',
      '* - .. image:: a.png\n       :alt: B\n  - .. image:: c.png\n  - d\n* - .. figure:: e.png\n       :alt: F\n\n       G\n  - h',
      [
        ['a.png', 'B', 'present', 'informative'],
        ['c.png', undefined, 'missing', 'informative'],
        ['e.png', 'F', 'present', 'informative'],
      ],
    ],
    [
      'restructuredtext',
      '(a) .. image:: a.png\n       :alt: B\n           :c: d\n    e\n',
      [['a.png', 'B :c: d', 'present', 'informative']],
    ],
    ['plaintext', '![A](b.png)', []],
  ];
  for (const [language, text, references] of cases) {
    it(`${language}: ${JSON.stringify(text)}`, () => {
      assert.deepEqual(found(text, language), references);
    });
  }

  it('has a path that a script names or requires', () => {
    const cases: [line: string, source: string, target: string | undefined][] = [
      ["import a from './b.png'", 'a', './b.png'],
      ['import a from "./it\'s.png";', 'a.src', "./it's.png"],
      ["import a, { c } from './b.png'", 'a', './b.png'],
      ["import a, * as c from './b.png'", 'a', './b.png'],
      ["import * as a from './b.png'", 'a.default', './b.png'],
      ["import { c, default as a } from './b.png'", 'a', './b.png'],
      ["import{default as a}from'./b.png'", 'a', './b.png'],
      ["const a = require('./b (1).png').default;", 'a', './b (1).png'],
      ["import a = require('./b.png');", 'a', './b.png'],
      ['', "require('./b (1).png')", './b (1).png'],
      ['', "require('./b).png').default", './b).png'],
      ['', "require('./' + b('c.png'))", undefined],
      ["import { a } from './b.png'", 'a', undefined],
      ["import type a from './b.png'", 'a', undefined],
      ["importa from './b.png'", 'a', undefined],
    ];
    for (const [line, source, target] of cases) {
      const image = `<img src={${source}} alt="D" />`;
      for (const [language, text] of [
        ['typescriptreact', `${line}\nconst e = ${image};`],
        ['svelte', `<script>\n  ${line}\n</script>\n${image}`],
        ['astro', `---\n  ${line}\n---\n${image}`],
        [
          'vue',
          `<script setup>\n  ${line}\n</script>\n<template><img :src="${source}"></template>`,
        ],
        ['mdx', `${line}\n\n${image}`],
      ] as const) {
        const targets = findImageReferences(text, language).map((reference) => reference.target);
        assert.deepEqual(targets, target === undefined ? [] : [target], text);
      }
    }
  });

  it('passes over code, comments, escaped and broken markup', () => {
    const none: [language: string, text: string][] = [
      ['markdown', '```\n![A](b.png)\n```'],
      ['markdown', '~~~~md\n```\n![A](b.png)\n~~~\n~~~~'],
      ['markdown', '    ![A](b.png)'],
      ['markdown', '- a\n\n      ![A](b.png)'],
      ['markdown', '`![A](b.png)` and `` `![A](b.png) ``'],
      ['markdown', '`a\n![A](b.png)`'],
      ['markdown', '\\![A](b.png'],
      ['markdown', '!\\[A](b.png)'],
      ['markdown', '<!-- ![A](b.png) <img src="c.png"> -->'],
      ['markdown', '<!--\n\n![A](b.png)\n\n-->'],
      ['markdown', '<pre>\n![A](b.png)\n\n![A](b.png)\n</pre>'],
      ['markdown', '<div>\n![A](b.png)\n</div>'],
      ['markdown', '<script>\n"<img src=a.png>"\n</script>'],
      ['markdown', '---\nimage: ![A](b.png)\n---\n'],
      ['markdown', '![A][b]'],
      ['markdown', '![A] (b.png)'],
      ['markdown', '![A](b c.png)'],
      ['markdown', '<a b="![A](c.png)">'],
      ['mdx', 'export const a = "![A](b.png)"'],
      ['mdx', '{/* <img src="a.png" /> */}'],
      ['mdx', 'A {"![B](c.png)"} d'],
      ['html', '<!-- <img src="a.png"> -->'],
      ['html', '<script>const a = \'<img src="a.png">\';</script>'],
      ['html', '<textarea><img src="a.png"></textarea>'],
      ['html', '&lt;img src="a.png">'],
      ['html', '<p title="<img src=a.png>">'],
      ['html', '<imgx src="a.png"><svg><image src="b.png"/></svg>'],
      ['html', '<img alt="A">'],
      ['html', '<img src><img src=><img src=""><img src=" " alt="A"><img src= >'],
      ['javascriptreact', 'const a = <img src={""} alt="B" />;'],
      ['markdown', 'A <img src=""> <img src="" alt="B">'],
      ['vue', '<script>"<img src=a.png>"</script><template>{{ "<img src=a.png>" }}</template>'],
      ['svelte', '{@html "<img src=a.png>"}{"<img src=b.png>"}'],
      ['astro', '---\nconst a = "<img src=b.png>";\n---\n{/* <img src="c.png" /> */}'],
      [
        'javascriptreact',
        'const a = "<img src=\'b.png\' />"; // <img src="c.png" />\n/* <img src="d.png" /> */',
      ],
      ['javascriptreact', 'const a = `<img src="b.png" />`; const c = /<img src="d.png" \\/>/;'],
      ['typescriptreact', 'if (a <img && b> c) {}'],
      ['asciidoc', '----\nimage::a.png[]\n----'],
      ['asciidoc', '[source,adoc]\nimage::a.png[]'],
      ['asciidoc', '....\nimage:a.png[]\n....\n\n////\nimage::a.png[]\n////\n// image:a.png[]'],
      ['asciidoc', ' image:a.png[]'],
      [
        'asciidoc',
        'A \\image:b.png[] +++image:c.png[]+++ `+image:d.png[]+` pass:[image:e.png[\\]]',
      ],
      ['asciidoc', 'A\nimage::b.png[]'],
      ['asciidoc', '* A\nb\nimage::c.png[]'],
      ['restructuredtext', 'A::\n\n  .. image:: b.png\n\n  .. image:: b.png'],
      ['restructuredtext', '.. code-block:: rst\n\n   .. image:: a.png'],
      ['restructuredtext', '.. A comment\n   .. image:: a.png'],
      ['restructuredtext', '..\n   .. image:: a.png'],
      ['restructuredtext', '* - .. code-block:: rst\n\n       .. image:: a.png'],
      ['restructuredtext', '- .. A comment\n     .. image:: a.png'],
      ['restructuredtext', 'A::\n\n.. image:: b.png\n.. image:: b.png\n\n   c'],
    ];
    for (const [language, text] of none) {
      assert.deepEqual(found(text, language), [], `${language} ${text}`);
    }
  });

  it('gives the ranges of the whole markup and of the alt text', () => {
    const cases: [language: string, text: string][] = [
      ['markdown', 'A «![«B c»](d.png "e")» f'],
      ['markdown', '> A\n> «![«B\n> c»](d.png)»'],
      ['markdown', '«![«A»][b]»\n\n[b]: c.png'],
      ['markdown', 'A «<img src="b.png" alt="«C»">» d'],
      ['mdx', '<p>«<img alt="«C»" src="b.png" />»</p>'],
      ['html', '«<img src=b.png alt=«C»>»'],
      ['typescriptreact', 'const a = «<img src="b.png" alt={«"C"»} />»;'],
      ['asciidoc', 'A «image:b.png[«C»,300]» d'],
      ['asciidoc', 'A\n\n«image::b.png["«C»"]»'],
      ['restructuredtext', '  «.. image:: b.png\n     :width: 3\n     :alt: «C»»\n\n  d'],
    ];
    for (const [language, marked] of cases) {
      const text = marked.replaceAll(/[«»]/g, '');
      const [reference] = findImageReferences(text, language);
      assert.ok(reference?.altRange, marked);
      const { range, altRange } = reference;
      const again = Array.from(text).flatMap((char, index) => [
        index === range.start ? '«' : '',
        index === altRange.start ? '«' : '',
        char,
        index + 1 === altRange.end ? '»' : '',
        index + 1 === range.end ? '»' : '',
      ]);
      assert.equal(again.join(''), marked);
    }
  });

  it('counts in UTF-16 units and takes Windows line breaks', () => {
    const text = '😀 日\r\n\r\n- ![A](b.png)\r\n';
    const [reference] = findImageReferences(text, 'markdown');
    assert.equal(text.slice(reference?.range.start, reference?.range.end), '![A](b.png)');
  });

  it('finds what markdown-it finds in random documents', () => {
    const parser = new MarkdownIt({ html: true });
    parser.validateLink = () => true;
    parser.normalizeLink = (url) => url;
    const pieces =
      '![|](|)|]|[|a| |\n|\n\n|`|``|*|**|_|\\|<|>|> |- |1. |    |```\n|~~~\n|![x](y)|![a *b* c](d.png)|[![i](j)](k)|<!--|-->|<div>|</div>|<b>|&amp;|&|# |"|(|<a b="c|\t|==\n|<p>|* |<http://x.y>|!|</p>\n'.split(
        '|',
      );
    let state = 7;
    const random = (below: number): number => {
      state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9;
      return ((state ^ (state >>> 13)) >>> 0) % below;
    };
    for (let round = 0; round < 5000; round++) {
      const text = Array.from({ length: 1 + random(14) }, () => pieces[random(pieces.length)]).join(
        '',
      );
      const expected: string[] = [];
      parser.renderer.rules.image = (tokens, index) => {
        expected.push(String(tokens[index]?.attrGet('src')));
        return '';
      };
      parser.render(text);
      const own = findImageReferences(text, 'markdown').filter(
        ({ syntax }) => syntax === 'markdown',
      );
      assert.deepEqual(
        own.map(({ target }) => target),
        expected,
        JSON.stringify(text),
      );
    }
  });

  it('takes time in proportion to the length, whatever the text', () => {
    const pieces =
      '![|[|](|]|`|``a|<|<!--|<a b="|<img |<img src="a|> |- |* * |{|{`|${|"|/[|</a>|<b>|<script>|&|![a](b)|![a][b]|[a]: b\n|| a |\n|\t|(|**|_a|\\|image:a[|image:|:|.. image:: a\n|::\n\n|---\n|~~~\n|1. |<T|/*|//|\n|a|=\n|{{|+++|`+'.split(
        '|',
      );
    for (const language of [
      'markdown',
      'mdx',
      'html',
      'svelte',
      'astro',
      'vue',
      'typescriptreact',
      'asciidoc',
      'restructuredtext',
    ]) {
      for (const piece of pieces.filter((text) => text !== '')) {
        const text = piece.repeat(Math.ceil(30_000 / piece.length));
        const start = cpuMilliseconds();
        findImageReferences(text, language);
        const taken = cpuMilliseconds() - start;
        assert.ok(taken < 1000, `${language} ${JSON.stringify(piece)}: ${taken} ms`);
      }
    }
  }).timeout(60_000);
});
