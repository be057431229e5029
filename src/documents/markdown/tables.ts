import { lineStart } from '../place';
import type { Range } from '../reference';
import { Marks } from './codeSpan';
import { imageShortcodeEnd } from './dialects/shortcode';

const delimiterCell = /^[ \t]*:?-+:?[ \t]*$/;
/** What Liquid, Jinja or Hugo put a value in place of. */
const templateValue = /\{\{[^{}\n]{1,300}\}\}/y;
/** A row farther below its delimiters than this is taken for one of a table anyway. */
const mostRows = 2000;

/**
 * Whether a place in a Markdown document is in a row of a table, so that a `|` there would end a cell: in
 * a block with a delimiter row above it or on the next line. A row needs no `|` of its own.
 */
export function cellOfTable(text: string, offset: number): boolean {
  const next = endOfLine(text, offset);
  if (isDelimiterRow(text.slice(next + 1, endOfLine(text, next + 1)))) {
    return true;
  }
  let end = lineStart(text, offset) - 1;
  for (let row = 0; row < mostRows; row++) {
    const above = lineStart(text, end);
    const line = end > 0 ? text.slice(above, end) : '';
    if (line.replaceAll('>', '').trim() === '') {
      return false;
    }
    if (isDelimiterRow(line)) {
      return true;
    }
    end = above - 1;
  }
  return true;
}

/** Without a `|` or a `:` the line underlines a heading. */
function isDelimiterRow(line: string): boolean {
  return /[|:]/.test(line) && delimitersIn(line.replace(/^[\s>]+/, '')) > 0;
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

/**
 * The cells of a row of a table, whose text begins at `offset`. With `templates`, no `|` in Hugo's
 * shortcodes of images or in braces of Liquid ends a cell: these tools run before Markdown is read.
 */
export function cellsOf(row: string, offset: number, templates = false): Range[] {
  const lead = row.length - row.trimStart().length;
  const from = lead + (row.charAt(lead) === '|' ? 1 : 0);
  const cells: Range[] = [];
  const marks = new Marks(row);
  let start = from;
  for (let index = from; index < row.length; index++) {
    if (row[index] === '\\') {
      index++;
    } else if (row[index] === '|') {
      cells.push({ start: offset + start, end: offset + index });
      start = index + 1;
    } else if (templates && row[index] === '{') {
      index = Math.max(index, templateEnd(row, index, marks) - 1);
    }
  }
  if (row.slice(start).trim() !== '' || cells.length === 0) {
    cells.push({ start: offset + start, end: offset + row.trimEnd().length });
  }
  return cells;
}

/** Where the template that begins at the `{` at `start` ends; -1 where none begins. */
function templateEnd(row: string, start: number, marks: Marks): number {
  if (row[start + 1] === '%') {
    const close = marks.find('%}', start + 2);
    return close === -1 ? -1 : close + '%}'.length;
  }
  templateValue.lastIndex = start;
  return imageShortcodeEnd(row, start) ?? (templateValue.test(row) ? templateValue.lastIndex : -1);
}
