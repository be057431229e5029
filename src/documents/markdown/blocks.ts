import { scanOne } from '../tags/scanner';
import { dialects } from '../tags/tag';
import type { Range } from '../reference';
import { htmlStart, type HtmlBlock } from './htmlBlocks';
import { LineReader, linesOf } from './lines';

/** A piece of a Markdown document that holds no other block. */
export interface Leaf {
  /** `cell` is one of a table, `excess` one that no column is there for, `tags` are of MDX. */
  readonly kind:
    'text' | 'heading' | 'cell' | 'excess' | 'html' | 'tags' | 'code' | 'frontMatter' | 'module';
  /** Its lines without the marks of quotes and lists, within the text. */
  readonly lines: Range[];
}

type Container = { readonly quote: true } | { readonly quote: false; readonly indent: number };

type Open =
  | { kind: 'text'; leaf: Leaf }
  | { kind: 'table'; cells: number }
  | { kind: 'indented'; leaf: Leaf }
  | { kind: 'fence'; leaf: Leaf; mark: string; indent: number }
  | { kind: 'html'; leaf: Leaf; until: HtmlBlock }
  | { kind: 'module'; leaf: Leaf };

/** Deeper quotes and lists are text, so that hostile text costs no more than its length. */
const deepest = 100;

const listMark = /^(?:([-*+])|(\d{1,9})[.)])(?=[ \t]|$)/;
const thematicBreak = /^(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const fence = /^(`{3,}(?=[^`]*$)|~{3,})/;
const heading = /^#{1,6}(?=[ \t]|$)[ \t]*/;
const setext = /^(?:=+|-+)[ \t]*$/;
const delimiterCell = /^[ \t]*:?-+:?[ \t]*$/;

/** The leaves of a Markdown document, in order. Reads each line once. */
export function leavesOf(text: string, mdx: boolean): Leaf[] {
  return new BlockScanner(text, mdx).run();
}

class BlockScanner {
  private readonly leaves: Leaf[] = [];
  private containers: Container[] = [];
  private open: Open | undefined;
  /** Lines before this offset were read as one with an earlier one. */
  private done = 0;

  constructor(
    private readonly text: string,
    private readonly mdx: boolean,
  ) {}

  run(): Leaf[] {
    const lines = linesOf(this.text);
    const first = this.frontMatter(lines);
    for (const line of lines.slice(first)) {
      if (line.start >= this.done) {
        this.line(new LineReader(this.text, line));
      } else if (line.end > this.done) {
        this.line(new LineReader(this.text, line, this.done));
      }
    }
    return this.leaves;
  }

  /** Takes the lines of front matter and gives their number. */
  private frontMatter(lines: readonly Range[]): number {
    const mark = this.of(lines[0]).trimEnd();
    if (mark !== '---' && mark !== '+++') {
      return 0;
    }
    const end = lines.findIndex((line, index) => index > 0 && this.of(line).trimEnd() === mark);
    if (end !== -1) {
      this.leaves.push({ kind: 'frontMatter', lines: lines.slice(0, end + 1) });
    }
    return end + 1;
  }

  private of(line: Range | undefined): string {
    return line === undefined ? '' : this.text.slice(line.start, line.end);
  }

  private line(reader: LineReader): void {
    const matched = this.matchContainers(reader);
    const all = matched === this.containers.length;
    if (all && this.continues(reader)) {
      return;
    }
    if (!all && this.open?.kind !== 'text') {
      this.open = undefined;
    }
    const lazy = !all && !reader.isBlank && this.isLazy(reader);
    if (!all && !lazy) {
      this.containers.length = matched;
      this.open = undefined;
    }
    if (!lazy) {
      this.openContainers(reader);
    }
    this.leaf(reader, lazy);
  }

