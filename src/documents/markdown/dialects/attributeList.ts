import { lineAt } from '../../place';
import { oneLine, type Edit, type ImageReference, type Range } from '../../reference';
import { endOfInstruction } from '../inlineHtml';
import { unescapeMarkdown } from '../resource';
import { cellOfTable } from '../tables';
import { afterSpace, joinedLines, matchAt, namedValueAt, type NamedValue } from './namedValue';

/** Attributes in braces directly behind an image. */
export interface AttributeList extends Range {
  readonly attributes: readonly NamedValue[];
}

const idOrClass = /[#.][^\s{}"'=]+/y;
const rules = { quotes: `"'`, escapes: true, bare: /[^\s{}"'=]+/y };

/**
 * The attribute list at the `{` at `start`, as Python-Markdown's attr_list, kramdown and Pandoc have it:
 * `{: #id .class key=value key="value"}`, with or without the colon. Braces with anything else in them
 * are text.
 */
export function attributeListAt(text: string, start: number): AttributeList | undefined {
  const attributes: NamedValue[] = [];
  let position = afterSpace(text, start + (text[start + 1] === ':' ? 2 : 1));
  while (text[position] !== '}') {
    const mark = matchAt(idOrClass, text, position);
    const attribute = mark === undefined ? namedValueAt(text, position, rules) : undefined;
    if (mark === undefined && attribute === undefined) {
      return undefined;
    }
    if (attribute !== undefined) {
      attributes.push(attribute);
    }
    position = afterSpace(text, attribute?.end ?? position + (mark?.length ?? 0));
  }
  return { start, end: position + 1, attributes };
}

/** The value of an attribute in, its text out. */
export function listedText({ value }: NamedValue): string {
  return unescapeMarkdown(joinedLines(value));
}

/** What Python-Markdown takes for emphasis and links before it reads the list. */
const inlineMarks = /[*[\]]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;

/** A text in, an attribute that gives the very text in all tools out; within a cell `|` would end it. */
export function listedAttribute(
  name: string,
  alt: string,
  { quote = '"', cell = false, python = true } = {},
): string {
  let escaped = oneLine(alt)
    .replaceAll(/&(?=#?\w{1,32};)/g, '&amp;')
    // knitr runs what stands in backticks, Quarto and Liquid what stands in braces.
    .replaceAll(/[\\{}`<]/g, reference)
    .replaceAll(quote, reference)
    .replaceAll(endOfInstruction, reference);
  if (cell) {
    escaped = escaped.replaceAll('|', reference);
  }
  if (python) {
    escaped = escaped.replaceAll(inlineMarks, reference);
  }
  return `${name}=${quote}${escaped}${quote}`;
}

function reference(char: string): string {
  const named: Record<string, string> = { '"': '&quot;', '<': '&lt;', '>': '&gt;' };
  return named[char] ?? `&#${char.charCodeAt(0)};`;
}

/** The edit that gives an image its alt text by an attribute; `slot` is empty where it has none yet. */
export function attributeListEdit(
  text: string,
  { slot, range, syntax }: ImageReference,
  alt: string,
): Edit {
  const { start, end } = slot;
  const python = syntax !== 'quarto';
  const cell = cellOfTable(text, range.start);
  if (start < end) {
    const quote = text.charAt(end - 1) === "'" ? "'" : '"';
    const name = /^[^\s=]+/.exec(text.slice(start, end))?.[0] ?? 'alt';
    return { start, end, text: listedAttribute(name, alt, { quote, cell, python }) };
  }
  return withAttribute(
    text,
    range,
    listedAttribute(python ? 'alt' : 'fig-alt', alt, { cell, python }),
  );
}

/** The edit that puts an attribute into the list at the end of an image, or behind an image a list. */
export function withAttribute(text: string, { start, end }: Range, attribute: string): Edit {
  if (text.charAt(end - 1) !== '}') {
    return { start: end, end, text: `{${attribute}}` };
  }
  const line = lineAt(text, end).start;
  let place = end - 1;
  while (place > Math.max(start, line) && /\s/.test(text.charAt(place - 1))) {
    place--;
  }
  const space = /[{:]/.test(text.charAt(place - 1)) && text.charAt(place) !== ' ' ? '' : ' ';
  return { start: place, end: place, text: space + attribute };
}
