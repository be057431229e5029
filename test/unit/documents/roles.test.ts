import assert from 'node:assert/strict';
import type { ImageRole } from '../../../src/core/altText/imageRole';
import { findImageReferences } from '../../../src/documents';
import { withRoles } from '../../../src/documents/roles';

const rolesOf = (text: string, languageId: string): ImageRole[] =>
  findImageReferences(text, languageId).map(({ role }) => role);

describe('The role of a reference', () => {
  const complex = [
    'Bar chart of sales by month',
    'Graph: load over time',
    'Class diagram',
    'A sequence diagram of the login',
    'ER diagram',
    'Scatter plot of height and weight',
    'Flow chart for refunds',
    'Flowchart for refunds',
    'System architecture',
    'Project timeline',
    'Map of the offices',
    'Histogram of ages',
    'Schematic of the board',
    'Infographic on water',
    'Org chart of the team',
    'Balkendiagramm der Umsätze',
    'Schaubild zum Ablauf',
    'Softwarearchitektur im Überblick',
    'Graphique des ventes',
    'Schéma du réseau',
    'Diagrama de flujo',
    'Gráfico de barras',
    'Mapa de las oficinas',
  ];
  for (const alt of complex) {
    it(`is complex: ${alt}`, () =>
      assert.deepEqual(rolesOf(`![${alt}](a.png)`, 'markdown'), ['complex']));
  }

  const plain = [
    'Login form with two fields',
    'Map pin icon',
    'Chart button',
    'The diagram editor',
    'Photograph of a bridge',
    'Paragraph styles',
    'Mapping dialog',
    'Plotter',
  ];
  for (const alt of plain) {
    it(`is not complex: ${alt}`, () =>
      assert.deepEqual(rolesOf(`![${alt}](a.png)`, 'markdown'), ['informative']));
  }

  it('is not told by the name of the file, by text farther away, or by a placeholder', () => {
    const text =
      '# Diagrams\n\nThe chart below.\n\n![Two boxes](flowchart.png)\n\n![](chart.png)\n\n![flow-chart.png](x/flow-chart.png)';
    assert.deepEqual(rolesOf(text, 'markdown'), ['informative', 'informative', 'informative']);
  });

  it('is complex where the caption says so', () => {
    const [reference] = findImageReferences('![](a.png)', 'markdown');
    assert.ok(reference);
    const roles = ['Diagram of parts', 'Two parts', undefined].map(
      (caption) =>
        withRoles(
          [{ ...reference, ...(caption === undefined ? {} : { caption }) }],
          '![](a.png)',
          () => undefined,
        )[0]?.role,
    );
    assert.deepEqual(roles, ['complex', 'informative', 'informative']);
  });

  const redundant: [language: string, text: string][] = [
    ['markdown', '- ![Settings](a.png) Settings'],
    ['markdown', '| ![The *menu*!](a.png) the Menu |\n| - |'],
    ['markdown', 'Open the menu. ![open  the menu](a.png)'],
    ['markdown', '![A form](a.png) A form. It has two fields.'],
    [
      'mdx',
      '<figure>\n  <img src="a.png" alt="The form" />\n  <figcaption>The form</figcaption>\n</figure>',
    ],
    ['html', '<p><img src="a.png" alt="Settings"> <b>Settings</b></p>'],
    [
      'html',
      '<figure><img src="a.png" alt="The form"><figcaption>The <i>form</i>.</figcaption></figure>',
    ],
    ['vue', '<template><li><img src="a.png" alt="Settings">Settings</li></template>'],
    ['svelte', '<li><img src="a.png" alt="Settings">Settings</li>'],
    ['astro', '<li><img src="a.png" alt="Settings">Settings</li>'],
    ['javascriptreact', 'const a = <li><img src="a.png" alt="Settings" /> Settings</li>;'],
    ['typescriptreact', 'const a = <li><img src="a.png" alt="Settings" /> Settings</li>;'],
    ['asciidoc', '* image:a.png[Settings] Settings'],
    ['asciidoc', '.The form\nimage::a.png[The form]'],
    ['restructuredtext', '.. figure:: a.png\n   :alt: The form\n\n   The form.'],
    ['markdown', '- ![設定](a.png) 設定'],
    [
      'ipynb',
      JSON.stringify({
        cells: [
          { cell_type: 'markdown', source: ['![The "big" form](a.png)\n', 'the "big"\tform'] },
        ],
      }),
    ],
    ['markdown', '- ![הגדרות](a.png) הגדרות'],
  ];
  for (const [language, text] of redundant) {
    it(`is redundant: ${language} ${JSON.stringify(text)}`, () =>
      assert.deepEqual(rolesOf(text, language), ['redundant']));
  }

  it('stays where the same words stand in another block, or beside another image', () => {
    const others: [language: string, text: string][] = [
      ['markdown', '# Settings\n\n![Settings](a.png)\n\nSettings'],
      ['markdown', '![Settings](a.png) Users'],
      ['html', '<p>Settings<p><img src="a.png" alt="Settings"><p>Settings'],
      ['asciidoc', 'Settings\n\nimage::a.png[Settings]\n\nSettings'],
    ];
    for (const [language, text] of others) {
      assert.deepEqual(rolesOf(text, language), ['informative'], text);
    }
    assert.deepEqual(rolesOf('![A](a.png) B ![C](c.png) A', 'markdown'), [
      'informative',
      'informative',
    ]);
  });

  it('of links and decoration goes before what the words tell', () => {
    assert.deepEqual(rolesOf('[![A chart](a.png) A chart](b)', 'markdown'), ['link']);
    assert.deepEqual(
      rolesOf('<img src="a.png" alt=""><img src="b.png" alt="A chart" aria-hidden="true">', 'html'),
      ['decorative', 'decorative'],
    );
    assert.deepEqual(
      rolesOf(':::image type="complex" source="a.png" alt-text="Parts":::\n', 'markdown'),
      ['complex'],
    );
  });

  it('is of a link, but decorative where something else names the link', () => {
    const cases: [language: string, text: string, roles: ImageRole[]][] = [
      ['html', '<a href="x"><img src="a.png" alt=""> Help</a>', ['decorative']],
      ['html', '<a href="x"><img src="a.png"> Help</a>', ['link']],
      ['html', '<a href="x"> <img src="a.png" alt="">&nbsp;<b> </b></a> Help', ['link']],
      [
        'html',
        '<a href="x"><img src="a.png" alt=""><img src="b.png" alt="B"></a>',
        ['decorative', 'link'],
      ],
      ['html', '<a href="x"><img src="a.png" alt=""><img src="b.png"></a>', ['link', 'link']],
      ['html', '<button aria-label="Help"><img src="a.png" alt=""></button>', ['decorative']],
      [
        'html',
        '<a href="x"><img src="a.png" alt=""><img src="b.png" alt="B" aria-hidden="true"></a>',
        ['link', 'decorative'],
      ],
      [
        'vue',
        '<template><a href="x"><img src="a.png" alt="">{{ b }}</a></template>',
        ['decorative'],
      ],
      ['svelte', '<a href="x">{#if b}<img src="a.png" alt="">{/if}</a>', ['link']],
      ['svelte', '<a href="x">{#if b}<img src="a.png" alt="">{/if}{c}</a>', ['decorative']],
      ['astro', '<a href="x"><img src="a.png" alt="" />Help</a>', ['decorative']],
      [
        'typescriptreact',
        'const a = <Link to="x"><img src="a.png" alt="" />{label}</Link>;',
        ['decorative'],
      ],
      [
        'typescriptreact',
        'const a = <a href="x">{/* b */}{c && (<img src="a.png" alt="" />)}</a>;',
        ['link'],
      ],
      [
        'typescriptreact',
        'const a = <a href="x"><b onClick={() => c}><img src="a.png" alt={\'\'} /></b></a>;',
        ['link'],
      ],
      ['markdown', 'A <a href="x"><img src="a.png" alt=""> Help</a> b', ['decorative']],
      ['markdown', '<a href="x">![](a.png) Help</a>', ['link']],
      ['mdx', '<Button onClick={() => open()}><img src="a.png" alt="B" /></Button>', ['link']],
      [
        'mdx',
        '<Button onClick={() => open()}>\n\n![B](a.png)\n\n</Button>\n\n![C](d.png)',
        ['link', 'informative'],
      ],
    ];
    for (const [language, text, roles] of cases) {
      assert.deepEqual(rolesOf(text, language), roles, `${language} ${text}`);
    }
  });

  it('is redundant before it is complex', () => {
    assert.deepEqual(rolesOf('- ![A chart](a.png) A chart', 'markdown'), ['redundant']);
  });
});
