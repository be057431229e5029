import assert from 'node:assert/strict';
import { findingsOf } from '../../../../../src/core/altText/check';
import type { DocumentFacts } from '../../../../../src/core/altText/facts';
import { documentOf, optionsOf, type Sketch } from './facts';

/** For each place that repeats a text: where it is, and the others. */
function repeated(...documents: DocumentFacts[]): Record<string, string[]> {
  return Object.fromEntries(
    findingsOf(documents, optionsOf())
      .filter(({ rule }) => rule === 'repeatedText')
      .map(({ path, place, others }) => [
        `${path.slice('/repo/'.length)}:${place?.line}`,
        [
          ...(others?.places ?? []).map(
            ({ path, line }) => `${path.slice('/repo/'.length)}:${line}`,
          ),
          ...(others && others.count > others.places.length ? [`of ${others.count}`] : []),
        ],
      ]),
  );
}

const alone: [what: string, one: Sketch, other: Sketch][] = [
  ['one file', { target: 'a.png' }, { target: 'a.png' }],
  [
    'one file by two spellings',
    { target: 'a.png' },
    { target: './a.png', image: { kind: 'file', path: '/repo/a.png' } },
  ],
  [
    'one file whose name is composed in two ways',
    { target: 'ü.png'.normalize('NFC') },
    { target: 'ü.png'.normalize('NFD') },
  ],
  [
    'a file by its name in other capital letters',
    { target: 'a.png' },
    { image: { kind: 'otherCase', path: '/repo/A.png', name: 'a.png' } },
  ],
  [
    'one URL with and without a fragment',
    { image: { kind: 'url', url: 'https://a.example/a.png#1' } },
    { image: { kind: 'url', url: 'https://a.example/a.png' } },
  ],
  ['the twins of the themes', { theme: 'dark' }, { theme: 'light' }],
  ['two decorative images', { role: 'decorative' }, { role: 'decorative' }],
  ['two that code gives a text', { computed: true }, { computed: true }],
  ['two that only the site knows', { image: { kind: 'unknown' } }, { image: { kind: 'unknown' } }],
  ['two placeholders', { state: 'placeholder' }, { state: 'placeholder' }],
  ['two texts that differ', { alt: 'The form, filled in' }, { alt: 'The form, sent' }],
  ['two languages of programmers', { alt: 'C# logo' }, { alt: 'C++ logo' }],
];

const both: [what: string, one: Sketch, other: Sketch][] = [
  ['two files', {}, {}],
  [
    'texts that differ in capitals, spaces and the period',
    { alt: 'The  Form.' },
    { alt: 'the form' },
  ],
  ['two files that are not there', ...missing('x.png', 'y.png')],
  [
    'two URLs',
    { image: { kind: 'url', url: 'https://a.example/a.png?v=1' } },
    { image: { kind: 'url', url: 'https://a.example/a.png?v=2' } },
  ],
  ['two of the same theme', { theme: 'dark' }, { theme: 'dark' }],
  [
    'two pictures in the document itself',
    { target: 'data:image/png;base64,AA', image: { kind: 'embedded' } },
    { target: 'data:image/png;base64,BB', image: { kind: 'embedded' } },
  ],
];

function missing(one: string, other: string): [Sketch, Sketch] {
  const of = (name: string): Sketch => ({ image: { kind: 'missing', path: `/repo/${name}` } });
  return [of(one), of(other)];
}

