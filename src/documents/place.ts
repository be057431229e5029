import type { Edit, Range } from './reference';

/** What a selection stands for: words of one line to replace, or a place to insert at. */
export function placeOf(text: string, { start, end }: Range): Range {
  const from = clamp(Math.min(start, end), text);
  const to = clamp(Math.max(start, end), text);
  // Several lines are too much to lose for one image.
  return text.slice(from, to).includes('\n') ? { start: to, end: to } : { start: from, end: to };
}

function clamp(offset: number, text: string): number {
  const inText = Math.max(0, Math.min(text.length, offset || 0));
  // Between the halves of a character, and between \r and \n, nothing can stand.
  const high = text.charCodeAt(inText - 1);
  const split = high >= 0xd800 && high < 0xdc00 && inText < text.length;
  return split ? inText + 1 : text.startsWith('\r\n', inText - 1) ? inText - 1 : inText;
}

/** Of a script that parts words by spaces. */
const letter =
  /(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}])[\p{L}\p{N}]/u;
/** Behind these, and behind white space, an image needs no space before it. */
const opening = /[\s([{|>"'“‘«„*_~\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}。、，！？]/u;

/** A URL in running text takes in all that follows without a space. */
const url = /(?:https?:\/\/|www\.)\S*$/i;

/** The edit that puts markup into running text: behind a word that the place is in, apart from words. */
export function inlineEdit(text: string, { start, end }: Range, markup: string): Edit {
  let from = start;
  if (start === end && letter.test(text.charAt(from - 1))) {
    while (letter.test(text.charAt(from))) {
      from++;
    }
  }
  const to = Math.max(from, end);
  const apart = from === 0 || opening.test(text.charAt(from - 1));
  const before = apart && !url.test(text.slice(Math.max(0, from - 200), from)) ? '' : ' ';
  const after = letter.test(text.charAt(to)) ? ' ' : '';
  return { start: from, end: to, text: `${before}${markup}${after}` };
}

/** The line around an offset, without its line break. */
export function lineAt(text: string, offset: number): Range {
  const newline = text.indexOf('\n', offset);
  const end = newline === -1 ? text.length : newline;
  const start = lineStart(text, offset);
  return { start, end: end > start && text[end - 1] === '\r' ? end - 1 : end };
}

/** Where the line of an offset starts. */
export function lineStart(text: string, offset: number): number {
  return offset <= 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

/** The line break that a text uses. */
export function lineBreakOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** Whether a range lies within another without touching both its ends, and so would cut it. */
export function cuts({ start, end }: Range, other: Range): boolean {
  const inside = (offset: number) => offset > other.start && offset < other.end;
  return inside(start) || inside(end) || (start < end && start <= other.start && end >= other.end);
}
