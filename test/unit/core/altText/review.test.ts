import assert from 'node:assert/strict';
import type { DocumentFacts, ReferenceFacts } from '../../../../src/core/altText/facts';
import { countsOf } from '../../../../src/core/altText/review/counts';
import { canAsk, groupKey, type RowSuggestion } from '../../../../src/core/altText/review/row';
import { Rows } from '../../../../src/core/altText/review/rows';

function reference(target: string, more: Partial<ReferenceFacts> = {}): ReferenceFacts {
  return {
    index: 0,
    target,
    state: more.alt === undefined ? 'missing' : 'present',
    role: 'informative',
    computed: false,
    start: 0,
    end: 10,
    line: 1,
    column: 1,
    context: 'c',
    image: { kind: 'file', path: `/w/docs/${target}` },
    ...more,
  };
}

const page = (...references: ReferenceFacts[]): DocumentFacts => ({
  path: '/w/docs/page.md',
  languageId: 'markdown',
  references,
});

const suggestion = (text: string): RowSuggestion => ({
  text,
  isDecorative: text === '',
  reasons: '',
  longDescription: '',
  broken: [],
  isKept: false,
});

function rowsOf(...references: ReferenceFacts[]) {
  const told: string[][] = [];
  const rows = new Rows((ids) => told.push([...ids]));
  rows.take(page(...references));
  const states = (): string[] =>
    rows.of('/w/docs/page.md').map(({ reference: { target }, state }) => `${target} ${state}`);
  return { rows, told, states };
}

describe('the rows of a review', () => {
  it('are one for each reference, in order, and one for a picture in two colour themes', () => {
    const { states } = rowsOf(
      reference('a.png'),
      reference('b-dark.png', { theme: 'dark' }),
      reference('b-light.png', { theme: 'light' }),
      reference('c.png'),
    );
    assert.deepEqual(states(), ['a.png open', 'b-dark.png open', 'c.png open']);
  });

  it('keep what was done where the document moved them or changed around them', () => {
    const { rows, states } = rowsOf(reference('a.png'), reference('a.png'), reference('b.png'));
    const [, second] = [...rows.all()];
    rows.change([second?.id ?? ''], (row) => ({
      ...row,
      state: 'accepted',
      suggestion: suggestion('A'),
    }));
    const { gone, added } = rows.take(
      page(reference('b.png', { line: 9 }), reference('a.png'), reference('a.png')),
    );
    assert.deepEqual([gone.length, added.length], [0, 0]);
    assert.deepEqual(states(), ['b.png open', 'a.png open', 'a.png accepted']);
    assert.equal([...rows.all()][0]?.reference.line, 9);
  });

  it('are gone where the document no longer shows the image, and come back with it', () => {
    const { rows, states } = rowsOf(reference('a.png'), reference('b.png'));
    const [first] = [...rows.all()];
    rows.change([first?.id ?? ''], (row) => ({
      ...row,
      state: 'accepted',
      suggestion: suggestion('A'),
    }));
    const without = rows.take(page(reference('b.png'), reference('c.png')));
    assert.deepEqual(
      without.gone.map(({ reference: { target } }) => target),
      ['a.png'],
    );
    assert.deepEqual(
      without.added.map(({ reference: { target } }) => target),
      ['c.png'],
    );
    assert.deepEqual(states(), ['b.png open', 'c.png open', 'a.png gone']);
    assert.deepEqual(rows.take(page(reference('b.png'), reference('c.png'))).gone, []);
    rows.take(page(reference('a.png'), reference('b.png')));
    assert.deepEqual(states(), ['a.png suggested', 'b.png open', 'c.png gone']);
  });

  it('stay applied while their text stands there, and are open to more once it was undone', () => {
    const { rows, states } = rowsOf(reference('a.png'));
    const ids = [...rows.all()].map(({ id }) => id);
    rows.change(ids, (row) => ({ ...row, state: 'applied', suggestion: suggestion('A') }));
    rows.take(page(reference('a.png', { alt: 'A' })));
    assert.deepEqual(states(), ['a.png applied']);
    rows.take(page(reference('a.png')));
    assert.deepEqual(states(), ['a.png suggested']);
  });

  it('are to be accepted again where another text was written meanwhile', () => {
    const { rows, states } = rowsOf(reference('a.png'));
    const ids = [...rows.all()].map(({ id }) => id);
    rows.change(ids, (row) => ({ ...row, state: 'accepted', suggestion: suggestion('A') }));
    rows.take(page(reference('a.png', { alt: 'By hand' })));
    assert.deepEqual(states(), ['a.png suggested']);
  });

  it('tell which have changed, and of no change nothing', () => {
    const { rows, told } = rowsOf(reference('a.png'), reference('b.png'));
    const ids = [...rows.all()].map(({ id }) => id);
    rows.change(ids, (row) => row);
    assert.deepEqual(told, []);
    rows.change(ids.slice(1), (row) => ({ ...row, state: 'skipped' }));
    assert.deepEqual(told, [ids.slice(1)]);
  });

  it('are grouped by image, role and surroundings', () => {
    const { rows } = rowsOf(
      reference('a.png'),
      reference('./a.png', { image: { kind: 'file', path: '/w/docs/a.png' } }),
      reference('a.png', { role: 'link' }),
      reference('a.png', { context: 'd' }),
      reference('b.png'),
    );
    const keys = [...rows.all()].map(groupKey);
    assert.equal(keys[0], keys[1]);
    assert.equal(new Set(keys).size, 4);
  });

  it('can be asked about where the image can be read and no code gives the text', () => {
    const { rows } = rowsOf(
      reference('a.png'),
      reference('https://e.org/a.png', { image: { kind: 'url', url: 'https://e.org/a.png' } }),
      reference('m.png', { image: { kind: 'missing', path: '/w/m.png' } }),
      reference('c.png', { computed: true }),
    );
    assert.deepEqual([...rows.all()].map(canAsk), [true, true, false, false]);
  });
});

describe('the counts of a review', () => {
  it('are of what is there, by state, image and folder', () => {
    const { rows } = rowsOf(
      reference('a.png'),
      reference('a.png', { alt: 'image', state: 'placeholder' }),
      reference('b.png', { alt: '', state: 'decorative' }),
      reference('m.png', { image: { kind: 'missing', path: '/w/m.png' } }),
      reference('u.png', { alt: 'U', image: { kind: 'url', url: 'https://e.org/u.png' } }),
    );
    assert.deepEqual(
      countsOf(rows.all(), () => 'docs'),
      {
        images: 3,
        references: 5,
        missing: 2,
        placeholder: 1,
        decorative: 1,
        broken: 1,
        remote: 1,
        folders: [{ folder: 'docs', references: 5, lacking: 3 }],
      },
    );
  });
});