describe('a text of several images', () => {
  for (const [what, one, other] of alone) {
    it(`is none for ${what}`, () => {
      const document = documentOf('a.md', [
        { alt: 'The form', ...one },
        { alt: 'The form', ...other },
      ]);
      assert.deepEqual(repeated(document), {});
    });
  }

  for (const [what, one, other] of both) {
    it(`is found at both places for ${what}`, () => {
      const document = documentOf('a.md', [
        { alt: 'The form', ...one },
        { alt: 'The form', ...other },
      ]);
      assert.deepEqual(repeated(document), { 'a.md:1': ['a.md:2'], 'a.md:2': ['a.md:1'] });
    });
  }

  it('is told with its places in all documents but those of the same image', () => {
    const [a, b] = [
      documentOf('a.md', [
        { alt: 'The form', target: 'one.png' },
        { alt: 'The form', target: 'one.png' },
      ]),
      documentOf('b.md', [{ alt: 'The form', target: 'two.png' }]),
    ];
    assert.deepEqual(repeated(a, b), {
      'a.md:1': ['b.md:1'],
      'a.md:2': ['b.md:1'],
      'b.md:1': ['a.md:1', 'a.md:2'],
    });
  });

  it('takes twins for one image wherever one of them is', () => {
    const pair: Sketch[] = [
      { alt: 'The form', target: 'light.png', theme: 'light' },
      { alt: 'The form', target: 'dark.png', theme: 'dark' },
    ];
    const single = documentOf('b.md', [{ alt: 'The form', target: 'dark.png' }]);
    assert.deepEqual(repeated(documentOf('a.md', pair), single), {});
  });

  it('does not take the second of a pair for the twin of the next pair', () => {
    const pairs: Sketch[] = ['a-light', 'a-dark', 'b-light', 'b-dark'].map((name) => ({
      alt: 'The form',
      target: `${name}.png`,
      theme: name.endsWith('light') ? 'light' : 'dark',
    }));
    assert.deepEqual(Object.keys(repeated(documentOf('a.md', pairs))).length, 4);
  });

  describe('of versions of the documentation', () => {
    const at = (target: string): Sketch => ({ alt: 'The form', target });

    it('is none where each has an image of that name', () => {
      const documents = ['v1/a.md', 'v2/b.md', 'de/c.md'].map((path) =>
        documentOf(path, [at(`${path.slice(0, 2)}/img/form.png`)]),
      );
      assert.deepEqual(repeated(...documents), {});
    });

    it('is none where pages of one name and folder have one image each', () => {
      const documents = ['v1/guide/a.md', 'v2/guide/a.md', 'i18n/de/v2/guide/a.md'].map(
        (path, index) => documentOf(path, [at(`form-${index}.png`)]),
      );
      assert.deepEqual(repeated(...documents), {});
    });

    it('is one where two images of a page have it in each', () => {
      const documents = ['v1/guide/a.md', 'v2/guide/a.md'].map((path) =>
        documentOf(path, [at(`${path}/one.png`), at(`${path}/two.png`), at(`${path}/one.png`)]),
      );
      assert.deepEqual(repeated(...documents), {
        'v1/guide/a.md:1': ['v1/guide/a.md:2', 'v2/guide/a.md:2'],
        'v1/guide/a.md:2': [1, 3]
          .flatMap((line) => `v1/guide/a.md:${line}`)
          .concat([1, 3].map((line) => `v2/guide/a.md:${line}`)),
        'v1/guide/a.md:3': ['v1/guide/a.md:2', 'v2/guide/a.md:2'],
        'v2/guide/a.md:1': ['v1/guide/a.md:2', 'v2/guide/a.md:2'],
        'v2/guide/a.md:2': [1, 3]
          .flatMap((line) => `v1/guide/a.md:${line}`)
          .concat([1, 3].map((line) => `v2/guide/a.md:${line}`)),
        'v2/guide/a.md:3': ['v1/guide/a.md:2', 'v2/guide/a.md:2'],
      });
    });

    it('is one where two images of one name are in a page', () => {
      const document = documentOf('a.md', [at('one/form.png'), at('two/form.png')]);
      assert.equal(Object.keys(repeated(document)).length, 2);
    });
  });

  it('names five other places and counts the rest', () => {
    const document = documentOf(
      'a.md',
      Array.from({ length: 9 }, () => ({ alt: 'The form' })),
    );
    assert.deepEqual(repeated(document)['a.md:3'], [
      ...[1, 2, 4, 5, 6].map((line) => `a.md:${line}`),
      'of 8',
    ]);
  });
});