  /** Reads the marks of the open containers; gives how many of them the line is in. */
  private matchContainers(reader: LineReader): number {
    let matched = 0;
    for (const container of this.containers) {
      const { indent } = reader;
      if (container.quote) {
        if (indent > 3 || !reader.rest.trimStart().startsWith('>')) {
          break;
        }
        takeQuoteMark(reader);
      } else if (indent >= container.indent) {
        reader.skip(container.indent);
      } else if (!reader.isBlank) {
        break;
      }
      matched++;
    }
    return matched;
  }

  /** Whether the line belongs to a leaf that only ends by its own rule; it is then taken. */
  private continues(reader: LineReader): boolean {
    const { open } = this;
    const range = { start: reader.position, end: reader.line.end };
    switch (open?.kind) {
      case 'fence': {
        const closes =
          reader.indent <= 3 &&
          reader.rest.trim().startsWith(open.mark) &&
          reader.rest.trim().replaceAll(open.mark.charAt(0), '') === '';
        open.leaf.lines.push(range);
        this.open = closes ? undefined : open;
        return true;
      }
      case 'html':
        if (open.until === 'blank' && reader.isBlank) {
          this.open = undefined;
          return false;
        }
        open.leaf.lines.push(range);
        this.open = open.until !== 'blank' && open.until.test(reader.rest) ? undefined : open;
        return true;
      case 'module':
        if (reader.isBlank) {
          this.open = undefined;
          return false;
        }
        open.leaf.lines.push(range);
        return true;
      case 'indented':
        if (reader.indent < 4 && !reader.isBlank) {
          this.open = undefined;
          return false;
        }
        open.leaf.lines.push(range);
        return true;
      case 'table':
      case 'text':
      case undefined:
        return false;
    }
  }

  /** Whether a line outside of some containers goes on with the paragraph in them. */
  private isLazy(reader: LineReader): boolean {
    return this.open?.kind === 'text' && !this.startsBlock(reader);
  }

  private startsBlock(reader: LineReader): boolean {
    const rest = reader.rest.trimStart();
    if (reader.indent > 3) {
      return false;
    }
    return (
      rest.startsWith('>') ||
      heading.test(rest) ||
      fence.test(rest) ||
      thematicBreak.test(rest) ||
      listMark.test(rest) ||
      (!this.mdx && htmlStart(rest, true) !== undefined)
    );
  }

  private openContainers(reader: LineReader): void {
    for (;;) {
      const rest = reader.rest.trimStart();
      const inText = this.open?.kind === 'text';
      const { indent } = reader;
      if (
        rest === '' ||
        this.containers.length >= deepest ||
        (indent > 3 && !(this.mdx && !inText))
      ) {
        return;
      }
      const mark = thematicBreak.test(rest) ? null : listMark.exec(rest);
      if (rest.startsWith('>')) {
        takeQuoteMark(reader);
        this.containers.push({ quote: true });
      } else if (mark !== null && (!inText || interrupts(rest, mark))) {
        reader.skip(indent);
        reader.take(mark[0].length);
        const space = reader.indent;
        const own = reader.isBlank || space > 4 ? 1 : space;
        reader.skip(own);
        this.containers.push({ quote: false, indent: indent + mark[0].length + own });
      } else {
        return;
      }
      this.open = undefined;
    }
  }

  private leaf(reader: LineReader, lazy: boolean): void {
    const { open } = this;
    const rest = reader.rest.trimStart();
    const content = { start: reader.line.end - rest.length, end: reader.line.end };
    if (rest === '') {
      this.open = undefined;
      return;
    }
    if (reader.indent > 3 && open?.kind !== 'text' && !this.mdx) {
      const leaf = this.add('code', { start: reader.position, end: reader.line.end });
      this.open = { kind: 'indented', leaf };
      return;
    }
    if (open?.kind === 'text' && !lazy && reader.indent <= 3 && setext.test(rest)) {
      this.open = undefined;
      return;
    }
    if (open?.kind === 'text' && !lazy && this.startsTable(open.leaf, rest)) {
      return;
    }
    if ((open?.kind === 'text' && reader.indent > 3) || !this.startsLeaf(rest, content)) {
      this.textLine(content);
    }
  }

