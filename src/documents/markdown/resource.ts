import { decodeHTMLStrict } from 'entities/decode';

const entity = String.raw`&(?:#x[\da-f]{1,6}|#\d{1,7}|[a-z][a-z\d]{1,31});`;
const escapeOrEntity = new RegExp(String.raw`\\([!-/:-@[-\x60{-~])|${entity}`, 'gi');

/** Markdown text in, the same with backslash escapes and entities decoded out. */
export function unescapeMarkdown(text: string): string {
  return text.replaceAll(
    escapeOrEntity,
    (match, escaped?: string) => escaped ?? decodeHTMLStrict(match),
  );
}

/** A label as it is compared: case and white space do not count. */
export function normalLabel(label: string): string {
  return label.trim().replaceAll(/\s+/g, ' ').toLowerCase().toUpperCase();
}

/** The label in brackets at `start`, without them. */
export function labelAt(text: string, start: number): { text: string; end: number } | undefined {
  for (let index = start + 1; index < Math.min(text.length, start + 1001); index++) {
    const char = text[index];
    if (char === '\\') {
      index++;
    } else if (char === '[') {
      return undefined;
    } else if (char === ']') {
      return { text: text.slice(start + 1, index), end: index + 1 };
    }
  }
  return undefined;
}

/** The address and title in parentheses at `start`: the address decoded, and where they end. */
export function resourceAt(
  text: string,
  start: number,
): { target: string; end: number } | undefined {
  const from = skipSpace(text, start + 1);
  if (text[from] === ')') {
    return { target: '', end: from + 1 };
  }
  const destination = destinationAt(text, from);
  if (destination === undefined) {
    return undefined;
  }
  let end = skipSpace(text, destination.end);
  if (end > destination.end && text[end] !== ')') {
    const title = titleEnd(text, end);
    end = title === undefined ? end : skipSpace(text, title);
  }
  return text[end] === ')' ? { target: destination.target, end: end + 1 } : undefined;
}

/** `[label]: address "title"` on lines of their own at `start`; where they end. */
export function definitionAt(
  text: string,
  start: number,
): { label: string; target: string; end: number } | undefined {
  const label = text[start] === '[' ? labelAt(text, start) : undefined;
  if (label === undefined || label.text.trim() === '' || text[label.end] !== ':') {
    return undefined;
  }
  const destination = destinationAt(text, skipSpace(text, label.end + 1));
  if (destination === undefined || destination.end === label.end + 1) {
    return undefined;
  }
  const space = skipSpace(text, destination.end);
  const title = space > destination.end ? titleEnd(text, space) : undefined;
  const end = [title, destination.end]
    .map((from) => (from === undefined ? undefined : lineEnd(text, from)))
    .find((found) => found !== undefined);
  return end === undefined ? undefined : { label: label.text, target: destination.target, end };
}

/** The start of the next line, where only white space follows on this one. */
function lineEnd(text: string, from: number): number | undefined {
  let index = from;
  while (text[index] === ' ' || text[index] === '\t') {
    index++;
  }
  return index >= text.length ? text.length : text[index] === '\n' ? index + 1 : undefined;
}

function skipSpace(text: string, from: number): number {
  let index = from;
  while (index < text.length && /[ \t\n\r]/.test(text.charAt(index))) {
    index++;
  }
  return index;
}

function destinationAt(text: string, start: number): { target: string; end: number } | undefined {
  return text[start] === '<' ? inAngles(text, start) : bare(text, start);
}

function inAngles(text: string, start: number): { target: string; end: number } | undefined {
  for (let index = start + 1; index < text.length; index++) {
    const char = text.charAt(index);
    if (char === '\\') {
      index++;
    } else if (char === '>') {
      return { target: unescapeMarkdown(text.slice(start + 1, index)), end: index + 1 };
    } else if (char === '<' || char === '\n') {
      return undefined;
    }
  }
  return undefined;
}

function bare(text: string, start: number): { target: string; end: number } | undefined {
  let depth = 0;
  let index = start;
  for (; index < text.length; index++) {
    const char = text.charAt(index);
    // eslint-disable-next-line no-control-regex -- as CommonMark defines an address
    if (/[\u0000-\u0020\u007f]/.test(char) || (char === ')' && depth === 0)) {
      break;
    }
    if (char === '\\' && /[!-/:-@[-`{-~]/.test(text.charAt(index + 1))) {
      index++;
    } else if (char === '(' && ++depth > 32) {
      return undefined;
    } else if (char === ')') {
      depth--;
    }
  }
  return depth === 0 && index > start
    ? { target: unescapeMarkdown(text.slice(start, index)), end: index }
    : undefined;
}

function titleEnd(text: string, start: number): number | undefined {
  const open = text.charAt(start);
  const close = open === '(' ? ')' : open;
  if (!/["'(]/.test(open)) {
    return undefined;
  }
  for (let index = start + 1; index < text.length; index++) {
    const char = text.charAt(index);
    if (char === '\\') {
      index++;
    } else if (char === close) {
      return index + 1;
    } else if (char === '(' && open === '(') {
      return undefined;
    }
  }
  return undefined;
}
