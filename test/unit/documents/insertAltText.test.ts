import assert from 'node:assert/strict';
import { findImageReferences, insertAltText } from '../../../src/documents';
import { nastyTexts } from './nastyTexts';

const alt = 'A login form.';

/**
 * A text with `|` at the cursor or around the selection in, the text after the insertion out, or why
 * there is none.
 */
function inserted(languageId: string, marked: string, given: Record<string, string> = {}): string {
  const [before = '', selected = '', after] = marked.split('¦');
  const text = before + selected + (after ?? '');
  const start = before.length;
  const result = insertAltText({
    text,
    languageId,
    documentPath: '/docs/guide/page',
    imagePath: '/docs/img/login.png',
    selection: { start, end: after === undefined ? start : start + selected.length },
    alt,
    ...given,
  });
  return 'problem' in result
    ? result.problem
    : text.slice(0, result.edit.start) + result.edit.text + text.slice(result.edit.end);
}

const image = '![A login form.](../img/login.png)';
const tag = '<img src="../img/login.png" alt="A login form.">';
const jsx = '<img src="../img/login.png" alt="A login form." />';
const block = 'image::../img/login.png["A login form."]';
const inline = 'image:../img/login.png["A login form."]';
const directive = '.. image:: ../img/login.png\n   :alt: A login form.';

