import { decodeHTMLStrict } from 'entities/decode';
import { frontMatterOf } from '../frontMatter';
import { marks, unmarked, within, type Block, type Outline } from '../outline';
import type { Range } from '../reference';
import { asciidocLines, type AsciidocLine } from './lines';

const heading = /^(={1,6}|#{1,6})[ \t]+(?=\S)/;
const listItem =
  /^[ \t]*(?:[-*.]{1,5}|\d{1,9}\.|<[\d.]{1,9}>|[a-z]\.)[ \t]+|^\S.{0,200}::(?:[ \t]|$)/i;

/** The outline of an AsciiDoc document. */
export function asciidocOutline(text: string): Outline {
  const front = frontMatterOf(text);
  const blocks: Block[] = [];
  let paragraph: AsciidocLine[] = [];
  let title: Range | undefined;
  let header = false;
  let language: string | undefined;
  const flush = () => {
    const [first, last] = [paragraph[0], paragraph.at(-1)];
    if (first !== undefined && last !== undefined) {
      blocks.push(block(text, 'text', { start: first.start, end: last.end }, first.cell));
    }
    paragraph = [];
  };
  for (const line of asciidocLines(text)) {
    if (line.start < front.end) {
      continue;
    }
    const content = text.slice(line.start, line.end);
    const level = line.kind === 'text' && !line.cell ? heading.exec(content) : null;
    header &&= line.kind === 'text' || line.kind === 'mark' || line.kind === 'comment';
    if (line.kind !== 'text' || level !== null || line.cell || listItem.test(content)) {
      flush();
    }
    if (level !== null) {
      const range = { start: line.start + level[0].length, end: line.end };
      blocks.push({ ...block(text, 'heading', range), level: level[1]?.length });
      header = level[1]?.length === 1;
    } else if (line.kind === 'blockMacro') {
      if (title !== undefined) {
        blocks.push({ ...block(text, 'caption', title), of: { start: line.start, end: line.end } });
      }
      blocks.push(block(text, 'text', line));
    } else if (line.kind === 'text' && !header) {
      // Below the title stand the names of authors and the revision.
      paragraph.push(line);
    }
    if (line.kind === 'mark') {
      const titled = /^\.(?=[^\s.])/.test(content);
      title = titled
        ? { start: line.start + 1, end: line.end }
        : content.startsWith('[')
          ? title
          : undefined;
    } else {
      title = undefined;
    }
    if (line.kind === 'mark' || header) {
      language ??= /^:lang:[ \t]+(\S{1,35})/.exec(content)?.[1];
    }
  }
  flush();
  return { blocks, title: front.title, language: language ?? front.language };
}

function block(text: string, kind: Block['kind'], range: Range, cell = false): Block {
  return {
    kind,
    range: { start: range.start, end: range.end },
    text: (near, reach) => {
      const { start, end } = within(range, near, reach);
      const inside = near.start >= range.start && near.start <= range.end;
      const source = inside
        ? unmarked(text.slice(start, near.start)) + marks.here + unmarked(text.slice(near.end, end))
        : unmarked(text.slice(start, end));
      return plainAsciidoc(source, cell);
    },
  };
}

/** Source of at most some thousand characters in, its text out. */
function plainAsciidoc(source: string, cell: boolean): string {
  const text = (
    cell ? source.replaceAll(/(?:[\d.*+]{0,6}[<^>.]{0,4}[adehlms]?)?\|/g, marks.end) : source
  )
    .replaceAll(/\bimage::?[^\s[\]]{1,300}\[[^\]]{0,500}\]/g, marks.image)
    .replaceAll(
      /\b(?:icon|stem|latexmath|asciimath|footnote|pass|anchor|indexterm2?):[^\s[\]]{0,100}\[[^\]]{0,500}\]/g,
      '',
    )
    .replaceAll(/\b(?:link:|xref:|mailto:|https?:\/\/)[^\s[\]]{1,500}\[([^\]]{0,500})\]/g, linkOf)
    .replaceAll(/\b(?:kbd|btn|menu):([^\s[\]]{0,100})\[([^\]]{0,300})\]/g, '$1 $2')
    .replaceAll(
      /<<[^<>,]{1,200}(?:,([^<>]{0,300}))?>>/g,
      (_, words?: string) => words?.trim() ?? '',
    )
    .replaceAll(/\[\[[^\]]{0,100}\]\]|\[[^[\]\n]{0,100}\](?=[#*_`])/g, '')
    .replaceAll(/\(\(\([^()]{0,200}\)\)\)|\{[\w:-]{1,100}\}/g, '')
    .replaceAll(/\(\(([^()]{0,200})\)\)/g, '$1')
    .replaceAll(/^[ \t]*(?:[-*.]{1,5}|\d{1,9}\.|<[\d.]{1,9}>)[ \t]+(?:\[[ x*]\][ \t]+)?/gm, '')
    .replaceAll(/::(?=\s|$)/g, ':')
    .replaceAll(/[ \t]\+$/gm, '')
    .replaceAll(
      /(?<![\p{L}\p{N}])[*_`#+]{1,2}(?=[^\s*_`#+])|(?<=[^\s*_`#+])[*_`]{1,2}(?![\p{L}\p{N}])/gu,
      '',
    )
    .replaceAll(/(?<=[^\s#+])##?(?=[\s.,;:)]|$)(?<=[a-z]{2}##?)/g, '');
  return decodeHTMLStrict(text);
}

function linkOf(_: string, words: string): string {
  const text = words.replace(/(?:,\s*[\w%-]{1,20}=.*|\^)$/, '').replaceAll(/^"|"$/g, '');
  return marks.link + text + marks.linkEnd;
}
