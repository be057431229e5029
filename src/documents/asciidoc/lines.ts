import { linesOf } from '../markdown/lines';
import type { Range } from '../reference';

/** What a line of an AsciiDoc document is. */
export interface AsciidocLine extends Range {
  readonly kind: 'text' | 'blank' | 'code' | 'comment' | 'mark' | 'blockMacro';
  /** Whether it is in a table. */
  readonly cell: boolean;
}

const verbatim = /^(?:-{4,}|\.{4,}|\+{4,}|`{3,}.*)$/s;
const comment = /^\/{4,}$/;
const container = /^(?:={4,}|\*{4,}|_{4,}|--)$/;
const table = /^[|,:!]===$/;
const mark =
  /^(?:\[.*\]|\.[^\s.].*|:!?[\w-]+!?:(?:\s.*)?|(?:ifdef|ifndef|ifeval|endif|include)::.*|\+|'{3,}|<{3,})$/;
/** What ends a paragraph (Asciidoctor, `BlockAttributeLineRx`). */
const blockAttributes = /^\[(?:[\p{L}_.#%{,"'].*|\[(?:[\p{L}_:].*)?\])?\]$/u;
const verbatimStyle = /^\[(?:source|listing|literal|pass|stem|latexmath|asciimath|comment)\b/;

/** The lines of an AsciiDoc document, in order. */
export function asciidocLines(text: string): AsciidocLine[] {
  const lines: AsciidocLine[] = [];
  let fence: { mark: string; kind: 'code' | 'comment' } | undefined;
  let paragraph: 'code' | 'comment' | 'text' | undefined;
  let style: 'code' | 'comment' | undefined;
  let cell = false;
  let inList = false;
  for (const range of linesOf(text)) {
    const line = text.slice(range.start, range.end).trimEnd();
    let kind: AsciidocLine['kind'];
    if (fence !== undefined) {
      kind = fence.kind;
      fence = line === fence.mark ? undefined : fence;
    } else if (line === '') {
      kind = 'blank';
      paragraph = undefined;
    } else if (verbatim.test(line) || comment.test(line)) {
      kind = comment.test(line) || style === 'comment' ? 'comment' : 'code';
      fence = { mark: line.startsWith('`') ? (/^`+/.exec(line)?.[0] ?? line) : line, kind };
      [paragraph, style] = [undefined, undefined];
    } else if (/^\/\/(?!\/)/.test(line)) {
      kind = 'comment';
    } else if (table.test(line) || container.test(line)) {
      kind = 'mark';
      cell = table.test(line) ? !cell : cell;
      [paragraph, style] = [undefined, undefined];
    } else if (line === '+' && !cell) {
      kind = 'mark';
      paragraph = undefined;
    } else if (
      isBlockMacro(line) &&
      style === undefined &&
      (paragraph === undefined || inList || cell)
    ) {
      kind = 'blockMacro';
      paragraph = undefined;
    } else if (paragraph !== undefined && (cell || !blockAttributes.test(line))) {
      kind = paragraph;
      inList = false;
    } else if (mark.test(line) && !cell) {
      kind = 'mark';
      paragraph = undefined;
      style = verbatimStyle.test(line) ? (line.startsWith('[comment') ? 'comment' : 'code') : style;
    } else {
      // A line that begins with white space begins a paragraph of code.
      kind = style ?? (/^[ \t]/.test(line) && !cell && !isListItem(line) ? 'code' : 'text');
      paragraph = isHeading(line) ? undefined : kind;
      inList = isListItem(line);
      style = undefined;
    }
    lines.push({ start: range.start, end: range.end, kind, cell });
  }
  return lines;
}

function isListItem(line: string): boolean {
  return /^[ \t]*(?:[-*.]{1,5}|\d+\.|<[\d.]+>|[a-z]\.)[ \t]/i.test(line);
}

function isHeading(line: string): boolean {
  return /^={1,6}[ \t]/.test(line);
}

function isBlockMacro(line: string): boolean {
  const open = line.startsWith('image::') ? line.indexOf('[') : -1;
  return open > 'image::'.length && !/\s/.test(line.charAt('image::'.length)) && line.endsWith(']');
}
