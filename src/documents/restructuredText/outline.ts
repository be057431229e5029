import { marks, unmarked, within, type Block, type Outline } from '../outline';
import { frontMatterOf } from '../frontMatter';
import type { Range } from '../reference';
import { readRestructured, type RestructuredLine } from './references';

const adornment = /^([!-/:-@[-`{-~])\1{2,}[ \t]*$/;
const listItem = /^\s*(?:[-*+•]|#\.|\d{1,9}[.)]|\(?[a-z\d]{1,9}\))\s+/i;

/** The outline of a reStructuredText document. */
export function restructuredOutline(text: string): Outline {
  return new Outliner(text).run();
}

class Outliner {
  private readonly blocks: Block[] = [];
  /** The marks of headings in the order of their levels. */
  private readonly styles: string[] = [];
  private paragraph: RestructuredLine[] = [];
  /** The figure that indented lines go on with, until its caption is found. */
  private figure: (Range & { readonly indent: number }) | undefined;
  private readonly lines: readonly RestructuredLine[];

  constructor(private readonly text: string) {
    this.lines = readRestructured(text).lines;
  }

  run(): Outline {
    for (let index = 0; index < this.lines.length; index++) {
      const line = this.lines[index];
      if (line === undefined) {
        break;
      }
      if (line.kind === 'directive') {
        index = this.directive(index);
      } else if (line.kind !== 'text') {
        this.flush();
      } else {
        index = this.textLine(line, index);
      }
    }
    this.flush();
    const { title, language } = frontMatterOf(this.text);
    return { blocks: this.blocks, title, language, shownAt: (range) => useOf(this.text, range) };
  }

  private of(line: RestructuredLine | undefined): string {
    return line?.kind === 'text' ? this.text.slice(line.start, line.end) : '';
  }

  private directive(index: number): number {
    this.flush();
    const first = this.lines[index];
    const begins = (line: RestructuredLine | undefined) =>
      line?.kind === 'directive' && this.text.slice(line.start, line.end).includes('::');
    let last = index;
    for (let next = this.lines[last + 1]; next?.kind === 'directive'; next = this.lines[last + 1]) {
      if (next.indent <= (first?.indent ?? 0) && begins(next)) {
        break;
      }
      last++;
    }
    const range = { start: first?.start ?? 0, end: this.lines[last]?.end ?? 0 };
    const source = this.text.slice(range.start, range.end);
    this.figure = /^[^:]{0,200}\.\.\s+figure::/.test(source)
      ? { ...range, indent: first?.indent ?? 0 }
      : undefined;
    this.blocks.push({
      kind: 'text',
      range,
      text: (near) => (near.start < range.end && near.end > range.start ? marks.here : marks.image),
    });
    return last;
  }

  private textLine(line: RestructuredLine, index: number): number {
    const content = this.of(line);
    const below = this.of(this.lines[index + 1]);
    const mark = adornment.exec(content)?.[1];
    if (line.indent === 0 && this.paragraph.length === 0) {
      const under = adornment.exec(below)?.[1];
      const title = this.lines[index + 1];
      const overlined =
        mark !== undefined && adornment.exec(this.of(this.lines[index + 2]))?.[1] === mark;
      if (overlined && title !== undefined) {
        this.heading(title, mark + mark);
        return index + 2;
      }
      if (mark === undefined && under !== undefined && content.trim() !== '') {
        this.heading(line, under);
        return index + 1;
      }
    }
    if (mark !== undefined) {
      this.flush();
      return index;
    }
    if (listItem.test(content) || /^\s*(?:\.\. |:[\w -]{1,50}:(?:\s|$))/.test(content)) {
      this.flush();
    }
    this.paragraph.push(line);
    return index;
  }

  private heading(line: RestructuredLine, style: string): void {
    this.flush();
    this.figure = undefined;
    if (!this.styles.includes(style)) {
      this.styles.push(style);
    }
    const level = this.styles.indexOf(style) + 1;
    this.blocks.push({ ...textBlock(this.text, 'heading', line), level });
  }

  private flush(): void {
    const [first, last] = [this.paragraph[0], this.paragraph.at(-1)];
    this.paragraph = [];
    if (first === undefined || last === undefined) {
      return;
    }
    const { figure } = this;
    const caption = figure !== undefined && first.indent > figure.indent;
    const range = { start: first.start, end: last.end };
    const block = textBlock(this.text, caption ? 'caption' : 'text', range);
    this.blocks.push(caption ? { ...block, of: figure } : block);
    this.figure = undefined;
  }
}

/** The picture of a substitution is shown where its name stands first. */
function useOf(text: string, range: Range): Range {
  const name = /^\.\.\s{1,20}(\|[^|\n]{1,100}\|)/.exec(
    text.slice(range.start, range.start + 200),
  )?.[1];
  if (name === undefined) {
    return range;
  }
  const first = text.indexOf(name);
  const inside = first >= range.start && first < range.end;
  const start = inside ? text.indexOf(name, range.end) : first;
  return start === -1 ? range : { start, end: start + name.length };
}

function textBlock(text: string, kind: Block['kind'], range: Range): Block {
  return {
    kind,
    range: { start: range.start, end: range.end },
    text: (near, reach) => {
      const { start, end } = within(range, near, reach);
      const inside = near.start >= range.start && near.end <= range.end;
      const source = inside
        ? unmarked(text.slice(start, near.start)) + marks.here + unmarked(text.slice(near.end, end))
        : unmarked(text.slice(start, end));
      return plainRestructured(source);
    },
  };
}

/** Source of at most some thousand characters in, its text out. */
function plainRestructured(source: string): string {
  return source
    .replaceAll(/^\s*\.\.\s+(?:_[^:\n]{0,200}:.*|\|[^|\n]{1,100}\|.*|__.*|\[[^\]\n]{1,50}\])/gm, '')
    .replaceAll(/^(\s*)\.\.\s+[\w:+.-]{1,50}::/gm, '$1')
    .replaceAll(/^\s*:[\w -]{1,50}:(?:[ \t].*)?$/gm, '')
    .replaceAll(/^\s*(?:[-*+•]|#\.|\d{1,9}[.)])\s+/gm, '')
    .replaceAll(/``([^`]{1,500})``/g, '$1')
    .replaceAll(/(?::[\w:+.-]{1,50}:)?`([^`<]{0,300}?)\s*(?:<[^`<>]{1,500}>)?`_{0,2}/g, '$1')
    .replaceAll(/\|[^|\n]{1,100}\|_{0,2}/g, marks.image)
    .replaceAll(/\[[#*\w.-]{1,50}\]_/g, '')
    .replaceAll(/(?<![\p{L}\p{N}*])\*{1,2}(?=[^\s*])|(?<=[^\s*])\*{1,2}(?![\p{L}\p{N}*])/gu, '')
    .replaceAll(/(?<=[\p{L}\p{N}])__?(?![\p{L}\p{N}])/gu, '')
    .replaceAll(/\\([^\s])|\\\s/g, '$1')
    .replaceAll(/::(?=\s*$)/gm, ':');
}
