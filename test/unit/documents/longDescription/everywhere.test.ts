import assert from 'node:assert/strict';
import { findImageReferences } from '../../../../src/documents';
import { cpuMilliseconds } from '../../../support/cpuTime';
import { labelledDocuments } from '../labelled/labels';
import { mutated, seeded } from '../mutations/mutate';
import { assertAdded } from './added';
import { described, forms, type Form } from './described';

const documents = labelledDocuments();
const languageIds = [...new Set(documents.map(({ languageId }) => languageId))];
const mutations = 150;
/** In which a description never stands. */
const without = /^(?:asciidoc|ipynb|javascriptreact|mdx|restructuredtext|typescriptreact)$/;

function isWhole(text: string): boolean {
  return documents.some((document) => document.text === text.replaceAll('\r\n', '\n'));
}

/** Whether an image takes a long description; another parser sees that it stands in the document. */
function takes(text: string, languageId: string, form: Form, index: number): boolean {
  const changed = described(text, languageId, form, { index });
  // The compiler of Astro panics on broken documents, and is of no use after that.
  if (changed !== undefined && (languageId !== 'astro' || isWhole(text))) {
    assertAdded(text, changed, languageId);
  }
  return changed !== undefined;
}

describe('a long description of any image', () => {
  for (const languageId of languageIds) {
    const own = documents.filter((document) => document.languageId === languageId);

    it(`${languageId}: stands in the labelled documents, outside of code and comments`, () => {
      for (const { text, name } of own) {
        const onWindows = text.replaceAll('\n', '\r\n');
        const taken = findImageReferences(text, languageId).map((_, index) =>
          takes(
            index % 2 === 0 ? text : onWindows,
            languageId,
            forms[index % 3] ?? 'details',
            index,
          ),
        );
        assert.equal(taken.includes(true), !without.test(languageId), name);
      }
    }).timeout(60_000);

    it(`${languageId}: stands so in ${mutations} broken ones, or nowhere`, () => {
      const random = seeded(20_260_000 + languageIds.indexOf(languageId));
      // A part of a notebook is none.
      const longest = languageId === 'ipynb' ? 10_000 : 900;
      let count = 0;
      for (let round = 0; round < mutations; round++) {
        const text = mutated(own[round % own.length]?.text ?? '', random, longest);
        const { length } = findImageReferences(text, languageId);
        const form = forms[random(forms.length)] ?? 'details';
        count += length > 0 && takes(text, languageId, form, random(length)) ? 1 : 0;
      }
      assert.equal(count > mutations / 10, !without.test(languageId), String(count));
    }).timeout(60_000);
  }

  const hostile = [
    ...['<p><b>', '</b>', '<b>', '<figure>', '<figcaption>', '</figure><figure>', '<td>', '<a '],
    ...['<b>\n\n</b>', '</p>\n\n<p>', '</p>\n\n<p><b>\n\n</b>', '<div>\n\n', '# a\n\n', '- ', '> '],
    ...['id=', ' #', '{#', '<!--', '```\n\n', 'x ', '<h2>a</h2>\n', '{% comment %}', '{a', '{{'],
  ];
  it('takes time in proportion to the length', () => {
    for (const piece of hostile) {
      for (const languageId of ['markdown', 'html']) {
        const rest = piece.repeat(Math.ceil(20_000 / piece.length));
        const text = `<figure><p><img src="a.png"></p>\n\n${rest}`;
        const start = cpuMilliseconds();
        forms.forEach((form) => described(text, languageId, form));
        const taken = cpuMilliseconds() - start;
        assert.ok(taken < 1000, `${languageId} ${JSON.stringify(piece)}: ${taken} ms`);
      }
    }
  }).timeout(60_000);
});
