import assert from 'node:assert/strict';
import { applied, assertOnlyAltChanges, decorated, facts, pieces } from './edits';

const role = 'informative';
const present = { alt: 'Two fields', state: 'present', role };

describe('image references of Microsoft Learn, Hugo and Jekyll', () => {
  const cases: [text: string, references: Record<string, unknown>[]][] = [
    [
      '1. A\n\n   :::image type="content" source="a.png" alt-text="Two fields" lightbox="b.png":::',
      [{ target: 'a.png', ...present }],
    ],
    [
      '| a |\n| - |\n| :::image source="a.png" alt-text=\'Two fields\' border="false"::: |',
      [{ target: 'a.png', ...present }],
    ],
    [
      ':::image type="complex" source="a.png" alt-text="Two fields":::\n  Long\n\n  text\n:::image-end:::',
      [{ target: 'a.png', ...present, role: 'complex' }],
    ],
    [
      'A :::image type="icon" source="a.png" border="false"::: b',
      [{ target: 'a.png', state: 'decorative', role: 'decorative' }],
    ],
    [
      '[:::image type="content" source="a.png" alt-text="Two fields":::](b.md)',
      [{ target: 'a.png', ...present, role: 'link', linkTarget: 'b.md' }],
    ],
    [':::image type="content" source="a.png":::', [{ target: 'a.png', state: 'missing', role }]],
    [':::image type="content" alt-text="x":::', []],
    [':::image source="a.png" alt-text="x"', []],
    ['`:::image source="a.png" alt-text="x":::`', []],
    ['```\n:::image source="a.png" alt-text="x":::\n```', []],
    ['{{< figure src="a.png" alt="Two fields" >}}', [{ target: 'a.png', ...present }]],
    ['{{% img\n  src="a.png"\n  alt=`Two fields`\n%}}', [{ target: 'a.png', ...present }]],
    ['{{< figure\n  src="a.png"\n  alt="Two fields"\n>}}\n- b', [{ target: 'a.png', ...present }]],
    [
      'A\r\n{{< img\r\n\r\n- src="b.png"\r\n>}} {{< img\r\n    src="a.png"\r\n\r\n# alt="x"\r\n>}}',
      [],
    ],
    [
      'A {{< img src="a.png"\n\n    alt="Two fields"\n>}}{{% img src="b.png"\n%}}\n> c ![](d.png)',
      [
        { target: 'a.png', ...present },
        { target: 'b.png', state: 'missing', role },
        { target: 'd.png', state: 'missing', role },
      ],
    ],
    [
      '{{< figure src="a.png" caption="A form" link="b" />}}',
      [{ target: 'a.png', state: 'missing', role: 'link', caption: 'A form', linkTarget: 'b' }],
    ],
    [
      '{{< image src="a.png" alt="A \\"b\\" c" >}}',
      [{ target: 'a.png', alt: 'A "b" c', state: 'present', role }],
    ],
    [
      '<div>\n{{< figure src="a.png" alt="Two fields" >}}\n<!-- {{< figure src="b.png" >}} -->\n</div>',
      [{ target: 'a.png', ...present }],
    ],
    ['{{</* figure src="a.png" */>}} {{< ref "a.png" >}} {{< youtube src="a.png" >}}', []],
    ['{{< comment >}}\n![x](a.png)\n{{< /comment >}}', []],
    ['`{{< figure src="a.png" >}}`', []],
    ['{% include image.html file="a.png" alt="Two fields" %}', [{ target: 'a.png', ...present }]],
    [
      '{%- include blog/figure url="/a.png" caption="A form" -%}',
      [{ target: '/a.png', state: 'missing', role, caption: 'A form' }],
    ],
    ["{% include_cached x.html src='a.png' alt='Two fields' %}", [{ target: 'a.png', ...present }]],
    [
      '{% include img.html path="a.png" alt=page.alt %}',
      [{ target: 'a.png', state: 'present', role, computed: true }],
    ],
    ['{% include image.html src="a.png" %}', [{ target: 'a.png', state: 'missing', role }]],
    ['{% include x.html src="a.png" %} {% include image.html file=page.image %}', []],
    ['{% comment %}\n![x](a.png)\n{% endcomment %}', []],
    ['{% raw %}{% include image.html file="a.png" alt="x" %}{% endraw %}', []],
    [
      '![Two fields]({{ site.baseurl }}/a.png)',
      [{ target: '{{ site.baseurl }}/a.png', ...present }],
    ],
    ['---\nimage: {{< figure src="a.png" >}}\n---\n', []],
  ];
  for (const [text, references] of cases) {
    it(JSON.stringify(text), () => {
      assert.deepEqual(facts(text, 'markdown'), references);
      assert.deepEqual(facts(text.replaceAll('\n', '\r\n'), 'markdown'), references);
    });
  }

  it('are none in MDX, where braces are code', () => {
    assert.deepEqual(facts(':::image source="a.png" alt-text="x":::', 'mdx'), []);
    assert.deepEqual(facts('![[a.png]]', 'mdx'), []);
  });

  it('have the whole markup for their range, a long description with it', () => {
    const complex =
      ':::image type="complex" source="a.png" alt-text="B c":::\n  Long\n:::image-end:::';
    assert.deepEqual(pieces(`A\n\n${complex}\n\nD`, 'markdown'), [[complex, 'B c']]);
    assert.deepEqual(pieces('A {{< img src="a.png" alt="B c" >}} d', 'markdown'), [
      ['{{< img src="a.png" alt="B c" >}}', 'B c'],
    ]);
    assert.deepEqual(pieces('A {% include image.html src="a.png" alt="B c" %} d', 'markdown'), [
      ['{% include image.html src="a.png" alt="B c" %}', 'B c'],
    ]);
  });

  it('get another alt text that gives the very text', () => {
    for (const text of [
      ':::image type="content" source="a.png" alt-text="old" border="false"::: ![b c](d.png)',
      "| a |\n| - |\n| :::image source='a.png'::: |",
      ':::image type="complex" source="a.png" alt-text="old":::\n  Long\n:::image-end:::',
      '{% include image.html file="a.png" alt="old" %} ![b c](d.png)',
      "{% include image.html alt='old' src='a.png' %}",
      '{% include image.html src="a.png" alt=page.alt %}',
      '<p>\n{% include image.html src="a.png" %}\n</p>',
    ]) {
      assertOnlyAltChanges(text, 'markdown');
    }
  });

  it('get another alt text that Hugo can say', () => {
    const plain = (alt: string) =>
      /["]|\\[`"]|\\$/.test(alt) && alt.includes('\\') && alt.includes('`')
        ? alt.replaceAll('"', "'").replaceAll(/\\(?=`)|\\$/g, '/')
        : alt;
    assertOnlyAltChanges('{{< figure src="a.png" alt="old" >}}', 'markdown', plain);
    assertOnlyAltChanges('{{% img src="a.png" %}}', 'markdown', plain);
    assert.equal(
      applied('{{< figure src="a.png" width=3 >}}', 'markdown', 'A "b"'),
      '{{< figure src="a.png" alt="A \\"b\\"" width=3 >}}',
    );
  });

  it('become decorative where the tool can say so', () => {
    assert.equal(
      decorated(
        ':::image type="content" source="a.png" alt-text="x" border="false":::',
        'markdown',
      ),
      ':::image type="icon" source="a.png" border="false":::',
    );
    assert.equal(
      decorated(':::image source="a.png" alt-text="x":::', 'markdown'),
      ':::image type="icon" source="a.png":::',
    );
    assert.equal(
      decorated(':::image type="complex" source="a.png" alt-text="x":::', 'markdown'),
      undefined,
    );
    assert.equal(
      applied(':::image type="icon" source="a.png":::', 'markdown', 'New'),
      ':::image type="content" source="a.png" alt-text="New":::',
    );
    assert.equal(decorated('{{< figure src="a.png" alt="x" >}}', 'markdown'), undefined);
    assert.equal(
      decorated('{% include image.html src="a.png" alt="x" %}', 'markdown'),
      '{% include image.html src="a.png" alt="" %}',
    );
  });
});
