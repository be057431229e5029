import assert from 'node:assert/strict';
import {
  findImageReferences,
  withAltText,
  type Edit,
  type ImageReference,
} from '../../../../src/documents';
import { oneLine, type Range } from '../../../../src/documents/reference';
import { nastyTexts } from '../nastyTexts';
import { labelledDocuments, rangeOf, withoutBreaks, type LabelledDocument } from './labels';
import { writtenIn } from './written';

const documents = labelledDocuments();

/** What is wrong of what is found in a document, a line for each wrong fact. */
function mistakes({ text, languageId, labels }: LabelledDocument): string[] {
  const found = findImageReferences(text, languageId);
  const ranges = labels.map((label) => rangeOf(text, label));
  const markup = ({ start, end }: Range) => text.slice(start, end);
  const meets = (one: Range, other: Range) => one.start < other.end && other.start < one.end;
  const tooMuch = found
    .filter(({ range }) => !ranges.some((right) => meets(right, range)))
    .map(({ range }) => `${markup(range)}: is no reference`);
  const wrong = labels.flatMap((label, index) => {
    const right = ranges[index] ?? { start: 0, end: 0 };
    const [reference, ...more] = found.filter(({ range }) => meets(right, range));
    if (reference === undefined || more.length > 0) {
      return [`${label.markup}: found ${reference === undefined ? 'not at all' : 'several times'}`];
    }
    const facts = { ...factsOf(reference), markup: markup(reference.range) };
    return [...names, 'markup' as const]
      .filter((name) => facts[name] !== label[name])
      .map(
        (name) => `${label.markup}: ${name} is ${String(facts[name])}, not ${String(label[name])}`,
      );
  });
  const unsorted = found.filter(
    ({ range }, index) => index > 0 && range.start < (found[index - 1]?.range.start ?? 0),
  );
  return [...tooMuch, ...wrong, ...unsorted.map(({ range }) => `${markup(range)}: too late`)];
}

const names = [
  'target',
  'alt',
  'state',
  'role',
  'computed',
  'caption',
  'linkTarget',
  'theme',
] as const;

const factsOf = (reference: ImageReference) => ({
  ...reference,
  alt: withoutBreaks(reference.alt),
  caption: withoutBreaks(reference.caption),
  linkTarget: reference.linkTarget,
  theme: reference.theme,
});

/** The document as on Windows. */
function onWindows(document: LabelledDocument): LabelledDocument {
  const breaks = (text: string) => text.replaceAll('\n', '\r\n');
  return {
    ...document,
    text: breaks(document.text),
    labels: document.labels.map((label) => ({ ...label, markup: breaks(label.markup) })),
  };
}

const edited = (text: string, { start, end, text: added }: Edit): string =>
  text.slice(0, start) + added + text.slice(end);

/** What an edit of another reference may not change. */
const lasting = ({ target, alt, computed, caption, linkTarget, theme }: ImageReference) => ({
  target,
  alt,
  computed,
  caption,
  linkTarget,
  theme,
});

describe('the labelled documents', () => {
  it('hold at least 200 references in all languages, states and roles', () => {
    const labels = documents.flatMap((document) => document.labels);
    assert.ok(labels.length >= 200, String(labels.length));
    const count = (values: readonly string[]) => new Set(values).size;
    assert.equal(count(documents.map(({ languageId }) => languageId)), 12);
    assert.equal(count(labels.map(({ state }) => state)), 4);
    assert.equal(count(labels.map(({ role }) => role)), 5);
  });

  for (const document of documents) {
    const { name, languageId } = document;
    describe(name, () => {
      it('has its references found, in order and with what is right of each, and none else', () => {
        assert.deepEqual(mistakes(document), []);
      });

      it('has them found with Windows line breaks', () => {
        assert.deepEqual(mistakes(onWindows(document)), []);
      });

      it('takes any alt text at each, and nothing else changes', () => {
        for (const { text } of [document, onWindows(document)]) {
          const before = findImageReferences(text, languageId);
          before.forEach((reference, index) => {
            if (reference.computed) {
              return;
            }
            for (const alt of textsFor(index)) {
              takes(text, languageId, before, index, alt);
            }
          });
        }
      });
    });
  }
});

/** Each reference gets some of the texts, so that every document gets all where it has enough of them. */
function textsFor(index: number): string[] {
  const some = nastyTexts.filter((_, place) => place % 4 === index % 4);
  return [...some, 'One\r\n\r\n  two\nthree\u2028four'];
}

function takes(
  text: string,
  languageId: string,
  before: readonly ImageReference[],
  index: number,
  alt: string,
): void {
  const reference = before[index];
  assert.ok(reference);
  const edit = withAltText(text, reference, alt);
  const where = `${text.slice(reference.range.start, reference.range.end)} ← ${JSON.stringify(alt)}`;
  const { range } = reference;
  assert.ok(edit.start >= range.start && edit.end <= range.end, `${where}: outside`);
  const changed = edited(text, edit);
  const after = findImageReferences(changed, languageId);
  const message = `${where}\n${edit.text}`;
  const markup = text.slice(range.start, range.end);
  assert.equal(
    writtenIn(markup, after[index]?.alt ?? ''),
    writtenIn(markup, oneLine(alt)),
    message,
  );
  assert.equal(after[index]?.target, reference.target, message);
  assert.deepEqual(
    after.toSpliced(index, 1).map(lasting),
    before.toSpliced(index, 1).map(lasting),
    message,
  );
}
