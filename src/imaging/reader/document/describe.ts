import type { Rectangle } from '../../../core/images/fit';
import type { Box } from '../../pixels';
import type { Arranged } from '../layout';
import type { ImageReading, ReadTable } from '../reading';
import { boxAround } from './cells';
import { writeMarkdown } from './markdown';
import type { Table } from './tables';

/** Below this confidence, 0 to 100, a word may be wrong. */
const leastConfidence = 75;

/** The parts of a reading that are about text. `toFile` turns a box of the page into one of the file. */
export function describeText(
  { text, lines }: Arranged,
  toFile: (box: Box) => Rectangle,
): Pick<ImageReading, 'text' | 'lines' | 'tables' | 'markdown' | 'unsure'> {
  const { markdown, tables, places } = writeMarkdown(lines);
  const words = lines.flatMap((line) => line.words);
  const isUnsure = (word: number): boolean => (words[word]?.confidence ?? 0) < leastConfidence;
  return {
    text,
    lines: lines.map((line) => ({
      text: line.text,
      box: toFile(boxAround(line.words)),
      words: line.words.map(({ text: word, confidence, box }) => ({
        text: word,
        confidence,
        box: toFile(box),
      })),
    })),
    tables: tables.map((table) => readTable(table, toFile)),
    markdown,
    unsure: places.filter(({ word }) => isUnsure(word)).toSorted((a, b) => a.word - b.word),
  };
}

function readTable({ rows, from, to }: Table, toFile: (box: Box) => Rectangle): ReadTable {
  return {
    box: toFile(boxAround(rows.flat(2))),
    rows: rows.map((row) =>
      row.map((segments) => ({
        text: segments.flatMap(({ words }) => words.map(({ text }) => text)).join(' '),
        ...(segments.length > 0 && { box: toFile(boxAround(segments)) }),
        words: segments.flatMap(({ words, first }) => words.map((_, index) => first + index)),
      })),
    ),
    lines: [from, to],
  };
}
