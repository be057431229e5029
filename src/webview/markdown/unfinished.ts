/** A line that is nothing but marks so far: it may become a rule, a list item, a fence, a row. */
const onlyMarks =
  /^[\s>]*(?:[-=*_+#|:`~][-=*_+#|:`~ \t]*|\d{1,3}[.)]?\s*|(?:[-*+]|\d{1,9}[.)])\s+\[[ xX]?\]?\s*)?$/;
const fence = /^[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s+)?(`{3,}|~{3,})/;
const row = /^\s*\|/;
const ruleSoFar = /^[\s|:-]*$/;

/** A longer last line is shown as it is: it is looked at in each frame, and that must stay quick. */
const longestLine = 4000;

/**
 * The open end of a streaming reply in, the same without what cannot be shown well yet: marks whose
 * meaning is still unknown are held back, and open code spans, bold text and links are closed.
 * Never used on a reply that has ended.
 */
export function tidyUnfinished(open: string): string {
  const lines = open.split('\n');
  const last = lines.pop() ?? '';
  if (last.length > longestLine) {
    return open;
  }
  if (onlyMarks.test(last) && !row.test(lines.at(-1) ?? '')) {
    return joined(lines);
  }
  if (isInsideFence(lines)) {
    return open;
  }
  const header = headerLine([...lines, last]);
  if (header !== undefined) {
    return joined(lines.slice(0, header));
  }
  return [...lines, closeInline(last)].join('\n');
}

function joined(lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

function isInsideFence(lines: readonly string[]): boolean {
  let open: string | undefined;
  for (const line of lines) {
    const marks = fence.exec(line)?.[1];
    if (marks !== undefined && open === undefined) {
      open = marks;
    } else if (open !== undefined && marks?.startsWith(open)) {
      open = undefined;
    }
  }
  return open !== undefined;
}

/** The line of a table's header whose delimiter row is not complete, if the text ends with one. */
function headerLine(lines: readonly string[]): number | undefined {
  const at = lines.length - (row.test(lines.at(-1) ?? '') && !row.test(lines.at(-2) ?? '') ? 1 : 2);
  const isHeader = row.test(lines[at] ?? '') && !row.test(lines[at - 1] ?? '');
  return isHeader && lines.slice(at + 1).every((line) => ruleSoFar.test(line)) ? at : undefined;
}

function closeInline(line: string): string {
  const shown = line
    .replace(/!?\[([^[\]]*)\]\([^()]*$/, '$1')
    .replace(/<(?:br?)?\s{0,9}\/?$/i, '')
    .replace(/!?\[?\\?$/, '')
    .replace(/\\?[*`~]+$/, '');
  const code = openCodeSpan(shown);
  if (code !== undefined) {
    return shown + code;
  }
  const formula = openFormula(shown);
  if (formula !== undefined) {
    return shown + formula;
  }
  const bold = shown.replace(/(`+)(?!`).*?[^`]\1(?!`)/g, '').split('**').length - 1;
  return bold % 2 === 1 ? `${shown.trimEnd()}**` : shown;
}

/** The backticks that end the code span which a line leaves open. */
function openCodeSpan(line: string): string | undefined {
  const runs: readonly string[] = line.match(/`+/g) ?? [];
  for (let at = 0; at < runs.length; at++) {
    const close = runs.indexOf(runs[at] ?? '', at + 1);
    if (close === -1) {
      return runs[at];
    }
    at = close;
  }
  return undefined;
}

/** What ends the formula that a line leaves open. */
function openFormula(line: string): string | undefined {
  const start = Math.max(line.lastIndexOf('\\('), line.lastIndexOf('\\['));
  const closer = line[start + 1] === '(' ? '\\)' : '\\]';
  return start === -1 || line.includes(closer, start) ? undefined : closer;
}
