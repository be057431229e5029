import type { Range } from '../../reference';

/** `name=value` as written; offsets are of the text that it was read from. */
export interface NamedValue extends Range {
  readonly name: string;
  /** Without its quotes, nothing decoded. */
  readonly value: string;
  readonly valueRange: Range;
  readonly quote: string;
}

/** How a dialect writes its attributes; the expressions are sticky. */
export interface NamedValueRules {
  readonly quotes: string;
  /** Whether a backslash keeps the quote behind it from ending the value. */
  readonly escapes: boolean;
  readonly bare: RegExp;
}

const name = /[A-Za-z_:@][\w:.@-]*(?=\s*=)/y;
const equals = /\s*=\s*/y;

/** The attribute that begins at `start`. */
export function namedValueAt(
  text: string,
  start: number,
  { quotes, escapes, bare }: NamedValueRules,
): NamedValue | undefined {
  const key = matchAt(name, text, start);
  if (key === undefined) {
    return undefined;
  }
  const from = start + key.length + (matchAt(equals, text, start + key.length)?.length ?? 0);
  const quote = text.charAt(from);
  if (quote === '' || !quotes.includes(quote)) {
    const value = matchAt(bare, text, from);
    const end = from + (value?.length ?? 0);
    return value === undefined
      ? undefined
      : { name: key, value, valueRange: { start: from, end }, quote: '', start, end };
  }
  const close = closingQuote(text, from, escapes && quote !== '`');
  return close === undefined
    ? undefined
    : {
        name: key,
        value: text.slice(from + 1, close),
        valueRange: { start: from + 1, end: close },
        quote,
        start,
        end: close + 1,
      };
}

/** A value that may go on over several lines, in one: a line break and the space around it are a space. */
export function joinedLines(value: string): string {
  const [first = '', ...others] = value.split('\n');
  const last = others.pop();
  const between = others.map((line) => line.trim()).filter((line) => line !== '');
  return last === undefined ? first : [first.trimEnd(), ...between, last.trimStart()].join(' ');
}

function closingQuote(text: string, start: number, escapes: boolean): number | undefined {
  const quote = text.charAt(start);
  let close = text.indexOf(quote, start + 1);
  while (escapes && close !== -1 && isEscaped(text, close, start)) {
    close = text.indexOf(quote, close + 1);
  }
  return close === -1 ? undefined : close;
}

function isEscaped(text: string, index: number, from: number): boolean {
  let first = index;
  while (first - 1 > from && text[first - 1] === '\\') {
    first--;
  }
  return (index - first) % 2 === 1;
}

/** What a sticky expression matches at an offset. */
export function matchAt(expression: RegExp, text: string, start: number): string | undefined {
  expression.lastIndex = start;
  return expression.exec(text)?.[0];
}

/** The first offset from `start` on that holds no white space. */
export function afterSpace(text: string, start: number): number {
  let index = start;
  while (index < text.length && /\s/.test(text.charAt(index))) {
    index++;
  }
  return index;
}
