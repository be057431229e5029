import { imageEnding } from '../../../core/images/endings';
import { oneLine, type Edit, type ImageReference, type Range } from '../../reference';
import { isAfterTick } from '../codeSpan';
import { cellOfTable } from '../tables';
import type { Unit } from './embed';

const extension = new RegExp(`${imageEnding}$`, 'i');
const size = /^\s*\d{1,5}(?:x\d{1,5})?\s*$/;
/** Longer ones are no links that a person writes. */
const longest = 2000;

/**
 * The embed at the `![[` at `start` where it is one of an image: `![[path|alt text|width]]`. In tables a
 * backslash goes before each `|`.
 */
export function obsidianAt(text: string, start: number): Unit | undefined {
  const from = start + '![['.length;
  const piece = text.slice(from, from + longest);
  const inner = /^[^[\]\n]*(?=\]\])/.exec(piece)?.[0];
  if (inner === undefined) {
    return undefined;
  }
  const [path, ...parts] = partsOf(inner, from);
  const target = text.slice(path?.start, path?.end).trim();
  if (path === undefined || !extension.test(target)) {
    return undefined;
  }
  const last = parts.at(-1);
  const sized = last !== undefined && size.test(text.slice(last.start, last.end));
  const words = sized ? parts.slice(0, -1) : parts;
  const altRange = { start: words[0]?.start ?? path.end, end: words.at(-1)?.end ?? path.end };
  const written = text.slice(altRange.start, altRange.end);
  const alt = written.replaceAll(/\\(?=\|)/g, '').trim();
  const none = alt === '';
  const end = from + inner.length + ']]'.length;
  const slot = none ? { start: path.end, end: altRange.end } : altRange;
  const found = { alt: none ? undefined : alt, altRange: none ? undefined : altRange };
  return { end, image: { syntax: 'obsidian', target, ...found, slot, start, end, linked: false } };
}

/** What stands between the `|`, without the backslashes before those. */
function partsOf(inner: string, offset: number): Range[] {
  const parts: Range[] = [];
  let start = 0;
  for (const { index } of `${inner}|`.matchAll(/\|/g)) {
    const end = inner[index - 1] === '\\' && index < inner.length ? index - 1 : index;
    parts.push({ start: offset + start, end: offset + Math.max(start, end) });
    start = index + 1;
  }
  return parts;
}

/**
 * How long the size at the end of the text of a Markdown image is, with its `|`: `![alt|100x200](…)`;
 * 0 where there is none. In a cell of a table a backslash goes before the `|`.
 */
export function sizeLength(written: string, cell: boolean): number {
  const match = /(\\*)\|\d{1,5}(?:x\d{1,5})?$/.exec(written.slice(-100));
  const backslashes = match?.[1]?.length ?? 0;
  return match === null || (backslashes % 2 === 1) !== cell
    ? 0
    : match[0].length - backslashes + (cell ? 1 : 0);
}

/**
 * The edit that gives an embed its alt text. There are no escapes in it: brackets become parentheses, a
 * `|` a slash, and a number alone, which would be a size, stands in parentheses;
 * backticks that would make code become single quotes.
 */
export function obsidianEdit(text: string, { slot, range }: ImageReference, alt: string): Edit {
  const tick = isAfterTick(text, range.start) ? "'" : '`';
  const plain = oneLine(alt)
    .trim()
    .replaceAll('`', tick)
    .replaceAll('[', '(')
    .replaceAll(']', ')')
    .replaceAll('|', '/')
    .replace(/\\$/, '/');
  const words = size.test(plain) ? `(${plain})` : plain;
  const bar = cellOfTable(text, range.start) ? '\\|' : '|';
  const { start, end } = slot;
  const { length } = /\\?\|$/.exec(text.slice(0, start).slice(-2))?.[0] ?? '';
  const isBehindBar = length > 0;
  if (words === '') {
    return { start: isBehindBar ? start - length : start, end, text: '' };
  }
  return { start, end, text: isBehindBar ? words : bar + words };
}
