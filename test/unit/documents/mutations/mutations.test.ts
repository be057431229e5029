import assert from 'node:assert/strict';
import { findImageReferences, withAltText, type ImageReference } from '../../../../src/documents';
import { oneLine } from '../../../../src/documents/reference';
import { cpuMilliseconds } from '../../../support/cpuTime';
import { labelledDocuments } from '../labelled/labels';
import { writtenIn } from '../labelled/written';
import { nastyTexts } from '../nastyTexts';
import { mutated, seeded } from './mutate';

const documents = labelledDocuments();
const languageIds = [...new Set(documents.map(({ languageId }) => languageId))];
const mutations = 1000;

const timed = (work: () => unknown): number => {
  const start = cpuMilliseconds();
  work();
  return cpuMilliseconds() - start;
};

const repeated = (texts: readonly string[], length: number): string => {
  const whole = texts.join('\n\n');
  return whole.repeat(Math.ceil(length / whole.length)).slice(0, length);
};

/** The cells of some notebooks again and again. */
const notebookOf = (texts: readonly string[], length: number): string => {
  const cells = texts.flatMap((text) => (JSON.parse(text) as { cells: unknown[] }).cells);
  const times = Math.ceil(length / JSON.stringify(cells, null, 1).length);
  return JSON.stringify({ cells: Array.from({ length: times }, () => cells).flat() }, null, 1);
};

const facts = ({ target, alt, computed }: ImageReference) => ({ target, alt, computed });

describe('documents of any kind', () => {
  for (const languageId of languageIds) {
    const own = documents.filter((document) => document.languageId === languageId);

    it(`${languageId}: ${mutations} broken ones are read, and an edit changes its image only`, () => {
      const random = seeded(20_250_000 + languageIds.indexOf(languageId));
      let edits = 0;
      // A part of a notebook is none.
      const longest = languageId === 'ipynb' ? 10_000 : 900;
      for (let count = 0; count < mutations; count++) {
        const text = mutated(own[count % own.length]?.text ?? '', random, longest);
        const found = findImageReferences(text, languageId);
        within(text, found);
        const index = random(Math.max(1, found.length));
        const { computed = true, range = { start: 0, end: 0 } } = found[index] ?? {};
        // Imports are read by their lines, and may stand in an alt text whose quote is gone.
        const holdsImport = /^\s*import /m.test(text.slice(range.start, range.end));
        if (!computed && !holdsImport) {
          changes(text, languageId, found, index, nastyTexts[random(nastyTexts.length)] ?? '');
          edits++;
        }
      }
      assert.ok(edits > mutations / 10, `only ${edits} edits`);
    }).timeout(30_000);

    // How long it takes is measured by the benchmark: here it only must not grow without bounds.
    it(`${languageId}: a megabyte takes at most a second of a processor, in one line too`, () => {
      const grown = languageId === 'ipynb' ? notebookOf : repeated;
      const texts = own.map(({ text }) => text);
      const lines = grown(texts, 1_000_000);
      for (const text of [lines, lines.replaceAll('\n', ' ')]) {
        const taken = timed(() => findImageReferences(text, languageId));
        assert.ok(taken <= 1000, `${taken} ms`);
      }
    }).timeout(30_000);

    it(`${languageId}: twice the text takes about twice the time, whatever the text`, () => {
      for (const piece of hostile) {
        const text = (length: number) => piece.repeat(Math.ceil(length / piece.length));
        const time = (length: number) => timed(() => findImageReferences(text(length), languageId));
        const [small, large] = [20_000, 40_000];
        // What takes a moment only says nothing of its growth.
        if (time(large) <= 20) {
          continue;
        }
        const [once, twice] = [time(small), time(large)];
        assert.ok(
          twice <= Math.max(20, 3 * once) || time(large) <= 3 * time(small),
          `${JSON.stringify(piece)}: ${once} ms, twice as much ${twice} ms`,
        );
      }
    }).timeout(60_000);
  }
});

/** Nests, and openings without an end. */
const hostile = [
  ...['![', '[', '![[', '![[[[', '![a](', '![a](b "', '![a](<', '![a][', '[a](', '](', '[![', '<'],
  ...['<a ', '<img src="', '<img ', '<img src=a alt=', '<!--', '<a href="b">', '<p>', '</p>', '<b'],
  ...['{', '{{', '{{<', '{{< figure src="', '{%', '{% include ', '{:', '![](a){', '![](a){ alt="'],
  ...[
    ':::',
    ':::image ',
    ':::{figure} a\n',
    '```{image} a\n',
    '```\n',
    '> ',
    '- ',
    '> - ',
    '* a\n ',
  ],
  ...['`', '``a', '*a_ ', '**a', '_', '~', '$', '\\', '&', '&amp', '|', '| a |\n|-|\n', 'a|', '"'],
  ...[
    "'",
    '(',
    '${',
    '`${',
    '/*',
    '//',
    '/',
    '/[',
    'import a from "b"\n',
    '<T',
    '<T,>',
    '</',
    '<>',
  ],
  ...[
    'image:',
    'image:a[',
    'image::a[',
    'image:a["',
    '[',
    '|===\n',
    '----\n',
    '+',
    '+++',
    'pass:[',
  ],
  ...[
    '.. ',
    '.. image:: ',
    '.. image:: a\n',
    '.. |a| image:: ',
    '..\n',
    '::\n',
    ':alt: ',
    '   :a:\n',
  ],
  ...[
    '\n',
    ' ',
    '\t',
    '\r',
    '\0',
    'a',
    '\ud83d',
    '[a]: b\n',
    '[a]:',
    '---\n',
    '"source": ["![](a)",',
  ],
  ...['{"cells":[', '"\\', '%%', '![a|', '<figure>', '<figcaption>', '<a><img src=a>', '{#if a}'],
];

function within(text: string, found: readonly ImageReference[]): void {
  let last = 0;
  for (const { range, slot, altRange } of found) {
    const message = JSON.stringify(text);
    assert.ok(range.start >= last && range.end <= text.length, message);
    for (const part of altRange === undefined ? [slot] : [slot, altRange]) {
      assert.ok(
        part.start <= part.end && part.start >= range.start && part.end <= range.end,
        message,
      );
    }
    last = range.start;
  }
}

function changes(
  text: string,
  languageId: string,
  found: readonly ImageReference[],
  index: number,
  alt: string,
): void {
  const reference = found[index];
  assert.ok(reference);
  const edit = withAltText(text, reference, alt);
  const message = `${JSON.stringify(text)}\n${JSON.stringify(edit)}`;
  const { range } = reference;
  assert.ok(edit.start >= range.start && edit.end <= range.end, message);
  const changed = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
  const after = findImageReferences(changed, languageId);
  const markup = text.slice(range.start, range.end);
  assert.equal(
    writtenIn(markup, after[index]?.alt ?? ''),
    writtenIn(markup, oneLine(alt)),
    message,
  );
  assert.deepEqual(
    after.toSpliced(index, 1).map(facts),
    found.toSpliced(index, 1).map(facts),
    message,
  );
}
