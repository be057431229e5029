const delimiterRow = /^[\s>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\r?$/;
/** A row farther below its delimiters than this is taken for one of a table anyway. */
const mostRows = 2000;

/**
 * Whether a place in a Markdown document is in a row of a table: a line with a `|`, in a block with a
 * delimiter row above it or on the next line.
 */
export function cellOfTable(text: string, offset: number): boolean {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const next = endOfLine(text, offset);
  if (!text.slice(start, next).includes('|')) {
    return false;
  }
  if (delimiterRow.test(text.slice(next + 1, endOfLine(text, next + 1)))) {
    return true;
  }
  let end = start - 1;
  for (let row = 0; row < mostRows; row++) {
    const above = text.lastIndexOf('\n', end - 1) + 1;
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
