import assert from 'node:assert/strict';
import { findImageReferences, surroundingsIn, surroundingsOf } from '../../../src/documents';
import { mostSurroundings, type Surroundings } from '../../../src/documents/surroundings';

/** The surroundings of the image `it.png`. */
function around(text: string, languageId: string): Surroundings {
  const reference = findImageReferences(text, languageId).find(({ target }) =>
    target.endsWith('it.png'),
  );
  assert.ok(reference, `${languageId} ${text}`);
  return surroundingsOf(text, languageId, reference);
}

const none: Surroundings = { headings: [], before: '', after: '' };

describe('surroundingsOf', () => {
  const cases: [language: string, what: string, text: string, found: Partial<Surroundings>][] = [
    ['markdown', 'nothing around', '![](it.png)', {}],
    [
      'markdown',
      'title, path of headings and sentences',
      '# Guide\n\n## Setup\n\n### On *Linux* ###\n\nOpen **it**. Click the ![](it.png) icon in [the bar](b.md).\n\n## Other\n\nFar.',
      {
        title: 'Guide',
        headings: ['Setup', 'On Linux'],
        before: 'Open it. Click the',
        after: 'icon in the bar.',
        language: 'en',
      },
    ],
    [
      'markdown',
      'headings underlined, code passed over',
      'Guide\n=====\n\nSetup\n-----\n\n```\ncode\n```\n\n    code\n\nOne `x`.\n\n![](it.png)\n\n~~~\ncode\n~~~\nTwo.',
      { title: 'Guide', headings: ['Setup'], before: 'One x.', after: 'Two.' },
    ],
    [
      'markdown',
      'front matter in YAML',
      '---\ntitle: "The \\"best\\" page" # x\nlang: de_AT\n---\n\n# Head\n\n![](it.png)',
      { title: 'The "best" page', headings: ['Head'], language: 'de-AT' },
    ],
    [
      'markdown',
      'front matter in TOML',
      '+++\ntitle = \'Page\'\nlanguage = "english"\n+++\n\n![](it.png)',
      { title: 'Page' },
    ],
    [
      'markdown',
      'other images, marks, comments and template code left out',
      '- [x] A ![no](no.png) b[^1] <!-- c --> {{< d >}} {% e %} <kbd>F</kbd>&amp;\n- ![](it.png){width=50%}\n- ![[no.png]] [[G|h]]',
      { before: 'A b F&', after: 'h' },
    ],
    [
      'markdown',
      'a link around',
      'See [![](it.png) Watch the *video*](https://x.org/v) now.',
      {
        before: 'See',
        after: 'Watch the video now.',
        linkTarget: 'https://x.org/v',
        linkText: 'Watch the video',
      },
    ],
    ['markdown', 'a link to the picture in full size', '[![](it.png)](it-large.png)', {}],
    [
      'markdown',
      'tags',
      '<h1 align="center">Tool</h1>\n\n<p><a href="https://x.org"><img src="it.png"> Site</a></p>\n\nText.',
      { title: 'Tool', after: 'Text.', linkTarget: 'https://x.org', linkText: 'Site' },
    ],
    [
      'markdown',
      'cells of a table, and quotes',
      '> One.\n\n| A | B |\n| - | - |\n| ![](it.png) | Two |',
      { before: 'One. A B', after: 'Two' },
    ],
    [
      'markdown',
      'references with labels',
      '[One][a] ![x][b] two.\n\n[a]: c\n[b]: it.png',
      { before: 'One', after: 'two.' },
    ],
    [
      'mdx',
      'elements with a caption',
      'import A from \'./a\';\n\n# Guide\n\n<figure>\n  <img src="it.png" />\n  <figcaption>The *form*</figcaption>\n</figure>\n\nText {props.x} <b>more</b>.',
      { title: 'Guide', caption: 'The form', after: 'Text more.' },
    ],
    [
      'html',
      'title, language of the nearest element, figure',
      '<html lang="fr"><title>Page</title><style>a{}</style><h2>A &amp; B</h2><p>Avant.<div lang="en"><figure><img src="it.png"><figcaption>A form</figcaption></figure><pre>code</pre><p>After <i>it</i>.</div>',
      {
        title: 'Page',
        headings: ['A & B'],
        before: 'Avant.',
        caption: 'A form',
        after: 'After it.',
        language: 'en',
      },
    ],
    [
      'html',
      'a card that is a link',
      '<ul><li><a href="/x"><img src="it.png"><h3>Card</h3><p>Words</p></a><li><a href="/y">No</a></ul>',
      { linkTarget: '/x', linkText: 'Card Words' },
    ],
    [
      'html',
      'the caption of another figure left out',
      '<figure><img src="no.png"><figcaption>No</figcaption></figure><figure><img src="it.png"></figure><svg><title>No</title></svg>',
      {},
    ],
    [
      'vue',
      'the template alone',
      '<script>const a = "No.";</script><template><h1>Guide</h1><p>One {{ a }} two.</p><img src="it.png"></template>',
      { title: 'Guide', before: 'One two.' },
    ],
    [
      'svelte',
      'blocks of code',
      '<h1>Guide</h1>{#if a}<p>One.</p>{/if}<img src="it.png" alt={b}><p>Two {c}.</p>',
      { title: 'Guide', before: 'One.', after: 'Two .' },
    ],
    [
      'astro',
      'a list made by code',
      '---\nconst a = "No.";\n---\n<h1>Guide</h1><ul>{b.map((c) => <li>One. <img src="it.png" /> Two.</li>)}</ul>',
      { title: 'Guide', before: 'One.', after: 'Two.' },
    ],
    [
      'javascriptreact',
      'elements and a link',
      'const a = "No."; const b = <main><h1>Guide</h1><h2>Part</h2><p>One <b>two</b>.</p><Link to="/c"><img src="it.png" /> Go</Link></main>;',
      { title: 'Guide', headings: ['Part'], before: 'One two.', linkTarget: '/c', linkText: 'Go' },
    ],
    [
      'typescriptreact',
      'code around',
      'export const A = <T,>(b: T) => (\n  <section lang="de">\n    <h2>Teil</h2>\n    <p>Eins.</p>\n    <Image src="it.png" />\n    <p>Zwei.</p>\n  </section>\n);',
      { headings: ['Teil'], before: 'Eins.', after: 'Zwei.', language: 'de' },
    ],
    [
      'asciidoc',
      'title, attributes, block title, inline markup',
      '= Guide\nJane Doe <j@x.org>\n:lang: es\n\n== Part\n\nSee *it* at https://x.org[the _site_] image:no.png[] <<a,there>>.\n\n----\ncode\n----\n\n.The form\n[#id]\nimage::it.png[]\n\nAfter footnote:[no] kbd:[F1].',
      {
        title: 'Guide',
        headings: ['Part'],
        before: 'See it at the site there.',
        caption: 'The form',
        after: 'After F1.',
        language: 'es',
      },
    ],
    [
      'asciidoc',
      'a list and a link',
      '* One\n* link:/x[image:it.png[] words] there',
      { before: 'One', after: 'words there', linkText: 'words' },
    ],
    [
      'restructuredtext',
      'sections, a figure and inline markup',
      '=====\nGuide\n=====\n\nPart\n----\n\nSee *it* at `the site <https://x.org>`_ and :ref:`there <a>`::\n\n  code\n\n.. figure:: it.png\n\n   The form.\n\n   A legend.\n\n``After``.',
      {
        title: 'Guide',
        headings: ['Part'],
        before: 'See it at the site and there:',
        caption: 'The form.',
        after: 'A legend. After.',
        language: 'en',
      },
    ],
    [
      'restructuredtext',
      'a substitution where it is used',
      'Guide\n=====\n\nClick |a| here.\n\n.. |a| image:: it.png',
      { title: 'Guide', before: 'Click', after: 'here.' },
    ],
    [
      'ipynb',
      'Markdown cells',
      JSON.stringify({
        nbformat: 4,
        cells: [
          { cell_type: 'markdown', source: ['# Guide\n', '\n', 'See "é" 日.'] },
          { cell_type: 'code', source: 'x = 1' },
          { cell_type: 'markdown', source: '## Part\n\nOne. ![](it.png) Two.' },
        ],
      }),
      { title: 'Guide', headings: ['Part'], before: 'One.', after: 'Two.' },
    ],
    [
      'markdown',
      'Japanese',
      '# 手順\n\n設定を開きます。次にここを押してください。\n\n![](it.png)\n\n保存されます。',
      {
        title: '手順',
        before: '設定を開きます。次にここを押してください。',
        after: '保存されます。',
        language: 'ja',
      },
    ],
    [
      'html',
      'Arabic',
      '<h1>الدليل</h1><p>افتح القائمة. اختر هذا الزر في الأعلى.</p><img src="it.png"><p>ثم احفظ الملف على الجهاز.</p>',
      {
        title: 'الدليل',
        before: 'افتح القائمة. اختر هذا الزر في الأعلى.',
        after: 'ثم احفظ الملف على الجهاز.',
        language: 'ar',
      },
    ],
    [
      'markdown',
      'Hebrew',
      'זהו טקסט בעברית.\n\n![](it.png)',
      { before: 'זהו טקסט בעברית.', language: 'he' },
    ],
  ];
  for (const [language, what, text, found] of cases) {
    it(`finds in ${language}: ${what}`, () => {
      assert.deepEqual(around(text, language), { ...none, ...found });
    });
  }

  it('takes Windows line breaks', () => {
    const text = '# Guide\n\n## Part\n\nOne\ntwo ![](it.png)\nthree.\n';
    for (const [language, changed] of [
      ['markdown', text],
      ['asciidoc', text.replace('![](it.png)', 'image:it.png[]').replaceAll('#', '=')],
    ] as const) {
      assert.deepEqual(
        around(changed.replaceAll('\n', '\r\n'), language),
        { ...none, title: 'Guide', headings: ['Part'], before: 'One two', after: 'three.' },
        language,
      );
    }
  });

  it('tells the names of image files nowhere', () => {
    const text =
      '# it.png\n\n## About IT.png\n\nThe file img/it.png is here.\n\nit.png\n\n[![](img/it.png) it.png](img/it.png)\n\nSee img%2Fit.png.\n\n*it.png*';
    const found = around(text, 'markdown');
    assert.doesNotMatch(JSON.stringify(found), /it\.png/i);
    assert.deepEqual([found.headings, found.before], [['About …'], 'The file … is here.']);
    const [reference] = findImageReferences('![](it.png)', 'markdown');
    assert.ok(reference);
    const captions = ['shots/it.png', 'other.PNG', 'A form (it.png)'].map(
      (caption) => surroundingsOf('![](it.png)', 'markdown', { ...reference, caption }).caption,
    );
    assert.deepEqual(captions, [undefined, undefined, 'A form (…)']);
  });

  it('takes the caption and the link that the reference has, and no sentence twice', () => {
    const text = '![](it.png)\n\nThe form.\n\nTwo fields.';
    const [reference] = findImageReferences(text, 'markdown');
    assert.ok(reference);
    assert.deepEqual(
      surroundingsOf(text, 'markdown', { ...reference, caption: 'The form.', linkTarget: '/a' }),
      { ...none, caption: 'The form.', linkTarget: '/a', after: 'Two fields.' },
    );
  });

  it('keeps to its size, the nearest whole sentences first', () => {
    const sentences = (from: number) =>
      Array.from({ length: 40 }, (_, index) => `Sentence number ${from + index} stands here.`);
    const long = `${sentences(100).join(' ')}\n\n![](it.png)\n\n${sentences(500).join(' ')}`;
    const { before, after } = around(long, 'markdown');
    assert.match(before, /^Sentence number 1\d\d stands .* number 139 stands here\.$/);
    assert.match(after, /^Sentence number 500 stands .* stands here\.$/);
    const size = before.length + after.length;
    assert.ok(size > mostSurroundings - 80 && size <= mostSurroundings, String(size));
    const oneSided = around(`${sentences(100).join(' ')}\n\n![](it.png)`, 'markdown');
    assert.ok(oneSided.before.length > mostSurroundings - 80);
  });

  it('cuts what is longer than its size at words, or between the characters of scripts without', () => {
    const words = around(`${'word '.repeat(400)}![](it.png)${' other'.repeat(400)}`, 'markdown');
    assert.match(words.before, /^…(?:word )+word$/);
    assert.match(words.after, /^(?:other )+other…$/);
    const signs = around(`${'𠮷'.repeat(500)}![](it.png)${'𠮷'.repeat(500)}`, 'markdown');
    assert.match(signs.before, /^…𠮷+$/u);
    assert.match(signs.after, /^𠮷+…$/u);
  });

  it('keeps to its size where everything is long', () => {
    const long = (word: string) => `${word} `.repeat(300).trim();
    const text = `# ${long('title')}\n\n## ${long('outer')}\n\n### ${long('inner')}\n\n${long('before')}\n\n[![](it.png) ${long('link')}](https://x.org/${'a'.repeat(70)})\n\n${long('after')}`;
    const found = around(text, 'markdown');
    const [reference] = findImageReferences(text, 'markdown');
    assert.ok(reference);
    const all = surroundingsOf(text, 'markdown', { ...reference, caption: long('caption') });
    for (const { headings, ...texts } of [found, all]) {
      const size = [...headings, ...Object.values(texts)].join('').length;
      assert.ok(size <= mostSurroundings && size > mostSurroundings / 2, String(size));
    }
    assert.match(all.headings.join(), /^inner .*…$/);
    assert.match(all.before, /before$/);
  });

  it('ends no sentence after an abbreviation', () => {
    const filler = 'This filler goes on for quite a while. '.repeat(20);
    const { after } = around(`![](it.png)\n\nSee e.g. Dr. No, z. B. here. ${filler}`, 'markdown');
    assert.match(after, /^See e\.g\. Dr\. No, z\. B\. here\. This/);
  });

  it('reads a document once for all its references', () => {
    const text = Array.from(
      { length: 3000 },
      (_, index) => `Text ${index}.\n\n![](${index}.png)\n\n`,
    ).join('');
    const references = findImageReferences(text, 'markdown');
    const tell = surroundingsIn(text, 'markdown');
    const found = references.map((reference) =>
      tell(reference).before.endsWith(`Text ${references.indexOf(reference)}.`),
    );
    assert.deepEqual(new Set(found), new Set([true]));
  });

  it('gives the same for each kind of reference as for all at once', () => {
    const text = '# A\n\nOne. ![](a.png) Two.\n\n- ![](b.png) three';
    const tell = surroundingsIn(text, 'markdown');
    for (const reference of findImageReferences(text, 'markdown')) {
      assert.deepEqual(tell(reference), surroundingsOf(text, 'markdown', reference));
    }
  });
});