  private add(kind: Leaf['kind'], line: Range): Leaf {
    const leaf: Leaf = { kind, lines: [line] };
    this.leaves.push(leaf);
    return leaf;
  }

  private startsLeaf(rest: string, content: Range): boolean {
    const fenceMark = fence.exec(rest)?.[1];
    if (fenceMark !== undefined) {
      const leaf = this.add('code', content);
      this.open = { kind: 'fence', leaf, mark: fenceMark, indent: 0 };
      return true;
    }
    const hashes = heading.exec(rest)?.[0];
    if (hashes !== undefined) {
      this.add('heading', { start: content.start + hashes.length, end: content.end });
      this.open = undefined;
      return true;
    }
    if (thematicBreak.test(rest)) {
      this.open = undefined;
      return true;
    }
    return this.mdx ? this.startsTags(rest, content) : this.startsHtml(rest, content);
  }

  private startsHtml(rest: string, content: Range): boolean {
    const until = htmlStart(rest, this.open?.kind === 'text');
    if (until === undefined) {
      return false;
    }
    const leaf = this.add('html', content);
    this.open = until !== 'blank' && until.test(rest) ? undefined : { kind: 'html', leaf, until };
    return true;
  }

  /** MDX: modules, and lines that begin with an expression or an element. */
  private startsTags(rest: string, content: Range): boolean {
    if (this.open?.kind === 'text') {
      return false;
    }
    if (this.containers.length === 0 && /^(?:import|export)\b/.test(rest)) {
      this.open = { kind: 'module', leaf: this.add('module', content) };
      return true;
    }
    if (!/^(?:\{|<[>/\p{L}_$])/u.test(rest)) {
      return false;
    }
    this.done = scanOne(this.text, content.start, dialects.mdx).end;
    this.add('tags', { start: content.start, end: this.done });
    this.open = undefined;
    if (this.done < content.end && this.text.slice(this.done, content.end).trim() !== '') {
      this.textLine({ start: this.done, end: content.end });
    }
    return true;
  }

  private textLine(content: Range): void {
    if (this.open?.kind === 'table') {
      this.row(content);
    } else if (this.open?.kind === 'text') {
      this.open.leaf.lines.push(content);
    } else {
      this.open = { kind: 'text', leaf: this.add('text', content) };
    }
  }

  /** Whether the line makes a table of the paragraph's last line. */
  private startsTable(leaf: Leaf, rest: string): boolean {
    const header = leaf.lines.at(-1);
    if (header === undefined || !/^[|:\- \t]+$/.test(rest) || !rest.includes('-')) {
      return false;
    }
    const delimiters = cellsOf(rest, 0);
    const cells = cellsOf(this.of(header), header.start);
    const pipes = rest.includes('|') || this.of(header).includes('|');
    if (
      !pipes ||
      delimiters.length !== cells.length ||
      !delimiters.every(({ start, end }) => delimiterCell.test(rest.slice(start, end)))
    ) {
      return false;
    }
    leaf.lines.pop();
    if (leaf.lines.length === 0) {
      this.leaves.pop();
    }
    this.open = { kind: 'table', cells: cells.length };
    this.row(header);
    return true;
  }

  private row(content: Range): void {
    const columns = this.open?.kind === 'table' ? this.open.cells : 0;
    for (const [index, cell] of cellsOf(this.of(content), content.start).entries()) {
      this.leaves.push({ kind: index < columns ? 'cell' : 'excess', lines: [cell] });
    }
  }
}

function takeQuoteMark(reader: LineReader): void {
  reader.skip(reader.indent);
  reader.take(1);
  reader.skip(1);
}

/** Only a list that begins with 1 and has content may follow on a paragraph at once. */
function interrupts(rest: string, mark: RegExpExecArray): boolean {
  return (
    rest.length > mark[0].length &&
    rest.slice(mark[0].length).trim() !== '' &&
    (mark[2] === undefined || Number(mark[2]) === 1)
  );
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
