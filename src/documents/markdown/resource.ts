import { decodeHTMLStrict } from 'entities/decode';
import { optional } from './dialects/embed';

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
function labelAt(text: string, start: number): { text: string; end: number } | undefined {
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

/** An address with its title, decoded. */
export interface Destination {
  readonly target: string;
  readonly title?: string;
}

/** What labels stand for, by the labels as `normalLabel` has them. */
export type Definitions = ReadonlyMap<string, Destination>;

/** What the brackets around a text lead to. */
export interface BracketTarget extends Destination {
  readonly end: number;
  /** `[text]` or `[text][]`, where the text is the label as well. */
  readonly byItself: boolean;
}

/** The target of brackets from `textStart` to the `]` at `close`, by an address or by a label. */
export function targetBehind(
  text: string,
  textStart: number,
  close: number,
  definitions: Definitions,
): BracketTarget | undefined {
  const after = close + 1;
  const resource = text[after] === '(' ? resourceAt(text, after) : undefined;
  if (resource !== undefined) {
    return { ...resource, byItself: false };
  }
  const label = text[after] === '[' ? labelAt(text, after) : undefined;
  const byItself = label === undefined || label.text === '';
  const own = text.slice(textStart, Math.min(close, textStart + 1000));
  const defined = definitions.get(normalLabel(byItself ? own : label.text));
  return defined && { ...defined, end: label?.end ?? after, byItself };
}

/** The address and title in parentheses at `start`: the address decoded, and where they end. */
function resourceAt(text: string, start: number): (Destination & { end: number }) | undefined {
  const from = skipSpace(text, start + 1);
  if (text[from] === ')') {
    return { target: '', end: from + 1 };
  }
  const destination = destinationAt(text, from);
  if (destination === undefined) {
    return undefined;
  }
  const space = skipSpace(text, destination.end);
  const title = space > destination.end ? titleAt(text, space) : undefined;
  const end = title === undefined ? space : skipSpace(text, title.end);
  return text[end] === ')'
    ? { target: destination.target, ...optional('title', title?.text), end: end + 1 }
    : undefined;
}

/** `[label]: address "title"` on lines of their own at `start`; where they end. */
export function definitionAt(
  text: string,
  start: number,
): (Destination & { label: string; end: number }) | undefined {
  const label = text[start] === '[' ? labelAt(text, start) : undefined;
  if (label === undefined || label.text.trim() === '' || text[label.end] !== ':') {
    return undefined;
  }
  const destination = destinationAt(text, skipSpace(text, label.end + 1));
  if (destination === undefined || destination.end === label.end + 1) {
    return undefined;
  }
  const space = skipSpace(text, destination.end);
  const title = space > destination.end ? titleAt(text, space) : undefined;
  const titled = title && lineEnd(text, title.end);
  const end = titled ?? lineEnd(text, destination.end);
  return end === undefined
    ? undefined
    : {
        label: label.text,
        target: destination.target,
        ...optional('title', titled === undefined ? undefined : title?.text),
        end,
      };
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
    const template = char === '{' ? templateAt(text, index) : 0;
    if (template > 0) {
      index += template - 1;
    } else if (char === '\\' && /[!-/:-@[-`{-~]/.test(text.charAt(index + 1))) {
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

/** The length of what Liquid, Jinja or Hugo puts an address or a part of it in place of. */
const template = /^(?:\{\{[^{}\n]{1,300}\}\}|\{%[^%\n]{1,300}%\})/;

function templateAt(text: string, start: number): number {
  const next = text.charAt(start + 1);
  return next === '{' || next === '%'
    ? (template.exec(text.slice(start, start + 310))?.[0].length ?? 0)
    : 0;
}

/** The title in quotes or parentheses at `start`, decoded. */
function titleAt(text: string, start: number): { text: string; end: number } | undefined {
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
      return { text: unescapeMarkdown(text.slice(start + 1, index)), end: index + 1 };
    } else if (char === '(' && open === '(') {
      return undefined;
    }
  }
  return undefined;
}
