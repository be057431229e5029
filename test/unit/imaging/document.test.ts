import assert from 'node:assert/strict';
import { writeMarkdown } from '../../../src/imaging/reader/document/markdown';
import type { TextLine } from '../../../src/imaging/reader/paragraphs';

const height = 10;
const group = Symbol();

/** One line of words at places across the page, in the pixels of a typeface whose characters are `advance` wide. */
function line(row: number, parts: readonly [left: number, text: string][], advance = 6): TextLine {
  const top = row * 20;
  const bottom = top + height;
  const words = parts.flatMap(([from, text]) => {
    let left = from;
    return text.split(' ').map((word) => {
      const box = { left, top, right: left + (word.length - 0.2) * advance, bottom };
      left += (word.length + 1) * advance;
      return { text: word, confidence: 95, box };
    });
  });
  return { text: words.map(({ text }) => text).join(' '), words, top, bottom, group };
}

/** As `line`, with letters of different widths. */
function set(row: number, parts: readonly [left: number, text: string][]): TextLine {
  const made = line(row, parts);
  const words = made.words.map((word, index) => {
    const wider = (index % 3) * 0.12 * (word.box.right - word.box.left);
    return { ...word, box: { ...word.box, right: word.box.right + Math.min(5, wider) } };
  });
  return { ...made, words };
}

function markdownOf(...lines: TextLine[]): string {
  return writeMarkdown(lines).markdown;
}

describe('writeMarkdown', () => {
  it('writes a table whose cells align, empty cells too', () => {
    const markdown = markdownOf(
      set(0, [
        [0, 'Order'],
        [100, 'Customer'],
        [250, 'Note'],
      ]),
      set(1, [
        [0, '20418'],
        [100, 'Ida Fennimore'],
      ]),
      set(2, [
        [0, '20455'],
        [100, 'Petra Voss'],
        [250, 'call first'],
      ]),
    );
    assert.equal(
      markdown,
      '| Order | Customer | Note |\n| --- | --- | --- |\n| 20418 | Ida Fennimore | |\n| 20455 | Petra Voss | call first |',
    );
  });

  it('keeps text above and below a table out of it', () => {
    const markdown = markdownOf(
      set(0, [[0, 'Everything that was delivered in spring, by day and by hand']]),
      set(1, [
        [0, 'Day'],
        [100, 'Pieces'],
        [200, 'Weight'],
      ]),
      set(2, [
        [0, 'Monday'],
        [100, '12'],
        [200, '4 kg'],
      ]),
      set(3, [
        [0, 'Friday'],
        [100, '7'],
        [200, '11 kg'],
      ]),
      set(4, [[0, 'Nothing else was brought to the house in that week']]),
    );
    assert.match(markdown, /^Everything .* hand\n\n\| Day \| Pieces \| Weight \|\n/);
    assert.match(markdown, /\| Friday \| 7 \| 11 kg \|\n\nNothing else/);
  });

  it('takes columns aligned to the right, and escapes what parts cells', () => {
    const markdown = markdownOf(
      set(0, [
        [0, 'Name'],
        [118, 'Sum'],
        [200, 'Kind'],
      ]),
      set(1, [
        [0, 'a|b'],
        [124, '12'],
        [200, '*new*'],
      ]),
      set(2, [
        [0, 'c'],
        [112, '1,200'],
        [200, 'old'],
      ]),
    );
    assert.match(markdown, /\| a\\\|b \| 12 \| \\\*new\\\* \|/);
    assert.match(markdown, /\| c \| 1,200 \| old \|$/);
  });

  it('joins a second line of a cell with the first', () => {
    const rows = [
      set(0, [
        [0, 'Name'],
        [100, 'Address'],
        [250, 'Town'],
      ]),
      set(2, [
        [0, 'Ida'],
        [100, 'Mill Lane 22'],
        [250, 'Bristol'],
      ]),
      set(2.6, [[100, 'second floor']]),
      set(4.6, [
        [0, 'Petra'],
        [100, 'Station Yard'],
        [250, 'York'],
      ]),
      set(6.6, [
        [0, 'Oskar'],
        [100, 'High Street'],
        [250, 'Leeds'],
      ]),
    ];
    assert.match(markdownOf(...rows), /\| Ida \| Mill Lane 22 second floor \| Bristol \|/);
  });

  const noTables: [string, TextLine[]][] = [
    [
      'prose',
      [
        set(0, [[0, 'The work was done by a small group of volunteers']]),
        set(1, [[0, 'who photographed the volumes and sorted them']]),
        set(2, [[0, 'by station, and typed what they could make out']]),
      ],
    ],
    [
      'prose in two columns',
      [0, 1, 2, 3].map((row) =>
        set(row, [
          [0, 'who sorted the volumes by year'],
          [300, 'and typed what could be read'],
        ]),
      ),
    ],
    [
      'two columns of labels that do not align',
      [
        set(0, [
          [0, 'Name'],
          [130, 'Runs every'],
        ]),
        set(1, [
          [20, 'Weekly orders of all'],
          [190, 'Monday'],
        ]),
        set(2, [
          [5, 'Format'],
          [152, 'Time zone'],
        ]),
        set(3, [
          [38, 'Separated'],
          [220, 'Universal'],
        ]),
      ],
    ],
    [
      'two lines with one gap each',
      [
        set(0, [
          [0, 'Home'],
          [200, 'Help'],
        ]),
        set(1, [
          [0, 'Orders'],
          [200, 'Away'],
        ]),
      ],
    ],
  ];
  for (const [what, lines] of noTables) {
    it(`makes no table of ${what}`, () => {
      const { tables, markdown } = writeMarkdown(lines);
      assert.deepEqual(tables, []);
      assert.doesNotMatch(markdown, /\|/);
    });
  }

  it('keeps the indentation of monospaced lines', () => {
    const markdown = markdownOf(
      line(0, [[10, 'def load(self) -> int:']], 7),
      line(1, [[10 + 4 * 7, 'count = total']], 7),
      line(2, [[10 + 4 * 7, 'for row in rows:']], 7),
      line(3, [[10 + 8 * 7, 'count += first[row]']], 7),
    );
    assert.equal(
      markdown,
      '```\ndef load(self) -> int:\n    count = total\n    for row in rows:\n        count += first[row]\n```',
    );
  });

  it('escapes what Markdown would take for markup', () => {
    const first = markdownOf(set(0, [[0, '# Title with <b> and [x](y)']]));
    const second = markdownOf(set(0, [[0, '1. first_of_all `code`']]));
    assert.equal(first, '\\# Title with \\<b\\> and \\[x\\](y)');
    assert.equal(second, '1\\. first\\_of\\_all \\`code\\`');
  });

  it('tells where each word stands', () => {
    const { markdown, places } = writeMarkdown([
      set(0, [[0, 'Above it all']]),
      set(1, [
        [0, 'Day'],
        [100, 'Pieces'],
        [200, 'Weight'],
      ]),
      set(2, [
        [0, 'Monday'],
        [100, '12'],
        [200, '4 kg'],
      ]),
    ]);
    assert.deepEqual(
      places.map(({ word, start, end }) => [word, markdown.slice(start, end)]),
      ['Above', 'it', 'all', 'Day', 'Pieces', 'Weight', 'Monday', '12', '4', 'kg'].map(
        (text, index) => [index, text],
      ),
    );
  });

  it('writes nothing where there is nothing', () => {
    assert.deepEqual(writeMarkdown([]), { markdown: '', tables: [], places: [] });
  });
});
