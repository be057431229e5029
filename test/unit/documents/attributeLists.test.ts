import assert from 'node:assert/strict';
import { applied, assertOnlyAltChanges, decorated, facts, pieces } from './edits';

const role = 'informative';

describe('image references with attribute lists and theme twins', () => {
  const cases: [language: string, text: string, references: Record<string, unknown>[]][] = [
    [
      'markdown',
      '![x](a.png){: alt="Two &quot;fields&quot;" .cls }',
      [{ target: 'a.png', alt: 'Two "fields"', state: 'present', role }],
    ],
    [
      'markdown',
      "![words](a.png){ alt='Two fields' width=300 }",
      [{ target: 'a.png', alt: 'Two fields', state: 'present', role }],
    ],
    [
      'markdown',
      '![Two fields](a.png){#id .class key=value key="v"}',
      [{ target: 'a.png', alt: 'Two fields', state: 'present', role }],
    ],
    [
      'markdown',
      '![x](a.png){: alt="" }',
      [{ target: 'a.png', alt: '', state: 'decorative', role: 'decorative' }],
    ],
    [
      'markdown',
      '![Two fields][a]{: alt="Three fields"}\n\n[a]: a.png',
      [{ target: 'a.png', alt: 'Three fields', state: 'present', role }],
    ],
    [
      'markdown',
      '![Two fields](a.png) {: alt="Three fields"}',
      [{ target: 'a.png', alt: 'Two fields', state: 'present', role }],
    ],
    [
      'markdown',
      '[![](a.png){ alt="Two fields" }](b.html){.btn}',
      [
        {
          target: 'a.png',
          alt: 'Two fields',
          state: 'present',
          role: 'link',
          linkTarget: 'b.html',
        },
      ],
    ],
    [
      'markdown',
      '![Two fields](a.png#only-dark) ![Two fields](a.png#only-light)',
      [
        { target: 'a.png#only-dark', alt: 'Two fields', state: 'present', role, theme: 'dark' },
        { target: 'a.png#only-light', alt: 'Two fields', state: 'present', role, theme: 'light' },
      ],
    ],
    [
      'markdown',
      '<img src="a.png#gh-dark-mode-only">',
      [{ target: 'a.png#gh-dark-mode-only', state: 'missing', role, theme: 'dark' }],
    ],
    [
      'markdown',
      '<figure markdown="span">\n  ![Two fields](a.png){ width="300" }\n  <figcaption>A form</figcaption>\n</figure>',
      [{ target: 'a.png', alt: 'Two fields', state: 'present', role, caption: 'A form' }],
    ],
    [
      'mdx',
      '![Two fields](a.png){alt}',
      [{ target: 'a.png', alt: 'Two fields', state: 'present', role }],
    ],
    [
      'quarto',
      '![A *form*](a.png){#fig-a fig-alt="Two fields"}',
      [{ target: 'a.png', alt: 'Two fields', state: 'present', role, caption: 'A form' }],
    ],
    [
      'quarto',
      '![A form](a.png)\n\n![](b.png){width=50%}\n\nThe ![small icon](c.png) here.',
      [
        { target: 'a.png', state: 'missing', role, caption: 'A form' },
        { target: 'b.png', state: 'missing', role },
        { target: 'c.png', alt: 'small icon', state: 'present', role },
      ],
    ],
    [
      'quarto',
      '::: {#fig-a}\n![A form](a.png)\n:::\n\n```{r}\n#| fig-alt: "![x](y.png)"\n```',
      [{ target: 'a.png', state: 'missing', role, caption: 'A form' }],
    ],
    [
      'quarto',
      '![A form](a.png){fig-alt=""}',
      [
        {
          target: 'a.png',
          alt: '',
          state: 'decorative',
          role: 'decorative',
          caption: 'A form',
        },
      ],
    ],
    [
      'rmd',
      '![A form](a.png){alt="Two fields"}\n\n![A form](b.png)',
      [
        { target: 'a.png', alt: 'Two fields', state: 'present', role, caption: 'A form' },
        { target: 'b.png', state: 'missing', role, caption: 'A form' },
      ],
    ],
    [
      'markdown',
      '![A form](a.png)\n\n![A form](b.png){fig-alt="Two fields"}',
      [
        { target: 'a.png', state: 'missing', role, caption: 'A form' },
        { target: 'b.png', alt: 'Two fields', state: 'present', role, caption: 'A form' },
      ],
    ],
    [
      'markdown',
      '![A form](a.png)\n\nWrite `fig-alt="…"` in {fig-alt="x"}.',
      [{ target: 'a.png', alt: 'A form', state: 'present', role }],
    ],
  ];
  for (const [language, text, references] of cases) {
    it(`${language}: ${JSON.stringify(text)}`, () => {
      assert.deepEqual(facts(text, language), references);
    });
  }

  it('take a list of attributes into the range, and no other braces', () => {
    assert.deepEqual(
      pieces('![A](a.png){: .b alt="C" } ![D](e.png){F g} ![H](i.png){{ j }}', 'markdown'),
      [
        ['![A](a.png){: .b alt="C" }', 'C'],
        ['![D](e.png)', 'D'],
        ['![H](i.png)', 'H'],
      ],
    );
  });

  it('get another alt text where they have theirs', () => {
    for (const [language, text] of [
      ['markdown', '![x](a.png){: alt="old" .cls } and ![y](b.png){.c}'],
      ['markdown', "> ![x](a.png){ alt='old'\n> width=3 }"],
      ['markdown', '| a |\n| - |\n| ![x](a.png){ alt="old" } |'],
      ['markdown', '![ref]{.c}\n\n[ref]: a.png'],
      ['quarto', '![Cap](a.png)\n\nIn ![words](b.png) text.\n\n![](c.png){#fig-c width=3}'],
      ['quarto', '![Cap](a.png){}\n\n- ![Cap](b.png){ .d }'],
      ['rmd', '![Cap](a.png)\n\n![](b.png){#fig-b}\n\n![](c.png){alt=old}'],
      ['markdown', '![A](a.png#only-dark) ![A](a.png#only-light)'],
    ] as const) {
      assertOnlyAltChanges(text, language);
    }
  });

  it('keep what stands around the alt text', () => {
    assert.equal(
      applied("![x](a.png){: alt='old' .c }", 'markdown', "It's new"),
      "![x](a.png){: alt='It&#39;s new' .c }",
    );
    assert.equal(applied('![C](a.png)', 'quarto', 'New'), '![C](a.png){fig-alt="New"}');
    assert.equal(applied('![C](a.png){ .d }', 'quarto', 'New'), '![C](a.png){ .d fig-alt="New" }');
    assert.equal(applied('![C](a.png)', 'rmd', 'New'), '![C](a.png){alt="New"}');
  });

  it('let no code run that knitr, Quarto or Liquid would take from an alt text', () => {
    const hostile = 'A `r system("x")` and `{python} 1` {{< include x >}}';
    for (const text of ['![](a.png)', 'See ![](a.png) here.', '![](a.png){fig-alt="x"}']) {
      assert.doesNotMatch(applied(text, 'rmd', hostile), /`r|`\{|(?<!\\)\{\{/);
      assert.doesNotMatch(applied(text, 'quarto', hostile), /`r|`\{|(?<!\\)\{\{/);
    }
  });

  it('become decorative by their attribute', () => {
    assert.equal(decorated('![x](a.png){.c}', 'markdown'), '![x](a.png){.c alt=""}');
    assert.equal(decorated('![x](a.png){alt="y"}', 'markdown'), '![x](a.png){alt=""}');
    assert.equal(decorated('![x](a.png)', 'quarto'), '![x](a.png){fig-alt=""}');
    assert.equal(decorated('A ![x](a.png).', 'quarto'), 'A ![x](a.png){fig-alt=""}.');
    assert.equal(decorated('![x](a.png)', 'rmd'), '![x](a.png){alt=""}');
  });
});
