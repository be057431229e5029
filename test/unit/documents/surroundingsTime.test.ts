import assert from 'node:assert/strict';
import {
  findImageReferences,
  surroundingsIn,
  surroundingsOf,
  type ImageReference,
} from '../../../src/documents';
import { mostSurroundings } from '../../../src/documents/surroundings';
import { cpuMilliseconds } from '../../support/cpuTime';

/** Characters of each text: what grows faster than the text takes minutes for as many. */
const length = 300_000;
const languages = [
  'markdown',
  'mdx',
  'html',
  'vue',
  'svelte',
  'astro',
  'javascriptreact',
  'typescriptreact',
  'asciidoc',
  'restructuredtext',
  'ipynb',
];

/** A reference in the middle of any text: what is around counts, not what is there. */
const inTheMiddle: ImageReference = {
  syntax: 'markdown',
  target: 'a.png',
  alt: undefined,
  state: 'missing',
  role: 'informative',
  range: { start: length / 2, end: length / 2 + 10 },
  altRange: undefined,
  slot: { start: length / 2, end: length / 2 },
  computed: false,
};

const filled = (piece: string, size = length) =>
  piece.repeat(Math.ceil(size / piece.length)).slice(0, size);

const documentOf = (text: string, language: string) =>
  language === 'ipynb'
    ? JSON.stringify({ nbformat: 4, cells: [{ cell_type: 'markdown', source: text }] })
    : text;

function timeOf(work: () => unknown): number {
  const start = cpuMilliseconds();
  work();
  return cpuMilliseconds() - start;
}

/** The shortest of up to three times: others use the machine as well. */
function leastTime(work: () => unknown, enough: number): number {
  let least = Infinity;
  for (let round = 0; round < 3 && least > enough; round++) {
    least = Math.min(least, timeOf(work));
  }
  return least;
}

describe('surroundingsOf, of long hostile texts', () => {
  const one = ['[', '![', '](', '<', '</', '{', '(((', '<<', '`', '*', '|', '&'];
  const lines = ['word and more words. ', '漢', 'a *b ', '[[', '<!--', '<a href="'];
  const unclosed = ['<b>', '<h1>', '<pre>', '<figure>', '<p lang=de>'];

  for (const language of languages) {
    it(`takes at most a second of a processor in ${language}`, () => {
      for (const piece of [...one, ...lines]) {
        const text = documentOf(filled(piece), language);
        const taken = leastTime(() => surroundingsOf(text, language, inTheMiddle), 1000);
        assert.ok(taken <= 1000, `${JSON.stringify(piece)}: ${taken} ms`);
      }
    }).timeout(60_000);
  }

  it('takes time in proportion to the length where it is all markup', () => {
    const pieces = [
      ...unclosed,
      '# \n',
      '# a\n',
      'a\n===\n',
      '[a]: b\n',
      '- ',
      '> ',
      '```\n',
      '\n',
      '.a\n',
      'a::\n',
      '.. figure:: a.png\n',
      '---\n',
      ':a: b\n',
      '<a ',
      '<p>a</p>',
      '| a |\n',
      'image::a.png[]\n',
    ];
    for (const language of languages) {
      for (const piece of pieces) {
        const text = documentOf(filled(piece, length / 5), language);
        const taken = timeOf(() => surroundingsOf(text, language, inTheMiddle));
        assert.ok(taken < 1000, `${language} ${JSON.stringify(piece)}: ${taken} ms`);
      }
    }
  }).timeout(120_000);

  it('takes no more for many references than for the text', () => {
    for (const piece of [
      '![a](b.png)',
      '![a](b.png) text. ',
      '![a](b.png)\n\n',
      '<img src="b.png" alt="a">',
      '[![a](b.png)](c)',
    ]) {
      const text = piece.repeat(2000);
      const references = findImageReferences(text, 'markdown');
      assert.ok(references.length >= 2000);
      const taken = timeOf(() => references.map(surroundingsIn(text, 'markdown')));
      assert.ok(taken < 8000, `${piece}: ${taken} ms`);
    }
  }).timeout(120_000);
});

describe('surroundingsOf, of broken text', () => {
  it('gives plain text of its size, whatever is around', () => {
    const pieces =
      '![|[|](|]|it.png|<img src="it.png">|<p>|</p>|<a href="x">|</a>|<figure>|<figcaption>|</figcaption>|# |\n|\n\n|== |image::it.png[]|image:it.png[]|.. image:: it.png\n|.. figure:: it.png\n\n   |---\n|===\n|Words here. |`|*|_|{|}|{{|}}|"|\\|\ufffa|\ufff9|\ufffc|\u2029|\ud800|&amp;|<!--|-->|````\n'.split(
        '|',
      );
    let state = 5;
    const random = (below: number): number => {
      state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9;
      return ((state ^ (state >>> 13)) >>> 0) % below;
    };
    let seen = 0;
    for (let round = 0; round < 6000; round++) {
      const language = languages[round % languages.length] ?? '';
      const text = Array.from({ length: 1 + random(20) }, () => pieces[random(pieces.length)]).join(
        '',
      );
      for (const reference of findImageReferences(text, language)) {
        const { headings, ...texts } = surroundingsOf(text, language, reference);
        const all = [...headings, ...Object.values(texts)].join('');
        assert.ok(all.length <= mostSurroundings);
        assert.doesNotMatch(all, /[\ufff9-\ufffc\u2029\n]/, JSON.stringify(text));
        assert.doesNotMatch(
          all.replaceAll(texts.linkTarget ?? '', ''),
          /(?<![\w.])it\.png/,
          JSON.stringify(text),
        );
        seen++;
      }
    }
    assert.ok(seen > 500, String(seen));
  }).timeout(30_000);
});
