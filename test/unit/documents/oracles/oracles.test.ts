import assert from 'node:assert/strict';
import { findImageReferences } from '../../../../src/documents';
import { labelledDocuments, type LabelledDocument } from '../labelled/labels';
import { mutated, seeded } from '../mutations/mutate';
import { explained } from './explained';
import { linesWithoutAlt } from './markdown';
import { docutils, oracles } from './parsers';
import { differences, shownOf, type Shown } from './shown';

const mutations = 150;

/** Markdown in Markdown's own syntax: what mdast gives no image for is HTML or a dialect's. */
const isPlain = (markup: string) => /^!\[(?!\[)/.test(markup);
/** Documents of dialects, which mean more than what mdast reads. */
const dialects = /^markdown\/(?!guide|html|themes)/;
const ofMarkdown = /^(?:markdown|quarto|ipynb)$/;

const found = ({ text, languageId }: LabelledDocument): Shown[] =>
  findImageReferences(text, languageId)
    .filter(
      ({ range: { start, end } }) =>
        !ofMarkdown.test(languageId) || isPlain(text.slice(start, end)),
    )
    .map(shownOf);

const labelled = ({ labels, languageId }: LabelledDocument): Shown[] =>
  labels.filter(({ markup }) => !ofMarkdown.test(languageId) || isPlain(markup));

/** Differences that no entry of the table explains. */
function unexplained(
  document: LabelledDocument,
  all: readonly string[],
  broken: boolean,
): string[] {
  return all.filter(
    (difference) =>
      !explained.some(
        ({ language, where, difference: pattern, text }) =>
          language === document.languageId &&
          where?.test(document.name) !== false &&
          pattern?.test(difference) !== false &&
          (text === undefined || (broken && text.test(document.text))),
      ),
  );
}

const documents = labelledDocuments();

describe('references as other parsers see them', () => {
  for (const [languageId, name, oracle] of oracles) {
    const own = documents.filter((document) => document.languageId === languageId);

    it(`${languageId}: ${name} shows the images that are labelled and those that are found`, async function () {
      if (languageId === 'restructuredtext' && !docutils) {
        this.skip();
      }
      const shown = await oracle(own.map(({ text }) => text));
      for (const [index, document] of own.entries()) {
        const theirs = shown[index];
        assert.ok(theirs, `${document.name} is rejected`);
        for (const ours of [labelled(document), found(document)]) {
          assert.deepEqual(
            unexplained(document, differences(ours, theirs), false),
            [],
            document.name,
          );
        }
      }
    }).timeout(30_000);

    // The compiler of Astro panics on some, and is of no use after that; mdast does not know Quarto.
    if (languageId === 'astro' || languageId === 'quarto') {
      continue;
    }
    it(`${languageId}: ${name} shows the images that are found in broken documents`, async function () {
      if (languageId === 'restructuredtext' && !docutils) {
        this.skip();
      }
      const random = seeded(4711);
      const broken = Array.from({ length: mutations }, (_, index) => {
        const plain = own.filter(({ name }) => !dialects.test(name));
        const document = plain[index % plain.length];
        assert.ok(document);
        return { ...document, text: mutated(document.text, random, 4000) };
      });
      const shown = await oracle(broken.map(({ text }) => text));
      const read = broken.filter((_, index) => shown[index] !== undefined);
      assert.ok(read.length >= mutations / 20, `only ${read.length} are read`);
      const wrong = broken.flatMap((document, index) => {
        const theirs = shown[index];
        const all = theirs === undefined ? [] : differences(found(document), theirs);
        return unexplained(document, all, true).map(
          (difference) => `${difference} of ${JSON.stringify(document.text)}`,
        );
      });
      assert.deepEqual(wrong, []);
    }).timeout(60_000);
  }

  it('differ for a reason that holds for broken documents only, where it holds for whole ones', () => {
    const careless = explained.filter(({ language, difference, text }) =>
      documents.some(
        (document) =>
          difference === undefined &&
          document.languageId === language &&
          !dialects.test(document.name) &&
          text?.test(document.text),
      ),
    );
    assert.deepEqual(careless, []);
  });

  it('markdownlint (MD045) misses an alt text where the state is missing', () => {
    const plain = documents.filter(({ name }) =>
      /^markdown\/(?:guide|html|themes)\.md$/.test(name),
    );
    assert.equal(plain.length, 3);
    for (const { name, text } of plain) {
      const missing = findImageReferences(text, 'markdown')
        .filter(({ state, alt }) => state === 'missing' || (state === 'decorative' && alt !== ''))
        .map(({ range }) => text.slice(0, range.start).split('\n').length);
      // To markdownlint, `role="presentation"` does not stand for an empty alt text.
      assert.deepEqual(linesWithoutAlt(text), missing, name);
    }
  });
});
