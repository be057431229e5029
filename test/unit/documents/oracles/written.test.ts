import assert from 'node:assert/strict';
import { findImageReferences, withAltText } from '../../../../src/documents';
import { nastyTexts } from '../nastyTexts';
import { jsxImages } from './components';
import { htmlImages } from './html';
import { mdastImages, mdastNodes } from './markdown';
import { docutils, each, oracles, type Oracle } from './parsers';
import type { Shown } from './shown';

/** Marks that end, begin or escape something in some language. */
const marks = [
  ...(
    `" ' "' ] ]] [ [[ { } {{ }} < > & &amp; &#38; &lt;b -- --- --> <!-- */ /* // :: ::: ;; >}} {{< << (( )) ` +
    `* ** | _ __ ~~ ^ # ## + ++ +++ ! ![ ]( ( ) = alt= @ ~ /> </p> ... (C) -> , ; : !=== #{ <% %> {/if} $ ` +
    `$$ % %} {% %% $& $1`
  ).split(' '),
  ...['`', '``', '```', "`'", '\\', '\\\\', '\\"', "\\'", '\\]', '\\|', '\\$&', '${', 'a, b=c'],
];
const others = [
  '|',
  'a || b',
  'a \\| b',
  'Straße, naïve façade, 日本語のボタン, \u00a0 wide',
  '👩‍👩‍👧 🇩🇪 ✔︎ é',
  'שלום (world) \u200f! عربى \u202bx\u202c',
  'ends with a backslash\\',
  'ends with two\\\\',
  '- starts as an item',
  '1. starts as an item',
  '# starts as a heading',
  ':name: value',
  '| cell | cell',
  "'quoted'",
  '"quoted"',
  'true',
  '100',
  '50x100',
  'A long “text” with "quotes", <tags>, {braces}, a | bar & `ticks`. '.repeat(40).slice(0, 2000),
];
const alts = [
  ...marks.flatMap((mark) => [mark, `A ${mark} b`, `${mark}a`, `a${mark}`, `a${mark}b${mark}c`]),
  ...others,
  ...nastyTexts,
];

/** All images of Markdown, those in HTML too. */
const markdownImages = (text: string): Shown[] => {
  const inHtml = mdastNodes(text).flatMap(({ type, value }) =>
    type === 'html' ? htmlImages(String(value)) : [],
  );
  return [...mdastImages(text), ...inHtml];
};

/** The images that are elements in MDX. */
const mdxImages = (text: string): Shown[] =>
  mdastNodes(text).flatMap(({ type, value }) =>
    type === 'html' ? (jsxImages(`export default (${String(value)});`) ?? []) : [],
  );

const oracleOf = (languageId: string): Oracle => {
  const [, , oracle] = oracles.find(([id]) => id === languageId) ?? [];
  assert.ok(oracle, languageId);
  return oracle;
};

