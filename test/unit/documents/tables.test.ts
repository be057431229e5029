import assert from 'node:assert/strict';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { applied, assertOnlyAltChanges, decorated, facts } from './edits';
import { nastyTexts } from './nastyTexts';
import { asciidoctorImages } from './oracles/lightMarkup';
import { nodesOf } from './oracles/shown';

/** How many rows and cells mdast finds in a document. */
function cellsIn(text: string): Record<string, number> {
  const tree = fromMarkdown(text, {
    extensions: [gfm()],
    mdastExtensions: [gfmFromMarkdown()],
  });
  const types = [...nodesOf(tree)].map(({ type }) => type);
  const count = (name: string) => types.filter((type) => type === name).length;
  return { tables: count('table'), rows: count('tableRow'), cells: count('tableCell') };
}

const last = '![z](z.png)';
/** Tables with a place for an image, with and without bars at the ends of their rows. */
const tables = [
  `| a | b | c |\n| - | - | - |\n| x | ¦ | ${last} |`,
  `a | b | c\n--|--|--\nx | ¦ | ${last}\ny | z | w`,
  `a | b\n--|--\nx ¦ y\n${last} | w`,
  `a |\n--|\nx ¦\n\n${last}`,
  `| ¦ | b |\n| :-: | - |\n| x | ${last} |`,
  `x ¦\n:--\n${last}`,
  `x ¦\n|--|\n${last}`,
  `> a | b\n> -|-\n> x ¦\n\n${last}`,
  `- a | b\n  -|-\n  x ¦\n  ${last} | y`,
  // No table, which a bar would make one.
  `x ¦\n--|--\n${last}`,
];

type Plain = (alt: string, target: unknown) => string;

const inEmbed: Plain = (alt, target) =>
  target === 'z.png'
    ? alt
    : alt.replaceAll('[', '(').replaceAll(']', ')').replaceAll('|', '/').replace(/\\$/, '/');
