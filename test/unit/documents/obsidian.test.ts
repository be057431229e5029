import assert from 'node:assert/strict';
import { applied, assertOnlyAltChanges, decorated, facts, pieces } from './edits';

const role = 'informative';
const present = { alt: 'Two fields', state: 'present', role };
const missing = { state: 'missing', role };

describe('image references of Obsidian', () => {
  const cases: [text: string, references: Record<string, unknown>[]][] = [
    ['![[a b.png]]', [{ target: 'a b.png', ...missing }]],
    ['![[a.PNG|400]]', [{ target: 'a.PNG', ...missing }]],
    ['![[a.svg|400x300]]', [{ target: 'a.svg', ...missing }]],
    ['![[a.png|Two fields]]', [{ target: 'a.png', ...present }]],
    ['![[x/a.png|Two fields|300]]', [{ target: 'x/a.png', ...present }]],
    ['| a |\n| - |\n| ![[a.png\\|Two fields\\|300]] |', [{ target: 'a.png', ...present }]],
    ['![Two fields|100](a.png)', [{ target: 'a.png', ...present }]],
    ['![Two fields|100x200](a.png)', [{ target: 'a.png', ...present }]],
    ['![|100](a.png)', [{ target: 'a.png', ...missing }]],
    ['![A|B](a.png)', [{ target: 'a.png', alt: 'A|B', state: 'present', role }]],
    ['![A\\|10](a.png)', [{ target: 'a.png', alt: 'A|10', state: 'present', role }]],
    [
      '[![[a.png|Two fields]]](b.md)',
      [{ target: 'a.png', ...present, role: 'link', linkTarget: 'b.md' }],
    ],
    ['![[note]] ![[note.md|a.png]] [[a.png]] ![[a.pdf]]', []],
    ['\\![[a.png]] `![[a.png]]`', []],
    ['```\n![[a.png]]\n```', []],
    ['%% ![[a.png]] %%', []],
    ['%%\n![[a.png]]\n![x](b.png)\n%%', []],
  ];
  for (const [text, references] of cases) {
    it(JSON.stringify(text), () => {
      assert.deepEqual(facts(text, 'markdown'), references);
    });
  }

  it('leave the size out of the alt text', () => {
    assert.deepEqual(pieces('A ![[a.png|B c|30]] ![D e|30x40](f.png)', 'markdown'), [
      ['![[a.png|B c|30]]', 'B c'],
      ['![D e|30x40](f.png)', 'D e'],
    ]);
  });

  it('get another alt text and keep their size', () => {
    const plain = (alt: string) =>
      alt.replaceAll('[', '(').replaceAll(/[\]]/g, ')').replaceAll('|', '/').replace(/\\$/, '/');
    for (const text of [
      '![[a.png]] ![b c](d.png)',
      '![[a.png|400]]',
      '![[a.png|old|400]] ![[b.png|x y]]',
    ]) {
      for (const index of facts(text, 'markdown').keys()) {
        for (const alt of ['New words.', 'A "b" & <c>', 'It [1] | x', '100']) {
          const changed = applied(text, 'markdown', alt, index);
          const own = facts(changed, 'markdown')[index];
          const bracketed = own?.target === 'd.png';
          const expected = bracketed ? alt : alt === '100' ? '(100)' : plain(alt);
          assert.equal(own?.alt, expected, changed);
        }
      }
    }
    assertOnlyAltChanges('![[a.png|old|40]]', 'markdown', plain);
    assertOnlyAltChanges('![old|100](a.png) ![|3x4](b.png)', 'markdown');
    assert.equal(applied('![[a.png|400]]', 'markdown', 'New'), '![[a.png|New|400]]');
    assert.equal(applied('![[a.png|old|400]]', 'markdown', ''), '![[a.png|400]]');
    assert.equal(applied('![|100](a.png)', 'markdown', 'New'), '![New|100](a.png)');
    assert.equal(applied('![x](a.png)', 'markdown', 'A|100'), '![A&#124;100](a.png)');
    assert.equal(
      applied('| a |\n| - |\n| ![[a.png]] |', 'markdown', 'New'),
      '| a |\n| - |\n| ![[a.png\\|New]] |',
    );
  });

  it('cannot be decorative', () => {
    assert.equal(decorated('![[a.png|x]]', 'markdown'), undefined);
  });
});
