import assert from 'node:assert/strict';
import { runInNewContext } from 'node:vm';
import MarkdownIt from 'markdown-it';
import ts from 'typescript';
import { findImageReferences, withAltText } from '../../../src/documents';
import { nastyTexts } from './nastyTexts';

const applied = (text: string, languageId: string, alt: string, index = 0): string => {
  const reference = findImageReferences(text, languageId)[index];
  assert.ok(reference, text);
  const { start, end, text: added } = withAltText(text, reference, alt);
  return text.slice(0, start) + added + text.slice(end);
};

/** The alt texts of all images, as markdown-it has them. */
function markdownAlts(text: string, options = {}): string[] {
  const parser = new MarkdownIt({ html: true, linkify: true, ...options });
  const alts: string[] = [];
  parser.renderer.rules.image = (tokens, index, settings, env) => {
    alts.push(parser.renderer.renderInlineAsText(tokens[index]?.children ?? [], settings, env));
    return '';
  };
  parser.render(text);
  return alts;
}

/** The `alt` that JSX gives its element. */
function jsxAlt(text: string): unknown {
  const { outputText } = ts.transpileModule(`export default ${text}`, {
    compilerOptions: { jsx: ts.JsxEmit.React, module: ts.ModuleKind.CommonJS },
    fileName: 'page.tsx',
  });
  const seen: unknown[] = [];
  const React = {
    createElement: (_: string, properties: { alt?: unknown } | null) => {
      seen.push(properties?.alt);
    },
  };
  runInNewContext(outputText, { React, exports: {} });
  return seen.at(-1);
}

