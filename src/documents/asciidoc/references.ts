import { decodeHTMLStrict } from 'entities/decode';
import { altState } from '../altState';
import { Marks } from '../markdown/codeSpan';
import { themeOf, type ImageReference, type Range } from '../reference';
import { attributesOf } from './attributeList';
import { asciidocLines, type AsciidocLine } from './lines';

/** A macro of a line; offsets are the document's. */
export interface Macro extends Range {
  readonly name: string;
  readonly target: string;
  readonly list: Range;
}

/** The images of an AsciiDoc document, in order. */
export function asciidocReferences(text: string): ImageReference[] {
  const lines = asciidocLines(text);
  return lines.flatMap((line, index) =>
    macrosOf(text, line)
      .filter(({ name }) => name === 'image')
      .map((macro) => {
        const found = reference(text, macro);
        return line.kind === 'blockMacro' ? withBlockLines(found, text, lines, index) : found;
      }),
  );
}

/** What the title and the attributes in the lines right above a block image say of it. */
function withBlockLines(
  reference: ImageReference,
  text: string,
  lines: readonly AsciidocLine[],
  index: number,
): ImageReference {
  let { caption, linkTarget } = reference;
  for (let above = index - 1; lines[above]?.kind === 'mark'; above--) {
    const line = text.slice(lines[above]?.start, lines[above]?.end).trimEnd();
    const list = /^\[(.*)\]$/.exec(line)?.[1];
    const title = /^\.([^\s.].*)$/.exec(line)?.[1];
    if (list === undefined && title === undefined) {
      break;
    }
    caption ??= title === undefined ? undefined : captionText(title);
    linkTarget ??= attributesOf(list ?? '').find(({ name }) => name === 'link')?.value;
  }
  return {
    ...reference,
    role: linkTarget === undefined ? reference.role : 'link',
    ...(caption === undefined ? {} : { caption }),
    ...(linkTarget === undefined ? {} : { linkTarget: decoded(linkTarget) }),
  };
}

/** A title without the marks of formatting and of links. */
function captionText(title: string): string {
  return decoded(
    title
      .replaceAll(/(?:link:|xref:|https?:)[^\s[\]]{1,500}\[([^\]]{1,500})\]/g, '$1')
      .replaceAll(/(?<![\p{L}\p{N}])[*_`#]{1,2}(?=\S)|(?<=\S)[*_`#]{1,2}(?![\p{L}\p{N}])/gu, ''),
  ).trim();
}

/** The macros of a line that stand outside of code. */
export function macrosOf(text: string, line: AsciidocLine): Macro[] {
  const content = text.slice(line.start, line.end);
  if (line.kind === 'blockMacro') {
    const open = content.indexOf('[');
    const close = content.trimEnd().length - 1;
    return [
      {
        name: 'image',
        target: content.slice('image::'.length, open),
        start: line.start,
        end: line.start + close + 1,
        list: { start: line.start + open + 1, end: line.start + close },
      },
    ];
  }
  return line.kind === 'text' ? inlineMacros(content, line.start) : [];
}

const inline =
  /(?<=\|\s?)(image)::|\\?\b(image|link|xref|mailto|pass|kbd|btn|menu|stem|footnote|https?|icon):(?!:)|\+\+\+|`\+|\+`/g;
const longestTarget = 4000;

function inlineMacros(line: string, offset: number): Macro[] {
  const macros: Macro[] = [];
  const marks = new Marks(line);
  const nextOpen = nextIn(line, /\[/g);
  const nextClose = nextIn(line, /(?<!\\)\]/g);
  inline.lastIndex = 0;
  for (let match = inline.exec(line); match !== null; match = inline.exec(line)) {
    const name = match[1] ?? match[2];
    if (name === undefined) {
      const mark = match[0] === '`+' ? '+`' : match[0];
      const close = marks.find(mark, inline.lastIndex);
      inline.lastIndex = close === -1 ? inline.lastIndex : close + mark.length;
      continue;
    }
    const open = nextOpen(inline.lastIndex);
    const target = line.slice(inline.lastIndex, open);
    const inCell = match[1] !== undefined;
    const none = inCell ? /\|/ : name === 'image' ? undefined : /\s/;
    if (open === -1 || target.length > longestTarget || none?.test(target) === true) {
      continue;
    }
    const close = inCell ? cellEnd(line, open) : nextClose(open + 1);
    if (close === -1) {
      continue;
    }
    const isImage = name === 'image' && target !== '' && target.trim() === target;
    if (!match[0].startsWith('\\') && (name !== 'image' || isImage)) {
      macros.push({
        name,
        target,
        start: offset + match.index,
        end: offset + close + 1,
        list: { start: offset + open + 1, end: offset + close },
      });
    }
    // The text of a link may hold an image; what another macro holds is its own.
    inline.lastIndex = /^(?:link|xref|https?)$/.test(name) ? open + 1 : close + 1;
  }
  return macros;
}

/** Where a pattern comes next, or -1; in linear time for offsets that grow. */
function nextIn(line: string, pattern: RegExp): (from: number) => number {
  let asked = Infinity;
  let found = -1;
  return (from) => {
    if (from < asked || (found !== -1 && from > found)) {
      pattern.lastIndex = from;
      found = pattern.exec(line)?.index ?? -1;
      asked = from;
    }
    return found;
  };
}

/** The last bracket of a cell, as a block macro ends with its line; -1 for none. */
function cellEnd(line: string, open: number): number {
  const next = line.indexOf('|', open);
  const close = line.slice(open, next === -1 ? line.length : next).lastIndexOf(']');
  return close === -1 ? -1 : open + close;
}

function reference(text: string, { target, start, end, list }: Macro): ImageReference {
  const attributes = attributesOf(text.slice(list.start, list.end));
  const [first] = attributes;
  const named = attributes.find(({ name }) => name === 'alt');
  const positional = first?.name === undefined && first?.value !== '' ? first : undefined;
  const attribute = named ?? positional;
  const alt = attribute === undefined ? undefined : decoded(attribute.value);
  const at = (range: Range) => ({ start: list.start + range.start, end: list.start + range.end });
  const state = altState(alt, target);
  const valueOf = (key: string) => attributes.find(({ name }) => name === key)?.value ?? '';
  const [link, title] = [valueOf('link'), valueOf('title')];
  return {
    syntax: 'asciidoc',
    target: decoded(target),
    alt,
    state,
    role: link !== '' ? 'link' : state === 'decorative' ? 'decorative' : 'informative',
    range: { start, end },
    altRange: attribute === undefined ? undefined : at(inner(attribute)),
    slot:
      attribute === undefined ? { start: list.start, end: list.start } : at(attribute.valueRange),
    computed: false,
    ...(title === '' ? {} : { caption: captionText(title) }),
    ...(link === '' ? {} : { linkTarget: decoded(link === 'self' ? target : link) }),
    ...themeOf(target),
  };
}

function inner({ value, valueRange: { start, end } }: { value: string; valueRange: Range }): Range {
  const quotes = end - start > value.length ? 1 : 0;
  return { start: start + quotes, end: end - quotes };
}

function decoded(value: string): string {
  return decodeHTMLStrict(
    value.replaceAll(/\\(?=\]|\{[\w-]+\}|'|\.\.\.|--|\((?:C|R|TM)\)|[-=]>)/g, ''),
  );
}
