import { altState } from '../altState';
import { linesOf } from '../markdown/lines';
import { themeOf, type ImageReference, type Range } from '../reference';

/** A line that is no place for an image, and why; `directive` is one of an image. */
export interface RestructuredLine extends Range {
  readonly kind: 'text' | 'blank' | 'code' | 'comment' | 'directive' | 'table';
  readonly indent: number;
}

/** Directives and comments may be the first thing in items of lists, also within each other. */
const listMark = /(?:[-*+•‣⁃]|\(?(?:#|\d+|[a-z]|[ivxlcdm]+)[.)])\s+/iy;
const image = /^\.\.\s+(?:\|[^|]+\|\s+)?(?:image|figure)::(?:\s+|$)/;
const figure = /^\.\.\s+figure::/;
const codeDirective =
  /^\.\.\s+(?:code|code-block|sourcecode|parsed-literal|raw|math|literalinclude|highlight|productionlist|graphviz|mermaid|uml|plot|ipython|prompt|doctest|testcode|testsetup|testoutput|csv-table|toctree)::/;
const directive = /^\.\.\s+(?:\|[^|]+\|\s+)?[\w:+.-]+::(?:\s|$)/;
/** Footnotes, citations and targets are no comments. */
const explicit = /^\.\.\s+(?:\[[^\]]*\]|_[^:]*:|__)/;
const comment = /^\.\.(?:\s|$)/;
const punctuation = /^[!-/:-@[-`{-~]/;

export interface RestructuredDocument {
  readonly lines: readonly RestructuredLine[];
  readonly references: readonly ImageReference[];
}

/** A reStructuredText document taken apart by its lines. */
export function readRestructured(text: string): RestructuredDocument {
  const ranges = linesOf(text);
  const lines: RestructuredLine[] = [];
  const references: ImageReference[] = [];
  let skipped: { indent: number; kind: 'code' | 'comment' } | undefined;
  /** Where the paragraph begins that promises a literal block, until that begins. */
  let promised: number | undefined;
  let table = false;
  for (let index = 0; index < ranges.length; index++) {
    const range = ranges[index] ?? { start: 0, end: 0 };
    const line = text.slice(range.start, range.end);
    const indent = line.length - line.trimStart().length;
    const blank = indent === line.length;
    const marked = line.includes('..') || line.includes('::');
    const column = marked ? afterListMarks(line, indent) : indent;
    const content = line.slice(column);
    const explicitMarkup = content.startsWith('..');
    let kind: RestructuredLine['kind'] = 'blank';
    if (skipped !== undefined && !blank && indent <= skipped.indent) {
      // A literal block that is not indented has a mark before each line, and ends with a blank one.
      const quoted = promised === indent && punctuation.test(content);
      skipped = quoted ? { indent: -1, kind: 'code' } : undefined;
    }
    promised = blank ? promised : undefined;
    skipped = blank && skipped?.indent === -1 ? undefined : skipped;
    table = !blank && (table || isBorder(line));
    if (blank) {
      const near = skipped === undefined ? [] : ranges.slice(index + 1, index + 50);
      const next = near.find((other) => other.end > other.start);
      if (skipped !== undefined && next !== undefined && indentOf(text, next) > skipped.indent) {
        kind = skipped.kind;
      }
    } else if (skipped !== undefined) {
      kind = skipped.kind;
    } else if (explicitMarkup && image.test(content)) {
      const end = directiveEnd(text, ranges, index, column);
      const caption = figure.test(content) ? captionBelow(text, ranges, end, column) : {};
      references.push({ ...referenceOf(text, ranges.slice(index, end), column), ...caption });
      lines.push({ start: range.start, end: range.end, kind: 'directive', indent: column });
      while (++index < end) {
        const own = ranges[index] ?? range;
        lines.push({ ...own, kind: 'directive', indent: indentOf(text, own) });
      }
      index--;
      continue;
    } else if (explicitMarkup && codeDirective.test(content)) {
      kind = 'code';
      skipped = { indent: column, kind };
    } else if (isComment(content)) {
      kind = 'comment';
      skipped = { indent: column, kind };
    } else {
      kind = table ? 'table' : 'text';
      if (marked && line.trimEnd().endsWith('::') && !directive.test(content)) {
        skipped = { indent: column, kind: 'code' };
        promised = column;
      }
    }
    lines.push({ start: range.start, end: range.end, kind, indent });
  }
  return { lines, references };
}

function afterListMarks(line: string, indent: number): number {
  let column = indent;
  listMark.lastIndex = column;
  while (listMark.test(line)) {
    column = listMark.lastIndex;
  }
  return column;
}

/** Whether a line begins a grid table or a simple one. */
function isBorder(line: string): boolean {
  const marks = line.trim();
  return marks.startsWith('=')
    ? !/[^=\s]/.test(marks) && /\s/.test(marks) && !/(?<!=)=(?!=)/.test(marks)
    : marks.length > 2 &&
        marks.startsWith('+') &&
        marks.endsWith('+') &&
        !/[^-=+]/.test(marks) &&
        !marks.includes('++');
}

function isComment(content: string): boolean {
  return comment.test(content) && !directive.test(content) && !explicit.test(content);
}

function indentOf(text: string, { start, end }: Range): number {
  const line = text.slice(start, end);
  return line.length - line.trimStart().length;
}

/** The line after the path and the options of a directive whose dots are in a column. */
function directiveEnd(
  text: string,
  ranges: readonly Range[],
  first: number,
  column: number,
): number {
  let end = first + 1;
  for (let range = ranges[end]; range !== undefined; range = ranges[++end]) {
    if (text.slice(range.start, range.end).trim() === '' || indentOf(text, range) <= column) {
      break;
    }
  }
  return end;
}

/** The first paragraph of the body of a figure, which is its caption, without marks. */
function captionBelow(
  text: string,
  ranges: readonly Range[],
  end: number,
  column: number,
): { caption?: string } {
  const lineOf = (index: number) => text.slice(ranges[index]?.start, ranges[index]?.end);
  let index = end;
  while (index < ranges.length && lineOf(index).trim() === '') {
    index++;
  }
  const lines: string[] = [];
  for (; index < ranges.length; index++) {
    const range = ranges[index];
    const line = lineOf(index).trim();
    if (range === undefined || line === '' || indentOf(text, range) <= column) {
      break;
    }
    lines.push(line);
  }
  // An empty comment in place of the caption leaves it out.
  const caption = /^\.\.(?:\s|$)/.test(lines[0] ?? '') ? '' : withoutMarks(lines.join(' '));
  return caption === '' ? {} : { caption };
}

/** Literals, then roles, links and references. */
const spans =
  /``([^`]{1,500})``|(?::[\w:+.-]{1,60}:)?`([^`<]{1,500}?)\s*(?:<[^<>`]{0,500}>)?`_{0,2}/g;

function withoutMarks(text: string): string {
  return text
    .replaceAll(spans, (_, literal?: string, words?: string) => literal ?? words ?? '')
    .replaceAll(/(?<!\w)\*{1,2}(?=\S)|(?<=\S)\*{1,2}(?!\w)/g, '')
    .replaceAll(/\\(.)/g, '$1');
}

interface Option {
  readonly name: string;
  readonly start: number;
  valueStart: number;
  end: number;
}

function referenceOf(text: string, lines: readonly Range[], column: number): ImageReference {
  const [first = { start: 0, end: 0 }, ...rest] = lines;
  const head = image.exec(text.slice(first.start + column, first.end));
  const lead = column + (head?.[0].length ?? 0);
  // To docutils, options begin where the least indented line does.
  const indent = Math.min(...rest.map((line) => indentOf(text, line)));
  const options: Option[] = [];
  let argument = text.slice(first.start + lead, first.end);
  let argumentEnd = first.end;
  for (const { start, end } of rest) {
    const match = /^\s*:([^:\s][^:]*):(?:\s+|$)/.exec(text.slice(start, end));
    const option = options.at(-1);
    if (match !== null && indentOf(text, { start, end }) === indent) {
      options.push({ name: match[1] ?? '', start, valueStart: start + match[0].length, end });
    } else if (option !== undefined) {
      option.end = end;
    } else {
      argument += `\n${text.slice(start, end)}`;
      argumentEnd = end;
    }
  }
  const option = options.find(({ name }) => name === 'alt');
  const target = pathOf(argument);
  const alt =
    option === undefined ? undefined : oneSpaced(text.slice(option.valueStart, option.end));
  const state = altState(alt, target);
  const link = options.find(({ name }) => name === 'target');
  const place = { start: argumentEnd, end: argumentEnd };
  return {
    syntax: 'restructuredtext',
    target,
    alt,
    state,
    role: link !== undefined ? 'link' : state === 'decorative' ? 'decorative' : 'informative',
    range: {
      start: first.start + column,
      end: lines.at(-1)?.end ?? first.end,
    },
    altRange:
      option === undefined
        ? undefined
        : { start: Math.min(option.valueStart, option.end), end: option.end },
    slot: option === undefined ? place : { start: option.start, end: option.end },
    computed: false,
    ...(link === undefined ? {} : { linkTarget: oneSpaced(text.slice(link.valueStart, link.end)) }),
    ...themeOf(target),
  };
}

function oneSpaced(value: string): string {
  return value
    .split('\n')
    .map((line) => line.trim())
    .join(' ')
    .trim();
}

/** White space in a path counts where a backslash stands before it (docutils, `directives.uri`). */
function pathOf(argument: string): string {
  return argument.replaceAll(/\\([^])|\s+/g, (_, escaped?: string) =>
    escaped === undefined ? '' : /\s/.test(escaped) ? ' ' : escaped,
  );
}