/** Documents that show `a.png`, and other images by which one sees that nothing else has changed. */
const documents: [languageId: string, name: string, oracle: Oracle, texts: string[]][] = [
  [
    'markdown',
    'mdast and parse5',
    each(markdownImages),
    [
      'A ![old](a.png) b ![z](z.png)',
      '![old][r] ![z](z.png)\n\n[r]: a.png',
      '![r]\n\n[r]: a.png',
      '![r][] and `code`\n\n[r]: a.png',
      '# ![old](a.png "t")\n\n![z](z.png)',
      '> - ![old](a.png)\n>   ![z](z.png)',
      '[![old](a.png)](b.html) ![z](z.png)',
      '*a* **![old](a.png)** _b_ ~~c~~ ![z](z.png)',
      'A ` b ![old](a.png) ![z](z.png)',
      'A $ b ![old](a.png) c $ ![z](z.png)',
      'A <!-- b ![old](a.png) ![z](z.png)',
      '- [ ] ![old](a.png)\n- ![z](z.png)',
      '![old](a.png)[^1]\n\n[^1]: ![z](z.png)',
      '| a | b |\n| - | - |\n| ![old](a.png) | ![z](z.png) |',
      'a | b\n--|--\nc ![old](a.png)\n![z](z.png) | d',
      '![old](a.png)\n---\n\n![z](z.png)',
      '![old](a.png)\r\n\r\n![z](z.png)\r\n',
      'A <img src="a.png" alt="old"> b ![z](z.png)',
      "<p>\n<img src='a.png' alt='old'>\n</p>\n\n![z](z.png)",
      '<figure><img alt=old src=a.png></figure>\n\n![z](z.png)',
      '# ![old](a.png) #\n\n![z](z.png)',
      'A\n![old\nwords](a.png)\nb\n===\n\n![z](z.png)',
      '![old](a.png){width=300} ![z](z.png)',
      '[[a]] ![old](a.png) [b]: ![z](z.png)',
      'A[^1] b.\n\n[^1]: ![old](a.png)\n\n    ![z](z.png)',
      '[c ![old](a.png) d][r]\n\n[r]: e.html',
      'A <b>![old](a.png)</b> www.b.c ![z](z.png)',
      'A <picture><img src="a.png"></picture> b ![z](z.png)',
      '1) ![](a.png)\n\n   ![z](z.png)',
      '![*old* `x`](<a.png> (t)) ![z](z.png)',
      '| a | b |\n| - | - |\n| <img src="a.png"> | ![z](z.png) |',
    ],
  ],
  ['quarto', 'mdast', oracleOf('quarto'), ['A ![old](a.png) b ![z](z.png)']],
  ['mdx', 'mdast', each(mdastImages), ['A ![old](a.png) b ![z](z.png)', '![old][r]\n\n[r]: a.png']],
  [
    'mdx',
    'mdast and Babel',
    each(mdxImages),
    [
      'A <img src="a.png" alt="old" /> b',
      '<img\n  src="a.png"\n  alt={old}\n/>',
      '<div>\n  <img alt=\'old\' src="a.png" />\n</div>',
      '| a | b |\n| - | - |\n| <img src="a.png" /> | <img src="z.png" alt="z" /> |',
    ],
  ],
  [
    'ipynb',
    'JSON and mdast',
    oracleOf('ipynb'),
    [
      JSON.stringify({
        cells: [{ cell_type: 'markdown', source: ['A "b"\n', '![old](a.png)\n', '![z](z.png)'] }],
      }),
      JSON.stringify(
        { cells: [{ cell_type: 'markdown', source: '| a |\n| - |\n| ![old](a.png) |' }] },
        null,
        1,
      ),
    ],
  ],
  [
    'html',
    'parse5',
    oracleOf('html'),
    [
      '<p><img src="a.png" alt="old"><img src="z.png" alt="z"></p>',
      "<img alt='old' src='a.png'><img src=z.png alt=z>",
      '<img src=a.png alt=old width=3><img src=z.png>',
      '<img src=a.png><img src="z.png" alt="z">',
      '<img src=a.png alt=old/><img src="z.png"/>',
      '<img src="a.png"alt="old"width=3><img src="z.png">',
      '<picture><source srcset="b.png"><img alt="old"\r\n  src="a.png"></picture>\r\n<img src="z.png">',
      '<table><tr><td><a href="b"><img src="a.png" alt=""></a><td><img src="z.png"></table>',
      '<IMG SRC="a.png" ALT>\n<!-- a --><img src="z.png" alt>',
    ],
  ],
  [
    'vue',
    '@vue/compiler-dom',
    oracleOf('vue'),
    [
      '<template>\n  <img src="a.png" alt="old"><img src="z.png" alt="z" />\n</template>',
      '<template>\r\n<img v-bind:alt="`old ${b}`" src="a.png"><img :src="\'z.png\'" v-if="a">\r\n</template>',
      '<script setup>\nconst a = 1;\n</script>\n<template><p v-for="b in c"><img alt src="a.png"></p></template>',
      '<template><img src=\'a.png\' :alt="old" /> {{ a }} <img src="z.png"></template>',
    ],
  ],
  [
    'svelte',
    'the compiler of Svelte',
    oracleOf('svelte'),
    [
      '<p><img src="a.png" alt="old"><img src="z.png" alt="z" /></p>',
      "{#if a}<img src='a.png' alt={old}>{/if}<img src=\"z.png\" alt='z'>",
      '<img {alt} src="a.png"><img src="z.png" {...b}>',
      '{#each a as b}<a href={b}><img src={"a.png"} alt=\'old\'></a>{/each}<img src="z.png">',
      '<img src="a.png" alt="{old} words"><img src="z.png" alt="z">',
    ],
  ],
  [
    'astro',
    '@astrojs/compiler',
    oracleOf('astro'),
    [
      '---\nconst a = 1;\n---\n<p><img src="a.png" alt="old" /><img src="z.png" alt="z"></p>',
      '<img src="a.png" alt=\'old\'><img src="z.png" {...b}>',
      '<img src="a.png" alt=`old ${b}`><p>{c && <img src="z.png" alt="z">}</p>',
      '<ul>{b.map((c) => <li><img src="a.png" alt={old} /></li>)}</ul><img src="z.png" alt="z" />',
    ],
  ],
  ...['javascriptreact', 'typescriptreact'].map((languageId): (typeof documents)[number] => [
    languageId,
    '@babel/parser',
    oracleOf(languageId),
    [
      'const a = <p><img src="a.png" alt="old" /><img src="z.png" alt="z" /></p>;',
      "export const A = () => (\n  <Image alt={t('old')} src='a.png' />\n);",
      'const a = <img\r\n  alt={`old ${b}`}\r\n  src="a.png"\r\n/>;',
      'const a = <a href="b">{c && <img {...d} src="a.png" />}<img src="z.png" alt="z" /></a>;',
      "const a = b ? <img src={'a.png'} alt='old' /> : <img src=\"z.png\" />;",
    ],
  ]),
  [
    'asciidoc',
    'Asciidoctor',
    oracleOf('asciidoc'),
    [
      'image::a.png[]\n\nimage::z.png[z]',
      'image::a.png[old,300,link=b.html]\n\nimage::z.png[z]',
      '.A title\nimage::a.png[width=300,alt=old]',
      'A image:a.png[old] b image:z.png[z] c',
      '* image:a.png[old]\n* image:z.png[z]',
      'A:: image:a.png[old]',
      '== A image:a.png[old] b\n\nimage:z.png[z]',
      'NOTE: image:a.png[old] b\n\nimage::z.png[z]',
      '*b image:a.png[old] c* _d_ image:z.png[z]',
      '. A\n+\nimage::a.png[old]\n\nimage::z.png[z]',
      '|===\na|\nimage::a.png[old]\n| image:z.png[z]\n|===',
      '|===\na|\n!===\n! image:a.png[old] ! image:z.png[z]\n!===\n|===',
      "image::a.png['old',role=b]\r\n\r\nimage::z.png[z]",
      '====\nimage::a.png[old, 300, 200]\n====\n\nimage::z.png[z]',
      'image:a.png[old] `b` +\nimage:z.png[z]',
      '|===\n| image:a.png[old] | image:z.png[z]\n|===',
      ',===\nimage:a.png[old],image:z.png[z]\n,===',
      '[format=tsv]\n|===\nimage:a.png[old]\timage:z.png[z]\n|===',
    ],
  ],
  [
    'restructuredtext',
    'docutils',
    oracleOf('restructuredtext'),
    [
      '.. image:: a.png\n\n.. image:: z.png\n   :alt: z',
      '.. figure:: a.png\n   :alt: old\n   :width: 3\n\n   A caption.\n\n.. image:: z.png\n   :alt: z',
      '.. image:: a.png\r\n   :alt: old\r\n   :width: 3\r\n\r\n.. image:: z.png\r\n   :alt: z',
      'A\n\n   .. image:: a.png\n      :alt:\n\n   .. image:: z.png\n      :alt: z',
      '.. list-table::\n\n   * - .. image:: a.png\n     - .. image:: z.png\n          :alt: z',
      '- * .. image:: a.png\n\n- .. image:: z.png\n     :alt: z',
      'A |b| c.\n\n.. |b| image:: a.png\n   :alt: old\n      words\n   :target: c.html',
    ],
  ],
];