describe('withAltText', () => {
  const documents: [language: string, text: string][] = [
    ['markdown', '![](a.png)'],
    ['markdown', 'See ![old *words*](a.png "title") here.'],
    ['markdown', '| a | b |\n| --- | --- |\n| x | ![old](a.png) |'],
    ['markdown', '- > ![old\n  > words](<a b.png>)'],
    ['markdown', '![old][ref]\n\n[ref]: a.png'],
    ['markdown', '![ref]\n\n[ref]: a.png'],
    ['markdown', '![ref][]\n\n[ref]: a.png'],
    ['markdown', 'See ![old \\[sic\\]](a.png) here.'],
    ['markdown', '![old \\[sic\\]][ref]\n\n[ref]: a.png'],
    ['markdown', '![see\\]]\n\n[see\\]]: a.png'],
    ['mdx', '![old \\[\\]](a.png)'],
    ['markdown', '<img src="a.png">'],
    ['markdown', "See <img src='a.png' alt='old'> `code`."],
    ['markdown', '| a |\n| - |\n| <img alt="old" src="a.png"> |'],
    ['mdx', 'See ![old](a.png) here.'],
    ['mdx', '<figure>\n  <img src="a.png" alt="old" />\n</figure>'],
    ['html', '<img src=a.png>'],
    ['html', '<img src="a.png" alt>'],
    ['html', "<IMG ALT='old' SRC='a.png'>"],
    ['html', '<img src=a.png alt=old width=3>'],
    ['vue', '<template><img :src="\'a.png\'" :alt="old"></template>'],
    ['svelte', '<img src="a.png" alt="{old} words">'],
    ['svelte', '{#if x}<img src="a.png" alt={old}>{/if}'],
    ['svelte', '<img src="a.png" {alt}>'],
    ['astro', '<img src="a.png" {...b} />'],
    ['astro', '---\nconst a = "<img>";\n---\n<img src="a.png" alt={old} />'],
    ['javascriptreact', 'const a = <img src="a.png" />;'],
    ['typescriptreact', 'const a = <img alt={t("old")} src="a.png" />;'],
    ['typescriptreact', "const a = <img alt={'old'} src={'a.png'} />;"],
    ['asciidoc', 'image::a.png[]'],
    ['asciidoc', 'image::a.png[old,300,link=b.html]'],
    ['asciidoc', 'image::a.png[width=300]'],
    ['asciidoc', 'image::a.png[width=300,alt="old, words"]'],
    ['asciidoc', 'See image:a.png[old] here.'],
    ['asciidoc', 'See image:a.png[old \u2028 , 300] here.'],
    ['asciidoc', '|===\n|b a|image::a.png[old] |c\n|==='],
    ['asciidoc', '|===\na|\nimage::a.png[old]\n|==='],
    ['restructuredtext', '.. image:: a.png'],
    ['restructuredtext', '.. figure:: a.png\n   :width: 3\n\n   Caption'],
    ['restructuredtext', '   .. image:: a.png\n   :alt: b'],
    ['restructuredtext', '- * .. image:: a.png\n  * b'],
    ['restructuredtext', '.. figure:: a.png\n\n  Caption'],
    ['restructuredtext', '  .. |x| image:: a.png\n     :alt: old\n        words\n     :width: 3'],
  ];
  for (const [language, text] of documents) {
    it(`gives the very text in ${language}: ${JSON.stringify(text)}`, () => {
      const [before] = findImageReferences(text, language);
      for (const alt of nastyTexts) {
        const changed = applied(text, language, alt);
        const [reference, ...others] = findImageReferences(changed, language);
        assert.deepEqual(others, [], changed);
        assert.equal(reference?.alt, alt, changed);
        assert.equal(reference.target, before?.target, changed);
        assert.equal(applied(changed, language, alt), changed);
      }
    });
  }

  it('makes no code of a backtick with one that stands before', () => {
    const before = ['A ` b ', '`\n', '> ` a\n> ', '- ``` ` `a` ', '\\\\` '];
    const images = ['![](a.png)', '![x][y]', '![y]', '<img src="a.png">'];
    for (const start of before) {
      for (const image of images) {
        const text = `${start}${image} and ![b](c.png)\n\n[y]: a.png`;
        assert.equal(findImageReferences(text, 'markdown')[0]?.target, 'a.png', text);
        for (const alt of [...nastyTexts, '`', '``', '\\`', '```a` b']) {
          const changed = applied(text, 'markdown', alt);
          const alts = findImageReferences(changed, 'markdown').map((found) => found.alt);
          assert.equal(alts[0], alt, changed);
          assert.equal(alts.length, findImageReferences(text, 'markdown').length, changed);
          if (!image.startsWith('<')) {
            assert.equal(markdownAlts(changed)[0], alt, changed);
          }
        }
      }
    }
  });

  it('ends nothing that begins before the image', () => {
    const alts = ['<!-- a --> b', 'a ?> b', 'a ]]> b', '{% a %} b', '{{< a >}} b', '{{% a %}} b'];
    const images = [
      ['markdown', '![x](a.png)'],
      ['markdown', '<img src="a.png">'],
      ['markdown', '![](a.png){alt="x"}'],
      ['markdown', ':::image type="content" source="a.png":::'],
      ['quarto', '![](a.png){fig-alt="x"}'],
    ] as const;
    for (const before of [
      'A <!-- b ',
      'A <? b ',
      'A <![CDATA[ b ',
      'A {% b ',
      '{{< b ',
      '{{% b ',
    ]) {
      for (const [language, image] of images) {
        for (const alt of alts) {
          const changed = applied(before + image, language, alt);
          assert.equal(findImageReferences(changed, language)[0]?.alt, alt, changed);
          if (image === '![x](a.png)') {
            assert.deepEqual(markdownAlts(changed), [alt], changed);
          }
        }
      }
    }
  });

  it('keeps backticks readable where none stands before', () => {
    const alt = 'The command `npm ci`.';
    for (const before of ['', '`code`\n\n', '> `code`\n>\n> ']) {
      const changed = applied(`${before}![](a.png) \`b\``, 'markdown', alt);
      assert.equal(changed, `${before}![The command \\\`npm ci\\\`.](a.png) \`b\``);
    }
  });

  it('makes no code of a backtick in the markup of dialects', () => {
    const alts = ['`', 'A `b` c', '\\`', '"\\` \\'];
    const same = (alt: string) => alt;
    const tags: [language: string, markup: string, plain?: (alt: string) => string][] = [
      ['mdx', '<img src="a.png" />'],
      ['mdx', "<img src='a.png' alt='x' />"],
      ['mdx', '![](a.png)'],
      ['markdown', ':::image type="content" source="a.png":::'],
      ['markdown', '{% include image.html src="a.png" alt="x" %}'],
      ['markdown', '![](a.png){alt="x"}'],
      ['quarto', '![](a.png)'],
      ['markdown', '![[a.png]]', (alt) => alt.replaceAll('`', "'").replace(/\\$/, '/')],
      [
        'markdown',
        '{{< figure src="a.png" >}}',
        (alt) => alt.replaceAll(/["`]/g, "'").replace(/\\$/, '/'),
      ],
    ];
    for (const [language, markup, plain = same] of tags) {
      for (const alt of alts) {
        const changed = applied(`A \` b ${markup} and c`, language, alt);
        assert.equal(findImageReferences(changed, language)[0]?.alt, plain(alt), changed);
      }
    }
  });

  it('gives the very text as markdown-it reads it', () => {
    for (const [language, text] of documents.slice(0, 7)) {
      for (const alt of nastyTexts) {
        const changed = applied(text, language, alt);
        assert.deepEqual(markdownAlts(changed), [alt], changed);
      }
    }
  });

  it('gives the very text as markdown-it reads it, of random pieces', () => {
    const pieces = [...nastyTexts.flatMap((text) => text.split(/(?<=\W)|(?=\W)/)), ' ', '  ', '\\'];
    let state = 1;
    const random = (below: number): number => {
      state = Math.imul(state, 48_271) % 0x7fffffff;
      return Math.abs(state) % below;
    };
    for (let round = 0; round < 3000; round++) {
      const alt = Array.from({ length: 1 + random(9) }, () => pieces[random(pieces.length)]).join(
        '',
      );
      if (alt.trim() !== '') {
        const [, text] = documents[random(7)] ?? ['', ''];
        const changed = applied(text, 'markdown', alt);
        assert.deepEqual(markdownAlts(changed), [alt], changed);
        assert.equal(findImageReferences(changed, 'markdown')[0]?.alt, alt, changed);
      }
    }
  });

  it('gives the very text as the TypeScript compiler reads JSX', () => {
    for (const alt of nastyTexts) {
      for (const text of ['<img src="a.png" />', "<img src='a.png' alt='' />"]) {
        assert.equal(jsxAlt(applied(text, 'typescriptreact', alt)), alt);
      }
    }
  });

  it('leaves no brace and no tag where they would be code', () => {
    const hostile = 'A {fetch("https://evil.example")} <script>x</script> {{ y }} `${z}`';
    const bare = (text: string) => text.replaceAll(/\\[{}<]/g, '');
    assert.doesNotMatch(bare(applied('![](a.png)', 'mdx', hostile)), /[{}<]/);
    for (const language of ['svelte', 'vue', 'html', 'markdown']) {
      const changed = applied('<img src="a.png">', language, hostile);
      assert.doesNotMatch(changed.slice(1), /[{}<`]/, language);
    }
    // Astro puts attributes into template literals, with backslashes as they are.
    const astro = applied('<img src="a.png">', 'astro', `${hostile} \\`);
    assert.match(astro, /alt=\{"[^{}<`$]*"\}>$/);
  });

  it('makes spaces of line breaks', () => {
    for (const [language, text] of documents) {
      const changed = applied(text, language, 'One\r\n\r\n  two\nthree\u2028four');
      assert.equal(findImageReferences(changed, language)[0]?.alt, 'One two three four');
    }
  });

  it('keeps spaces at the ends where the language can', () => {
    for (const [language, text] of documents.slice(0, 32)) {
      const changed = applied(text, language, ' a  b ');
      assert.equal(findImageReferences(changed, language)[0]?.alt, ' a  b ', language);
    }
    assert.deepEqual(markdownAlts(applied('![](a.png)', 'markdown', ' a  b ')), [' a  b ']);
  });

  it('changes the reference that is meant', () => {
    const text = '![a](1.png)\n\n<img src="2.png" alt="b"> ![c](3.png)';
    assert.equal(
      applied(text, 'markdown', 'new', 1),
      '![a](1.png)\n\n<img src="2.png" alt="new"> ![c](3.png)',
    );
  });

  it('writes what people can read', () => {
    const text = 'A "form" with [3] errors & more.';
    assert.equal(
      applied('![](a.png)', 'markdown', text),
      '![A "form" with \\[3\\] errors & more.](a.png)',
    );
    assert.equal(
      applied('image::a.png[]', 'asciidoc', text),
      'image::a.png["A \\"form\\" with [3] errors & more."]',
    );
    assert.equal(
      applied('<img src="a.png" />', 'html', text),
      '<img src="a.png" alt="A &quot;form&quot; with [3] errors &amp; more." />',
    );
  });
});