describe('insertAltText into a document that shows the image', () => {
  const cases: [name: string, language: string, before: string, after: string][] = [
    [
      'of this image, not where the cursor is',
      'markdown',
      '![](../img/login.png)\n\n![Other words](other.png)\n¦',
      '![A login form.](../img/login.png)\n\n![Other words](other.png)\n',
    ],
    [
      'of this image, though the cursor is in the alt text of another',
      'markdown',
      '![](../img/login.png) ![Other ¦words](other.png)',
      '![A login form.](../img/login.png) ![Other words](other.png)',
    ],
    ['that is there already', 'markdown', '![Old ¦words](../img/login.png)', image],
    [
      'of a path that is written in another way',
      'markdown',
      '![](./../img/x/../login.png)¦',
      '![A login form.](./../img/x/../login.png)',
    ],
    [
      'of a path from the root of the site',
      'markdown',
      '![](/img/login.png)¦',
      '![A login form.](/img/login.png)',
    ],
    [
      'of an alias',
      'vue',
      '<template><img src="@/img/login.png">¦</template>',
      '<template><img src="@/img/login.png" alt="A login form."></template>',
    ],
    [
      'of an import',
      'astro',
      '---\nimport login from \'../img/login.png\';\n---\n<Image src={login} alt="" />¦',
      '---\nimport login from \'../img/login.png\';\n---\n<Image src={login} alt="A login form." />',
    ],
    [
      'in the middle of a tag',
      'html',
      '<img ¦src="../img/login.png" width="3">',
      '<img src="../img/login.png" alt="A login form." width="3">',
    ],
    ['in the middle of its path', 'html', '<img src="../img/lo¦gin.png">', tag],
    [
      'of imagesdir',
      'asciidoc',
      ':imagesdir: ../img\n\nimage::login.png[]¦',
      ':imagesdir: ../img\n\nimage::login.png["A login form."]',
    ],
    [
      'of a directive',
      'restructuredtext',
      '.. image:: ../img/login.png\n   :width: 3¦\n',
      '.. image:: ../img/login.png\n   :alt: A login form.\n   :width: 3\n',
    ],
    [
      'of the one that the cursor is in',
      'markdown',
      '![a](../img/login.png) ![b¦](../img/login.png)',
      `![a](../img/login.png) ${image}`,
    ],
    [
      'of the only one without',
      'markdown',
      '![a](../img/login.png) ![](../img/login.png)¦',
      `![a](../img/login.png) ${image}`,
    ],
    [
      'over a selection of several lines',
      'markdown',
      'A¦\n\n![](../img/login.png)\n\nB¦',
      `A\n\n${image}\n\nB`,
    ],
  ];
  for (const [name, language, before, after] of cases) {
    it(`replaces the alt text ${name}: ${language}`, () => {
      assert.equal(inserted(language, before), after);
    });
  }

  it('takes the image by its path, encoded or not, in capitals or not on Windows only', () => {
    const paths = { imagePath: '/c:/docs/img/a b.png', documentPath: '/C:/docs/x.md' };
    assert.equal(
      inserted('markdown', '![](img/a%20b.png)¦', paths),
      '![A login form.](img/a%20b.png)',
    );
    assert.equal(
      inserted('markdown', '![](<IMG/A b.png>)¦', paths),
      '![A login form.](<IMG/A b.png>)',
    );
    assert.match(inserted('markdown', '![](../IMG/login.png)\n\n¦'), /!\[\].*\n\n!\[A login/);
  });

  it('makes no code of a backtick with one that stands before', () => {
    assert.equal(
      inserted('markdown', 'Press ` and ¦see b', { alt: 'A `c` d' }),
      'Press ` and ![A &#96;c&#96; d](../img/login.png) see b',
    );
  });

  it('says why it does not', () => {
    assert.equal(
      inserted('markdown', '![a](../img/login.png) ![b](../img/login.png) ¦'),
      'several',
    );
    assert.equal(
      inserted('typescriptreact', '<img src="../img/login.png" alt={t("x")} />¦'),
      'computed',
    );
    assert.equal(
      inserted('vue', '<template><img src="../img/login.png" :alt="x">¦</template>'),
      'computed',
    );
  });
});

describe('insertAltText into a document that does not show the image', () => {
  const cases: [name: string, language: string, before: string, after: string][] = [
    ['an empty document', 'markdown', '¦', image],
    ['a blank line', 'markdown', 'A\n\n¦\n\nB', `A\n\n${image}\n\nB`],
    ['a blank line between lines', 'markdown', 'A\n¦\nB', `A\n\n${image}\n\nB`],
    ['a line below code', 'markdown', '```\nx\n```\n¦', `\`\`\`\nx\n\`\`\`\n${image}`],
    ['a line below a table', 'markdown', '| a |\n| - |\n¦', `| a |\n| - |\n\n${image}`],
    ['a line below HTML', 'markdown', '<p>\n¦', `<p>\n\n${image}`],
    ['a line with Windows line breaks', 'markdown', 'A\r\n¦\r\nB', `A\r\n\r\n${image}\r\n\r\nB`],
    ['a deep indent', 'markdown', 'A\n\n      ¦\n\nB', `A\n\n${image}\n\nB`],
    ['an item of a list', 'markdown', '- A\n\n  ¦\n', `- A\n\n  ${image}\n`],
    [
      'a deep item of a list',
      'markdown',
      '1. A\n   - B\n\n     ¦\n',
      `1. A\n   - B\n\n     ${image}\n`,
    ],
    ['a quote', 'markdown', '> A\n> ¦\n> B', `> A\n> \n> ${image}\n>\n> B`],
    ['a sentence', 'markdown', 'Press ¦ here.', `Press ${image} here.`],
    ['a word', 'markdown', 'Press bu¦tton.', `Press button ${image}.`],
    ['the place of a word', 'markdown', 'Press ¦IMAGE¦ here.', `Press ${image} here.`],
    ['a heading', 'markdown', '# A ¦', `# A ${image}`],
    ['a link', 'markdown', '[¦](x.html)', `[${image}](x.html)`],
    [
      'a cell',
      'markdown',
      '| a | b |\n| - | - |\n| c | ¦ |',
      `| a | b |\n| - | - |\n| c | ${image} |`,
    ],
    ['an item', 'markdown', '- ¦', `- ${image}`],
    [
      'HTML in Markdown',
      'markdown',
      '<p align="center">\n  ¦\n</p>',
      `<p align="center">\n  ${tag}\n</p>`,
    ],
    ['below another image', 'markdown', '![x](y.png)¦\n', `![x](y.png)\n\n${image}\n`],
    ['MDX', 'mdx', 'import A from "a"\n\n¦', `import A from "a"\n\n${image}`],
    ['a sentence of MDX', 'mdx', 'A {b} ¦ c', `A {b} ${image} c`],
    ['HTML', 'html', '<p>A ¦ b</p>', `<p>A ${tag} b</p>`],
    ['a link in HTML', 'html', '<a href="x">¦</a>', `<a href="x">${tag}</a>`],
    ['behind another image', 'html', '  <img src="x.png">¦\n', `  <img src="x.png">\n\n  ${tag}\n`],
    ['Svelte', 'svelte', '{#if a}\n  ¦\n{/if}', `{#if a}\n  ${tag}\n{/if}`],
    ['Vue', 'vue', '<template>\n  ¦\n</template>', `<template>\n  ${tag}\n</template>`],
    ['Astro', 'astro', '---\nx\n---\n<p>¦</p>', `---\nx\n---\n<p>${tag}</p>`],
    [
      'markup in JSX',
      'javascriptreact',
      "const a = <p>Don't ¦</p>;",
      `const a = <p>Don't ${jsx}</p>;`,
    ],
    ['an expression in JSX', 'typescriptreact', 'return (\n  ¦\n);', `return (\n  ${jsx}\n);`],
    [
      'braces in JSX',
      'typescriptreact',
      'const a = <p>{b && ¦}</p>;',
      `const a = <p>{b && ${jsx}}</p>;`,
    ],
    ['AsciiDoc', 'asciidoc', 'A\n\n¦\n\nB', `A\n\n${block}\n\nB`],
    ['between lines of AsciiDoc', 'asciidoc', 'A\n¦\nB', `A\n\n${block}\n\nB`],
    ['an indent of AsciiDoc', 'asciidoc', 'A\n\n  ¦\n', `A\n\n${block}\n`],
    ['a sentence of AsciiDoc', 'asciidoc', 'A ¦ b.', `A ${inline} b.`],
    ['a cell of AsciiDoc', 'asciidoc', '|===\n|a |¦\n|===', `|===\n|a |${inline}\n|===`],
    [
      'below imagesdir',
      'asciidoc',
      ':imagesdir: ../img\n\n¦',
      ':imagesdir: ../img\n\nimage::login.png["A login form."]',
    ],
    ['reStructuredText', 'restructuredtext', 'A\n\n¦\n\nB', `A\n\n${directive}\n\nB`],
    [
      'an indent of reStructuredText',
      'restructuredtext',
      '.. note::\n\n   A\n\n   ¦\n',
      '.. note::\n\n   A\n\n   .. image:: ../img/login.png\n      :alt: A login form.\n',
    ],
    ['between lines of reStructuredText', 'restructuredtext', 'A\n¦\nB', `A\n\n${directive}\n\nB`],
    [
      'a sentence of reStructuredText',
      'restructuredtext',
      '  A ¦ b.\n  C\n\nD',
      '  A  b.\n  C\n\n  .. image:: ../img/login.png\n     :alt: A login form.\n\nD',
    ],
    [
      'below another directive',
      'restructuredtext',
      '  .. image:: other.png\n     :alt: x¦',
      '  .. image:: other.png\n     :alt: x\n\n  .. image:: ../img/login.png\n     :alt: A login form.',
    ],
    ['Chinese', 'markdown', '文字¦文字', `文字${image}文字`],
    [
      'behind a URL',
      'markdown',
      'See https://example.com/a*¦',
      `See https://example.com/a* ${image}`,
    ],
    ['behind a sentence', 'markdown', 'One.¦ Two.', `One. ${image} Two.`],
    ['above a heading by its underline', 'markdown', '¦\nA\n===', `${image}\n\nA\n===`],
    ['an empty item behind others', 'markdown', '> 1. A\n> 2. ¦', `> 1. A\n> 2. ${image}`],
    ['a component of MDX', 'mdx', '<A>\n\n¦\n\n</A>', `<A>\n\n${image}\n\n</A>`],
    ['a paragraph in MDX', 'mdx', '<p>A ¦ b</p>', `<p>A ${image} b</p>`],
    ['plain text', 'plaintext', 'A ¦', `A ${alt}`],
  ];
  for (const [name, language, before, after] of cases) {
    it(`writes it into ${name}: ${language}`, () => {
      assert.equal(inserted(language, before), after);
    });
  }

  it('loses nothing that is selected over several lines, nor markup', () => {
    assert.equal(inserted('markdown', 'A ¦b\n\nc¦ d'), `A b\n\nc ${image} d`);
    assert.equal(inserted('markdown', 'A ¦![x](y.png)¦ d'), `A ![x](y.png) ${image} d`);
    assert.equal(inserted('markdown', 'A ¦**b¦** d'), `A **b ${image}** d`);
    assert.equal(inserted('html', '<p>¦A <b>c¦</b></p>'), `<p>A <b>c ${tag}</b></p>`);
  });

  const refused: [language: string, text: string, problem: string][] = [
    ['markdown', '![Other ¦words](other.png)', 'markup'],
    ['markdown', '![x](oth¦er.png)', 'markup'],
    ['markdown', '[x](oth¦er.html)', 'markup'],
    ['markdown', '<https://exa¦mple.com>', 'markup'],
    ['markdown', '[x]: oth¦er.html', 'markup'],
    ['markdown', 'A <b cl¦ass="x">b</b>', 'markup'],
    ['markdown', '<p\n  cl¦ass="x">\n</p>', 'markup'],
    ['markdown', 'A `co¦de` b', 'code'],
    ['markdown', '```\n¦\n```', 'code'],
    ['markdown', '> ~~~\n> a¦\n', 'code'],
    ['markdown', 'A\n\n    co¦de', 'code'],
    ['markdown', '---\ntitle: ¦\n---\n', 'frontMatter'],
    ['markdown', '<!-- a ¦ b -->', 'comment'],
    ['markdown', 'A <!-- a ¦ b --> c', 'comment'],
    ['markdown', 'See https://exa¦mple.com', 'markup'],
    ['markdown', 'A \\¦* b', 'markup'],
    ['markdown', 'A &am¦p; b', 'markup'],
    ['markdown', 'A *¦*b** c', 'markup'],
    ['markdown', '[![a](b.png)]¦(c)', 'markup'],
    ['markdown', 'A\n==¦=', 'markup'],
    ['markdown', 'A\n\n-¦--\n\nB', 'markup'],
    ['markdown', '| a |\n| -¦ |\n| b |', 'markup'],
    ['markdown', '[a]: b¦', 'markup'],
    ['markdown', '¦<div>\nA\n</div>', 'place'],
    ['mdx', 'A {b¦} c', 'code'],
    ['mdx', 'import A¦ from "a"', 'code'],
    ['mdx', '<A b¦="c" />', 'markup'],
    ['html', '<img src="o¦ther.png">', 'markup'],
    ['html', '<p ¦>', 'markup'],
    ['html', '<script>¦</script>', 'code'],
    ['html', '<style>a¦</style>', 'code'],
    ['html', '<!-- ¦ -->', 'comment'],
    ['html', '<head>¦</head>', 'place'],
    ['html', '<table><tr>¦</tr></table>', 'place'],
    ['svelte', '<p>{a¦}</p>', 'code'],
    ['svelte', '<script>¦</script>', 'code'],
    ['vue', '<template>{{ a¦ }}</template>', 'code'],
    ['vue', '<script>¦</script>', 'code'],
    ['astro', '---\nx¦\n---\n', 'frontMatter'],
    ['typescriptreact', 'const a = "b¦";', 'code'],
    ['typescriptreact', 'const a = 1;\n¦\nconst b = 2;', 'code'],
    ['typescriptreact', '// ¦ x\n', 'comment'],
    ['typescriptreact', 'const a = `b¦`;', 'code'],
    ['typescriptreact', 'const a = <p cl¦assName="x" />;', 'markup'],
    ['asciidoc', '----\n¦\n----', 'code'],
    ['asciidoc', '////\n¦\n////', 'comment'],
    ['asciidoc', 'image::oth¦er.png[x]', 'markup'],
    ['asciidoc', 'A image:oth¦er.png[x] b', 'markup'],
    ['asciidoc', ':name: val¦ue', 'markup'],
    ['restructuredtext', '.. image:: oth¦er.png\n   :alt: x', 'markup'],
    ['restructuredtext', '.. image:: other.png\n   :al¦t: x', 'markup'],
    ['restructuredtext', 'A::\n\n  co¦de', 'code'],
    ['restructuredtext', '.. code-block:: c\n\n   ¦x', 'code'],
    ['restructuredtext', '.. A comm¦ent', 'comment'],
    ['restructuredtext', '+---+\n| ¦ |\n+---+', 'place'],
    ['python', 'x = 1¦', 'language'],
    ['shellscript', '¦', 'language'],
  ];
  for (const [language, text, problem] of refused) {
    it(`says why not in ${language}: ${JSON.stringify(text)}`, () => {
      assert.equal(inserted(language, text), problem);
    });
  }

  it('says that no path leads to another drive or another machine', () => {
    const drives = { documentPath: '/c:/docs/x.md', imagePath: '/d:/img/login.png' };
    assert.equal(inserted('markdown', '¦', drives), 'elsewhere');
    const result = insertAltText({
      text: '',
      languageId: 'html',
      documentPath: '/x.html',
      imagePath: undefined,
      selection: { start: 0, end: 0 },
      alt,
    });
    assert.deepEqual(result, { problem: 'elsewhere' });
  });

  it('takes a selection that is out of the text or the wrong way round', () => {
    for (const [start, end] of [
      [-5, 0],
      [99, 100],
      [3, 0],
      [NaN, NaN],
    ]) {
      const result = insertAltText({
        text: 'A b',
        languageId: 'markdown',
        documentPath: '/docs/guide/x.md',
        imagePath: '/docs/img/login.png',
        selection: { start: start ?? 0, end: end ?? 0 },
        alt,
      });
      assert.ok('edit' in result);
    }
  });

  it('writes the very text, whatever the text and the place', () => {
    const places: [language: string, text: string][] = [
      ['markdown', '¦'],
      ['markdown', 'A ¦ b'],
      ['markdown', '| a |\n| - |\n| ¦ |'],
      ['markdown', '[¦](x)'],
      ['markdown', '<p>\n¦\n</p>'],
      ['mdx', 'A ¦ b'],
      ['html', '<p>¦</p>'],
      ['vue', '<template>¦</template>'],
      ['svelte', '<p>¦</p>'],
      ['astro', '<p>¦</p>'],
      ['typescriptreact', 'const a = <p>¦</p>;'],
      ['asciidoc', '¦'],
      ['asciidoc', 'A ¦ b'],
      ['restructuredtext', '   ¦'],
    ];
    const names = [
      'login.png',
      'a b (1).png',
      "it's & 100% #1?.png",
      'a[b]{c}|d.png',
      '__x__*y*.png',
      'Ä 日.png',
      'Shot at 3.14.15\u202fPM.png',
      'back\\slash.png',
      '12:30.png',
      'a"b<c>.png',
      '&lt;.png',
    ];
    for (const [language, text] of places) {
      for (const name of names) {
        for (const nasty of name === 'login.png' ? nastyTexts : [alt]) {
          const imagePath = `/docs/guide/${name}`;
          const after = inserted(language, text, { alt: nasty, imagePath });
          const [reference, ...others] = findImageReferences(after, language);
          assert.deepEqual(others, [], after);
          assert.equal(reference?.alt, nasty, after);
          // The reference leads back to the image: inserting again changes nothing.
          assert.equal(inserted(language, `${after}¦`, { alt: nasty, imagePath }), after);
        }
      }
    }
  });
});
