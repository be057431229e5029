import { scanOne } from '../tags/scanner';
import { dialects } from '../tags/tag';
import type { Range } from '../reference';
import {
  footnoteMark,
  listMark,
  matchContainers,
  newContainers,
  thematicBreak,
  type Container,
} from './containers';
import { BlockFences, colonFence } from './dialects/fences';
import { withShortcodes } from './dialects/shortcode';
import { htmlStart } from './htmlBlocks';
import { goOn, type Leaf, type Open } from './leaf';
import { LineReader, linesOf } from './lines';
import { cellsOf, delimitersIn } from './tables';

const fence = /^(`{3,}(?=[^`]*$)|~{3,})/;
const heading = /^#{1,6}(?=[ \t]|$)[ \t]*/;
const setext = /^(?:=+|-+)[ \t]*$/;

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
  private readonly fences = new BlockFences();

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
    const matched = matchContainers(reader, this.containers);
    const all = matched === this.containers.length;
    if (all && this.open !== undefined) {
      const { taken, open } = goOn(this.open, reader);
      this.open = open;
      if (taken) {
        return;
      }
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
      footnoteMark.test(rest) ||
      (!this.mdx && (htmlStart(rest, true) !== undefined || colonFence(rest) !== undefined))
    );
  }

  private openContainers(reader: LineReader): void {
    const inText = this.open?.kind === 'text';
    const opened = newContainers(reader, this.containers.length, inText, this.mdx);
    this.containers.push(...opened);
    this.open = opened.length > 0 ? undefined : this.open;
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
      open.leaf.level = rest.startsWith('=') ? 1 : 2;
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
    if (!this.mdx && this.fences.takes(rest)) {
      this.open = undefined;
      return true;
    }
    const fenceMark = fence.exec(rest)?.[1] ?? (this.mdx ? undefined : colonFence(rest));
    if (fenceMark !== undefined) {
      const leaf = this.add('code', content);
      this.open = { kind: 'fence', leaf, mark: fenceMark };
      return true;
    }
    const hashes = heading.exec(rest)?.[0];
    if (hashes !== undefined) {
      const leaf = this.add('heading', { start: content.start + hashes.length, end: content.end });
      leaf.level = hashes.trimEnd().length;
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
    const line = this.mdx ? content : withShortcodes(this.text, content);
    this.done = line.end;
    if (this.open?.kind === 'table') {
      this.row(line);
    } else if (this.open?.kind === 'text') {
      this.open.leaf.lines.push(line);
    } else {
      this.open = { kind: 'text', leaf: this.add('text', line) };
    }
  }

  /** Whether the line makes a table of the paragraph's last line. */
  private startsTable(leaf: Leaf, rest: string): boolean {
    const header = leaf.lines.at(-1);
    if (header === undefined || /[^|:\- \t]/.test(rest) || !/[|:]/.test(rest)) {
      return false;
    }
    const cells = cellsOf(this.of(header), header.start, !this.mdx);
    if (delimitersIn(rest) !== cells.length) {
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
    const cells = cellsOf(this.of(content), content.start, !this.mdx);
    for (const [index, cell] of cells.entries()) {
      this.leaves.push({ kind: index < columns ? 'cell' : 'excess', lines: [cell] });
    }
  }
}
