import { bareAltText, isFileName } from './bareAltText';

interface Item {
  readonly number: number;
  readonly lines: string[];
}

/** What may stand before a number: quote marks, bullets, heading marks, bold. */
const leading = String.raw`\s*(?:>\s*)?(?:[-*•+]\s+)?(#{1,6}\s+)?(\*\*|__)?`;
const trailing = String.raw`(?:\*\*|__)?[:：]?(?:\*\*|__)?(?:\s+|$|(?=[^\d\s]))`;
/** `1.`, `1)`, `(1)`, `[1]:`, `1:`, `1️⃣`, `**1**`, `1 -`; the next character is no digit of a decimal. */
const plainItem = new RegExp(
  String.raw`^${leading}(?:[([]\s?(\d{1,4})[)\]][:.]?|#?(\d{1,4})(?:\uFE0F?\u20E3|(?:\*\*|__)?[.):、．]|(?=\*\*|__)|\s[-–—](?=\s)))${trailing}`,
  'u',
);
/** `Image 1:`, `Bild 1 (login.png) –`, `画像1：`; `Image 1` alone on a line that is a heading or bold. */
const namedItem = new RegExp(
  String.raw`^${leading}(?:\p{L}{2,20}|\p{Script=Han})(?:\s\p{L}{2,20})?\s?(?:#|no\.\s?)?(\d{1,4})(?:\*\*|__)?(?:\s?\([^()\n]{1,120}\))?(?:\*\*|__)?\s?([:：]|[-–—](?=\s)|$)${trailing}`,
  'u',
);
/** Words after the texts, as an assistant closes. */
const closing = /^(?:let me know|note:|please note|i hope|feel free|would you|if you)\b/i;
const tableRow = /^\s*\|\s*(?:\*\*)?(?:\p{L}+\s?)?#?(\d{1,4})(?:\*\*)?\s*\|(.+)\|\s*$/u;

/**
 * The texts by the numbers in front of them, at the index of their image; `undefined` where the lines
 * are no numbered list of at most `count` items.
 */
export function numberedTexts(
  lines: readonly string[],
  count: number,
): (string | undefined)[] | undefined {
  const [items = []] = [plainNumber, namedNumber, rowNumber]
    .map((numbering) => itemsOf(lines, numbering, count))
    .sort((one, other) => other.length - one.length);
  return items.length > 0 ? byNumber(items, count) : undefined;
}

/** The number that a line begins with and what stands behind it. */
type Numbering = (line: string) => { number: number; rest: string } | undefined;

export const plainNumber: Numbering = (line) => {
  const match = plainItem.exec(line);
  const number = match?.[3] ?? match?.[4];
  return match === null || number === undefined
    ? undefined
    : { number: Number(number), rest: after(line, match[0]) };
};

const namedNumber: Numbering = (line) => {
  const match = namedItem.exec(line);
  const marked = match?.[1] !== undefined || match?.[2] !== undefined || match?.[4] !== '';
  return match === null || !marked
    ? undefined
    : { number: Number(match[3]), rest: after(line, match[0]) };
};

const rowNumber: Numbering = (line) => {
  const match = tableRow.exec(line);
  return match === null
    ? undefined
    : {
        number: Number(match[1]),
        rest:
          match[2]
            ?.split(/(?<!\\)\|/)
            .at(-1)
            ?.trim() ?? '',
      };
};

/** A bold text that begins with its number keeps its closing mark, which then has no opening one. */
function after(line: string, number: string): string {
  const rest = line.slice(number.length);
  for (const mark of ['**', '__']) {
    if (number.split(mark).length === 2 && rest.split(mark).length === 2) {
      return rest.replace(mark, '');
    }
  }
  return rest;
}

/** The numbered items among the lines, each with its lines; items numbered beyond `count` are text. */
export function itemsOf(lines: readonly string[], numberOf: Numbering, count: number): Item[] {
  const items: Item[] = [];
  let closed = true;
  let blank = false;
  for (const line of lines) {
    if (line === '') {
      blank = true;
      continue;
    }
    const found = numberOf(line);
    const item = items.at(-1);
    if (found !== undefined && found.number <= count) {
      items.push({ number: found.number, lines: isText(found.rest) ? [found.rest] : [] });
      closed = false;
    } else if (found !== undefined && item !== undefined && found.number === item.number + 1) {
      // One more than there are images is no text of the last.
      closed = true;
    } else if (item !== undefined && !closed) {
      // After a blank line only an indented one, or the first one below a heading, is still the item's.
      closed = closing.test(line) || (item.lines.length > 0 && blank && !/^\s/.test(line));
      if (!closed) {
        item.lines.push(line);
      }
    }
    blank = false;
  }
  return items;
}

/** Behind the number may stand the name of the file alone, and the text below. */
function isText(rest: string): boolean {
  return rest !== '' && !isFileName(rest);
}

function byNumber(items: readonly Item[], count: number): (string | undefined)[] {
  const texts: (string | undefined)[] = [];
  const same = items.every(({ number }) => number === items[0]?.number);
  if (same && items.length > 1) {
    // Markdown counts on by itself: a list may be written 1. 1. 1.
    return items.length === count ? items.map(({ lines }) => bareAltText(lines)) : [];
  }
  const first = items.some(({ number }) => number === 0) ? 0 : 1;
  for (const { number, lines } of items) {
    const index = number - first;
    if (index < count) {
      // A number that comes again is of another list.
      texts[index] ??= bareAltText(splitRun(lines, number, items));
    }
  }
  return splitTail(texts, items, count, first);
}

/** Cuts an item where the next number follows on the same line: `1. A form. 2. A chart.` */
function splitRun(lines: readonly string[], number: number, items: readonly Item[]): string[] {
  const text = lines.join('\n');
  const next = runOn(text, number + 1);
  return (
    next === undefined || items.some((item) => item.number === number + 1)
      ? text
      : text.slice(0, next.start)
  ).split('\n');
}

function splitTail(
  texts: (string | undefined)[],
  items: readonly Item[],
  count: number,
  first: number,
): (string | undefined)[] {
  for (const { number, lines } of items) {
    let rest = lines.join(' ');
    for (let next = number + 1; next - first < count && texts[next - first] === undefined; next++) {
      const found = runOn(rest, next);
      if (found === undefined) {
        break;
      }
      rest = rest.slice(found.end);
      texts[next - first] = bareAltText([rest.slice(0, runOn(rest, next + 1)?.start)]);
    }
  }
  return texts;
}

function runOn(text: string, number: number): { start: number; end: number } | undefined {
  const match = new RegExp(
    `\\s(?:\\*\\*)?\\(?${number}[.):](?:\\*\\*)?\\s+(?=\\p{Lu}|["“*])`,
    'u',
  ).exec(text);
  return match === null ? undefined : { start: match.index, end: match.index + match[0].length };
}
