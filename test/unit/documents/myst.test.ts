import assert from 'node:assert/strict';
import { applied, assertOnlyAltChanges, decorated, facts, pieces } from './edits';

const role = 'informative';
const present = { alt: 'Two fields', state: 'present', role };

describe('image references of MyST', () => {
  const cases: [text: string, references: Record<string, unknown>[]][] = [
    [
      '```{figure} a b.png\n:name: x\n:alt: Two fields\n\nThe *form*\nhere\n\nMore\n```',
      [{ target: 'a b.png', ...present, caption: 'The form here' }],
    ],
    [':::{figure} a.png\n:alt: Two fields\n:::', [{ target: 'a.png', ...present }]],
    ['~~~{image} a.png\n:alt: "Two fields"\n~~~', [{ target: 'a.png', ...present }]],
    [
      '```{image} a.png\n---\nalt: Two fields\nwidth: 3\n---\n```',
      [{ target: 'a.png', ...present }],
    ],
    [
      '```{image} a.png\n---\nalt: |\n  Two\n  fields\nwidth: 3\n---\n```',
      [{ target: 'a.png', ...present }],
    ],
    ['```{image} a.png\n```', [{ target: 'a.png', state: 'missing', role }]],
    [
      '```{image} a.png\n:alt:\n```',
      [{ target: 'a.png', alt: '', state: 'decorative', role: 'decorative' }],
    ],
    [
      '```{image} a.png\n:alt: Two fields\n:target: b.html\n```',
      [{ target: 'a.png', ...present, role: 'link', linkTarget: 'b.html' }],
    ],
    [
      '````{note}\n![Two fields](a.png)\n\n```{image} b.png\n```\n````\n\n![Two fields](c.png)',
      [
        { target: 'a.png', ...present },
        { target: 'b.png', state: 'missing', role },
        { target: 'c.png', ...present },
      ],
    ],
    ['- > :::{image} a.png\n  > :alt: Two fields\n  > :::', [{ target: 'a.png', ...present }]],
    ['```{code-cell} python\n![x](a.png)\n```', []],
    [':::{code-block} md\n![x](a.png)\n:::', []],
    ['````md\n```{image} a.png\n```\n````', []],
    ['    ```{image} a.png\n    ```', []],
    ['<!-- \n```{image} a.png\n```\n-->', []],
    ['% ![x](a.png)', []],
    ['```{figure}\n![x](a.png)\n```', []],
  ];
  for (const [text, references] of cases) {
    it(JSON.stringify(text), () => {
      assert.deepEqual(facts(text, 'myst'), references);
      if (!text.startsWith('%')) {
        assert.deepEqual(facts(text, 'markdown'), references);
      }
    });
  }

  it('have the whole directive for their range', () => {
    assert.deepEqual(pieces('A\n\n- :::{image} a.png\n  :alt: B c\n  :::\n\nD', 'myst'), [
      [':::{image} a.png\n  :alt: B c\n  :::', 'B c'],
    ]);
  });

  it('get another alt text in the kind of options that they have', () => {
    for (const text of [
      '```{figure} a.png\n:name: x\n:alt: old\n\nCaption\n```\n\n![b c](d.png)',
      '```{figure} a.png\nCaption\n```',
      '```{figure} a---\nCaption\n```',
      '- > :::{image} a.png\n  > :::',
      '1. ```{image} a.png\n   ---\n   width: 3\n   ---\n   ```',
      '```{image} a.png\r\n:alt: old\r\n:width: 3\r\n```',
    ]) {
      assertOnlyAltChanges(text, 'myst');
    }
    assert.equal(
      applied('```{image} a.png\n:width: 3\n```', 'myst', 'New'),
      '```{image} a.png\n:width: 3\n:alt: New\n```',
    );
    assert.equal(
      applied('> ```{image} a.png\n> ```', 'myst', 'New: "x"'),
      '> ```{image} a.png\n> :alt: "New: \\"x\\""\n> ```',
    );
  });

  it('become decorative by an empty option', () => {
    assert.equal(
      decorated('```{image} a.png\n:alt: x\n```', 'myst'),
      '```{image} a.png\n:alt:\n```',
    );
    assert.equal(decorated('```{image} a.png\n:target: x\n```', 'myst'), undefined);
  });
});
