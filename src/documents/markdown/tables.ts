import { lineStart } from '../place';
import type { Range } from '../reference';

const delimiterRow = /^[\s>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\r?$/;
const delimiterCell = /^[ \t]*:?-+:?[ \t]*$/;
/** A row farther below its delimiters than this is taken for one of a table anyway. */
const mostRows = 2000;

/**
 * Whether a place in a Markdown document is in a row of a table: a line with a `|`, in a block with a
 * delimiter row above it or on the next line.
 */
export function cellOfTable(text: string, offset: number): boolean {
  const start = lineStart(text, offset);
  const next = endOfLine(text, offset);
  if (!text.slice(start, next).includes('|')) {
    return false;
  }
  if (delimiterRow.test(text.slice(next + 1, endOfLine(text, next + 1)))) {
    return true;
  }
  let end = start - 1;
  for (let row = 0; row < mostRows; row++) {
    const above = lineStart(text, end);
    const line = end > 0 ? text.slice(above, end) : '';
    if (line.replaceAll('>', '').trim() === '') {
      return false;
    }
    if (line.includes('-') && delimiterRow.test(line)) {
      return true;
    }
    end = above - 1;
  }
  return true;
}

function endOfLine(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  return newline === -1 ? text.length : newline;
}

/** How many cells a row of delimiters has; 0 where a line is none. */
export function delimitersIn(row: string): number {
  const cells = cellsOf(row, 0);
  const all = cells.every(({ start, end }) => delimiterCell.test(row.slice(start, end)));
  return all ? cells.length : 0;
}

/** The cells of a row of a table, whose text begins at `offset`. */
export function cellsOf(row: string, offset: number): Range[] {
  const lead = row.length - row.trimStart().length;
  const from = lead + (row.charAt(lead) === '|' ? 1 : 0);
  const cells: Range[] = [];
  let start = from;
  for (let index = from; index < row.length; index++) {
    if (row[index] === '\\') {
      index++;
    } else if (row[index] === '|') {
      cells.push({ start: offset + start, end: offset + index });
      start = index + 1;
    }
  }
  if (row.slice(start).trim() !== '' || cells.length === 0) {
    cells.push({ start: offset + start, end: offset + row.trimEnd().length });
  }
  return cells;
}