const inShortcode: Plain = (alt, target) =>
  target !== 'z.png' && alt.includes('\\') && alt.includes('`')
    ? alt.replaceAll('"', "'").replaceAll(/\\(?=`)|\\$/g, '/')
    : alt;

const markups: [language: string, markup: string, plain?: Plain][] = [
  ['markdown', '![old](i.png)'],
  ['markdown', '![old][i]'],
  ['markdown', '![](i.png){alt="old"}'],
  ['markdown', "![](i.png){: width=3 alt='old' }"],
  ['markdown', '<img src="i.png">'],
  ['markdown', ':::image type="content" source="i.png" alt-text="old":::'],
  ['markdown', '{% include image.html src="i.png" alt="old" %}'],
  ['markdown', '![[i.png]]', inEmbed],
  ['myst', '![old](i.png)'],
  ['quarto', '![](i.png){fig-alt="old"}'],
  ['rmd', '![old](i.png)'],
  ['mdx', '![old](i.png)'],
  ['mdx', '<img src="i.png" />'],
  ['mdx', "<img alt='old' src='i.png' />"],
  ['mdx', '<Image src="i.png" alt={old} />'],
];

describe('alt texts in cells of Markdown tables', () => {
  for (const [language, markup, plain] of markups) {
    it(`leave the table as it is: ${language} ${markup}`, () => {
      for (const table of tables) {
        const text = `${table.replace('¦', markup)}\n\n[i]: i.png`;
        assertOnlyAltChanges(text, language, plain);
        for (const alt of ['A | B', '|', 'a \\| b |', 'a|b`|`']) {
          assert.deepEqual(cellsIn(applied(text, language, alt)), cellsIn(text), text);
        }
      }
    });
  }

  it('leave the table as it is where Hugo takes shortcodes out before it reads Markdown', () => {
    for (const markup of [
      '{{< figure src="i.png" alt="old" >}}',
      '{{% img src="i.png" %}}',
      '{{< figure\n  src="i.png"\n>}}',
    ]) {
      for (const table of tables) {
        assertOnlyAltChanges(table.replace('¦', markup), 'markdown', inShortcode);
      }
    }
  });

  it('are read beside bars of Liquid, which goes before Markdown as well', () => {
    for (const [image, alt] of [
      ['{% include image.html src="a.png" alt="B | c" %}', 'B | c'],
      ['![B]({{ "/a.png" | relative_url }})', 'B'],
    ] as const) {
      const text = `| a | b |\n| - | - |\n| ${image} | ${last} |`;
      const alts = facts(text, 'markdown').map((found) => found.alt);
      assert.deepEqual(alts, [alt, 'z']);
    }
  });

  it('keep their bars readable outside of tables', () => {
    for (const before of ['', 'a | b\n', 'A\n\n---\n', 'A\n---\n', '- a\n', '| a |\n| - |\n\n']) {
      for (const after of ['', '\n---', '\n\n| a |\n| - |']) {
        for (const [language, markup] of [
          ['markdown', '![](a.png)'],
          ['mdx', 'A <img src="a.png" alt="" />'],
        ] as const) {
          const changed = applied(before + markup + after, language, 'B | c');
          assert.ok(changed.includes('B | c'), changed);
        }
      }
    }
    assert.ok(applied('const a = <img src="a.png" />;', 'javascriptreact', 'B | c').includes('|'));
  });

  it('stay in the table when the image becomes decorative', () => {
    for (const table of tables.slice(0, -1)) {
      for (const language of ['markdown', 'mdx']) {
        const text = table.replace('¦', '![old](/i.png "A \\| b")');
        const changed = decorated(text, language) ?? '';
        assert.deepEqual(cellsIn(changed), cellsIn(text), changed);
        assert.equal(facts(changed, language)[0]?.state, 'decorative', changed);
      }
    }
  });

  it('stay in the table also where the image is a whole row without bars', () => {
    for (const table of ['a | b\n--|--\n¦\nx | y', '> a | b\n> --|--\n> ¦', '¦\n:--\nx']) {
      for (const language of ['markdown', 'mdx']) {
        const text = table.replace('¦', '![old](/i.png)');
        const changed = decorated(text, language) ?? '';
        assert.deepEqual(cellsIn(changed), cellsIn(text), changed);
        assert.equal(facts(changed, language)[0]?.state, 'decorative', changed);
      }
    }
  });
});

describe('alt texts in cells of AsciiDoc tables', () => {
  for (const text of [
    '|===\n| x | image:i.png[old] | y\n|===',
    '|===\na|\n!===\n! x ! image:i.png[old] ! y\n!===\n|===',
    ',===\nx,image:i.png[old],y\n,===',
    '[format=csv]\n|===\nx,image:i.png[old],y\n|===',
    '[separator=¦]\n|===\n¦ x ¦ image:i.png[old] ¦ y\n|===',
    ',===\nx,y\n,===\n\nA image:i.png[old] b',
  ]) {
    it(`are the very text to Asciidoctor: ${JSON.stringify(text)}`, async () => {
      for (const alt of [...nastyTexts, 'Wow! A, b; c: d', '!', ',', 'a ¦ b', '!==='].filter(
        (one) => one !== '\\',
      )) {
        const changed = applied(text, 'asciidoc', alt);
        assert.deepEqual(
          await asciidoctorImages(changed),
          [{ target: 'i.png', alt, computed: false }],
          changed,
        );
      }
    }).timeout(20_000);
  }

  it('keep their commas and exclamation marks readable where those part no cells', () => {
    for (const text of [
      'image::i.png[]\n\n,===\na,b\n,===',
      ',===\na,b\n,===\n\nimage::i.png[]',
      '|===\na|\n!===\n! x\n!===\n| image:i.png[]\n|===',
      '[separator=!]\n|===\n! x\n|===\n\n|===\n| image:i.png[]\n|===',
    ]) {
      assert.ok(applied(text, 'asciidoc', 'Wow, so!').includes('["Wow, so!"]'), text);
    }
  });
});
