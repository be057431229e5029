/** What a token of code is for the one after it: a `/` or `<` after a value divides or compares. */
export type TokenKind = 'value' | 'operator';

/** A token of JavaScript or TypeScript; `open` and `close` nest, `template` begins a template literal. */
export interface Token {
  readonly kind: TokenKind | 'open' | 'close' | 'template' | 'comment';
  readonly end: number;
}

const word = /[\p{L}\p{N}_$]+/uy;
const beforeExpression =
  /^(?:return|typeof|case|default|do|else|in|of|instanceof|delete|void|throw|yield|await)$/;
/** Longer ones are taken for divisions, so that hostile text costs no more than its length. */
const longestRegex = 1000;

/** The token that begins at `start`, which is no white space; `previous` tells a division from a regex. */
export function tokenAt(text: string, start: number, previous: TokenKind): Token {
  const char = text.charAt(start);
  switch (char) {
    case '"':
    case "'":
      return { kind: 'value', end: stringEnd(text, start, char) };
    case '`':
      return { kind: 'template', end: start + 1 };
    case '(':
    case '[':
    case '{':
      return { kind: 'open', end: start + 1 };
    case ')':
    case ']':
    case '}':
      return { kind: 'close', end: start + 1 };
    case '/':
      return slash(text, start, previous);
  }
  word.lastIndex = start;
  const found = word.exec(text)?.[0];
  return found === undefined
    ? { kind: 'operator', end: start + 1 }
    : {
        kind: beforeExpression.test(found) ? 'operator' : 'value',
        end: start + found.length,
      };
}

function slash(text: string, start: number, previous: TokenKind): Token {
  if (text.startsWith('//', start)) {
    const newline = text.indexOf('\n', start);
    return { kind: 'comment', end: newline === -1 ? text.length : newline };
  }
  if (text.startsWith('/*', start)) {
    const close = text.indexOf('*/', start + 2);
    return { kind: 'comment', end: close === -1 ? text.length : close + 2 };
  }
  const end = previous === 'operator' ? regexEnd(text, start) : undefined;
  return end === undefined ? { kind: 'operator', end: start + 1 } : { kind: 'value', end };
}

function regexEnd(text: string, start: number): number | undefined {
  let inClass = false;
  const last = Math.min(text.length, start + longestRegex);
  for (let index = start + 1; index < last; index++) {
    const char = text.charAt(index);
    if (char === '\n') {
      return undefined;
    }
    if (char === '\\') {
      index++;
    } else if (char === '[') {
      inClass = true;
    } else if (char === ']') {
      inClass = false;
    } else if (char === '/' && !inClass) {
      return index + 1;
    }
  }
  return undefined;
}

/** A string ends at its quote, or at the end of the line where that is missing. */
function stringEnd(text: string, start: number, quote: string): number {
  for (let index = start + 1; index < text.length; index++) {
    const char = text.charAt(index);
    if (char === '\\') {
      index++;
    } else if (char === quote) {
      return index + 1;
    } else if (char === '\n') {
      return index;
    }
  }
  return text.length;
}

/** Whether a `<` where an expression may begin opens an element, and not type parameters. */
export function startsMarkup(text: string, start: number): boolean {
  const head = text.slice(start, start + 80);
  return (
    /^<(?:>|[\p{L}_$])/u.test(head) &&
    !/^<\w+(?:,| extends\b)|^<(?:[A-Z]\d?|T[A-Z]\w*)>\(/.test(head)
  );
}

/** Whether an expression is missing at a place: one may begin, and what follows ends it. */
export function endsExpression(text: string, start: number, previous: TokenKind): boolean {
  const space = /\s*/y;
  space.lastIndex = start;
  space.test(text);
  return previous === 'operator' && /^[)\]},;:]?$/.test(text.charAt(space.lastIndex));
}
