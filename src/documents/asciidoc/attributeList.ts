import type { Range } from '../reference';

/** One attribute between the brackets of a macro; ranges are offsets in the list. */
export interface ListedAttribute extends Range {
  /** `undefined` for one that is told by its place. */
  readonly name: string | undefined;
  readonly value: string;
  /** Of the value with its quotes. */
  readonly valueRange: Range;
}

const name = /[A-Za-z\d_][\w-]*[ \t]*=/y;

/** The attributes of a list, as AsciiDoc separates them by commas outside quotes. */
export function attributesOf(list: string): ListedAttribute[] {
  const attributes: ListedAttribute[] = [];
  for (let start = 0; start <= list.length;) {
    const first = skipSpace(list, start);
    name.lastIndex = first;
    const named = name.exec(list)?.[0];
    const from = skipSpace(list, first + (named?.length ?? 0));
    const quoted = quotedEnd(list, from);
    const comma = list.indexOf(',', quoted ?? from);
    const end = comma === -1 ? list.length : comma;
    const to = quoted ?? withoutSpace(list, from, end);
    attributes.push({
      name: named?.slice(0, -1).trim().toLowerCase(),
      value: quoted === undefined ? list.slice(from, to) : unquoted(list.slice(from, quoted)),
      valueRange: { start: Math.min(from, to), end: to },
      start: first,
      end: to,
    });
    start = end + 1;
  }
  return attributes;
}

/** The end of a quoted value, where a comma or nothing follows on it. */
function quotedEnd(list: string, start: number): number | undefined {
  const quote = list.charAt(start);
  if (quote !== '"' && quote !== "'") {
    return undefined;
  }
  for (let index = start + 1; index < list.length; index++) {
    if (list[index] === '\\') {
      index++;
    } else if (list[index] === quote) {
      const next = list.charAt(skipSpace(list, index + 1));
      return next === '' || next === ',' ? index + 1 : undefined;
    }
  }
  return undefined;
}

function unquoted(text: string): string {
  return text.slice(1, -1).replaceAll(`\\${text.charAt(0)}`, text.charAt(0));
}

function skipSpace(text: string, from: number): number {
  let index = from;
  while (text[index] === ' ' || text[index] === '\t') {
    index++;
  }
  return index;
}

function withoutSpace(list: string, from: number, end: number): number {
  let index = end;
  while (index > from && (list[index - 1] === ' ' || list[index - 1] === '\t')) {
    index--;
  }
  return index;
}