/** So many texts are written in each language; every document gets others. */
const mostWritten = 900;

/** The alt texts for the document of a number. */
function altsFor(place: number, documentCount: number): readonly string[] {
  const step = Math.max(1, Math.ceil((documentCount * alts.length) / mostWritten));
  return alts.filter((_, index) => (index + place) % step === 0);
}

describe('alt texts as other parsers read them where they are written', () => {
  for (const [languageId, name, oracle, texts] of documents) {
    it(`${languageId}: ${name} reads the very text, and all else as before`, async function () {
      if (name === 'docutils' && !docutils) {
        this.skip();
      }
      const wrong: string[] = [];
      for (const [place, text] of texts.entries()) {
        const own = altsFor(place, texts.length);
        const references = findImageReferences(text, languageId);
        const reference = references.find(({ target }) => target === 'a.png');
        assert.ok(reference, text);
        const { start, end } = reference.range;
        const [before] = await oracle([text]);
        const changed = own.map((alt) => {
          const edit = withAltText(text, reference, alt);
          assert.ok(edit.start >= start && edit.end <= end, text);
          return text.slice(0, edit.start) + edit.text + text.slice(edit.end);
        });
        const shown = await oracle(changed);
        for (const [index, alt] of own.entries()) {
          const expected = before?.map((image) =>
            image.target === 'a.png' ? { ...image, alt, computed: false } : image,
          ) ?? [{ target: 'a.png', alt, computed: false }];
          try {
            assert.deepEqual(shown[index], expected);
          } catch {
            wrong.push(
              `${JSON.stringify(alt)} is ${JSON.stringify(shown[index])} in ${JSON.stringify(changed[index])}`,
            );
          }
        }
      }
      assert.deepEqual(wrong, []);
    }).timeout(60_000);
  }
});
