import assert from 'node:assert/strict';
import { decorativeEdit, findImageReferences, withAltText } from '../../../src/documents';
import { cpuMilliseconds } from '../../support/cpuTime';
import { factsOf, made } from './edits';

const images = [
  '![a b](c.png)',
  '![](d.png){.e}',
  '![f](g.png){alt="h i"}',
  "![j](k.png){fig-alt='l' #m}",
  '![n|30](o.png)',
  '[![p](q.png)](r)',
  '![s]',
  '\n\n[s]: t.png "u"\n\n',
  '![[v.png]]',
  '![[w.png|x y|40]]',
  '{{< figure src="z.png" >}}',
  '{{% img src="a.png" alt="b \\" c" %}}',
  '{% include image.html src="d.png" alt="e" %}',
  ':::image type="content" source="f.png" alt-text="g":::',
  ':::image type="icon" source="h.png":::',
  '\n```{image} i.png\n:alt: j\n```\n',
  '\n:::{figure} k.png\n\nl *m*\n:::\n',
  '<img src="n.png">',
  "<img alt='o' src='p.png#only-dark'>",
  '<figure><a href="q"><img src=r.png></a><figcaption>s</figcaption></figure>',
];
const others =
  ' |\n|\n\n|> |- |  |    |word |\\|"|\'|`|```\n|{|}|{{<|>}}|{%|%}|[|]|(|)|![|![[|]]|:::|:::image |alt="|%%|<!--|-->|<div>\n|</div>\n|| a | b |\n| - | - |\n| |{% comment %}|{% endcomment %}|````{note}\n|````\n|---\n|:alt: |é😀|\r\n'.split(
    /(?<!\|)\|/,
  );

/** The same numbers from the same seed. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9;
    return ((state ^ (state >>> 13)) >>> 0) % below;
  };
}

describe('the dialects of Markdown in random documents', () => {
  it('have ranges in order, and edits that change one alt text only', () => {
    const random = numbers(11);
    const pick = (list: readonly string[]) => list[random(list.length)] ?? '';
    for (let round = 0; round < 2000; round++) {
      const markdown = Array.from({ length: 1 + random(10) }, () =>
        pick(random(2) === 0 ? images : others),
      ).join('');
      const kind = ['markdown', 'quarto', 'rmd', 'myst', 'mdx', 'ipynb'][random(6)] ?? '';
      const text =
        kind === 'ipynb'
          ? JSON.stringify({ cells: [{ cell_type: 'markdown', source: [markdown, '\nend'] }] })
          : markdown;
      const before = findImageReferences(text, kind);
      for (const [index, reference] of before.entries()) {
        const { range, slot, altRange = range } = reference;
        const places = [range.start, altRange.start, altRange.end, range.end];
        assert.deepEqual(
          [...places].sort((one, other) => one - other),
          places,
          text,
        );
        assert.ok(slot.start >= range.start && slot.end <= range.end, text);
        for (const edit of [
          withAltText(text, reference, 'A "new" text.'),
          decorativeEdit(text, reference),
        ]) {
          const changed = edit === undefined ? text : made(text, edit);
          const after = findImageReferences(changed, kind);
          const same = (list: typeof after) =>
            list.map((found, other) =>
              // Whether a text repeats what is beside it is told by that, too.
              other === index
                ? found.target
                : JSON.stringify({ ...factsOf(found), role: undefined }),
            );
          assert.deepEqual(same(after), same(before), JSON.stringify([kind, text, changed]));
        }
        const changed = made(text, withAltText(text, reference, 'A new text.'));
        assert.equal(
          findImageReferences(changed, kind)[index]?.alt,
          'A new text.',
          JSON.stringify([kind, text, changed]),
        );
      }
    }
  }).timeout(60_000);

  it('take time in proportion to the length', () => {
    const pieces = [
      ...images,
      ...others,
      '![a](b){a="',
      "![a](b){a='b' k=\"",
      '![a](b){k="1" k="" k="',
      '{{< figure src="a" ',
      '{% include a src="b.png" ',
      ':::image a="',
      '![a]({{ b',
      '<figure><figcaption>',
      '<a href=b>',
      '\n:::image type="complex" source="a":::\n',
      ':::image-end:::',
      '```{note}\n',
      '```{image} a\n---\nalt: |\n',
      '<div markdown>\n![a](b)\n',
    ];
    for (const language of ['markdown', 'quarto', 'myst', 'ipynb']) {
      for (const piece of pieces.filter((own) => own !== '')) {
        const markdown = piece.repeat(Math.ceil(50_000 / piece.length));
        const text =
          language === 'ipynb'
            ? JSON.stringify({ cells: [{ cell_type: 'markdown', source: markdown }] })
            : markdown;
        const start = cpuMilliseconds();
        findImageReferences(text, language);
        const taken = cpuMilliseconds() - start;
        assert.ok(taken < 1000, `${language} ${JSON.stringify(piece)}: ${taken} ms`);
      }
    }
  }).timeout(60_000);
});
