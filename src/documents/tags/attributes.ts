import type { Range } from '../reference';
import { spread, type Attribute, type TagDialect } from './tag';

const attributeName = /[^\s"'<>/={}]+/y;
const unquotedEnd = /[\s>]/g;
const space = /\s*/y;

/** What was read of an attribute; one whose value is code goes on behind its brace at `end`. */
export interface ReadAttribute {
  readonly name: string;
  readonly attribute: Attribute | undefined;
  readonly end: number;
  readonly code: boolean;
}

/** The attribute that begins at `start`; a character that begins none is passed over. */
export function attributeAt(text: string, start: number, dialect: TagDialect): ReadAttribute {
  attributeName.lastIndex = start;
  const name = attributeName.exec(text)?.[0];
  if (name === undefined) {
    return { name: '', attribute: undefined, end: start + 1, code: false };
  }
  const nameEnd = start + name.length;
  const equals = skipSpace(text, nameEnd);
  if (text.charAt(equals) !== '=') {
    const attribute = {
      name,
      start,
      end: nameEnd,
      value: undefined,
      valueRange: undefined,
    } as const;
    return { name, attribute: { ...attribute, quote: '' }, end: nameEnd, code: false };
  }
  const first = skipSpace(text, equals + 1);
  const quote = text.charAt(first);
  if (quote === '{' && dialect.braces === 'code') {
    return { name, attribute: undefined, end: first + 1, code: true };
  }
  const isTemplate = quote === '`' && dialect.templateValues;
  const quoted = quote === '"' || quote === "'" || isTemplate;
  const valueRange = quoted ? quotedValue(text, first, quote) : unquotedValue(text, first);
  const end = Math.min(text.length, valueRange.end + (quoted ? 1 : 0));
  const value = text.slice(valueRange.start, valueRange.end);
  const own = quote === '"' || quote === "'" ? quote : '';
  return {
    name,
    attribute: {
      name,
      start,
      end,
      valueRange,
      value: isTemplate ? text.slice(first, end) : value,
      quote: isTemplate ? '{' : own,
    },
    end,
    code: false,
  };
}

function quotedValue(text: string, start: number, quote: string): Range {
  const close = text.indexOf(quote, start + 1);
  return { start: start + 1, end: close === -1 ? text.length : close };
}

function unquotedValue(text: string, start: number): Range {
  unquotedEnd.lastIndex = start;
  return { start, end: unquotedEnd.test(text) ? unquotedEnd.lastIndex - 1 : text.length };
}

function skipSpace(text: string, from: number): number {
  space.lastIndex = from;
  space.test(text);
  return space.lastIndex;
}

/** The name of code in place of an attribute: `{...props}` spreads an object, `{alt}` is short for `alt={alt}`. */
export function nameOfCode(code: string): string {
  const trimmed = code.trim();
  return trimmed.startsWith(spread) ? spread : trimmed;
}
