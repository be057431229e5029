const escapes: Record<string, string> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  v: '\v',
  0: '\0',
};
const escape = /\\(?:u\{([\da-f]{1,6})\}|u([\da-f]{4})|x([\da-f]{2})|(\r\n|[^]))/gi;

/** The value of an expression that is a string literal; `undefined` for any other. */
export function stringLiteral(expression: string): string | undefined {
  const code = expression.trim();
  const quote = code.charAt(0);
  if (code.length < 2 || !/["'`]/.test(quote)) {
    return undefined;
  }
  for (let index = 1; index < code.length - 1; index++) {
    if (code[index] === '\\') {
      index++;
    } else if (code[index] === quote || (quote === '`' && code.startsWith('${', index))) {
      return undefined;
    }
  }
  const body = code.slice(1, -1);
  return code.endsWith(quote) && !/(?:^|[^\\])(?:\\\\)*\\$/.test(body.slice(-50))
    ? unescaped(body)
    : undefined;
}

function unescaped(text: string): string {
  return text.replaceAll(
    escape,
    (_, braced?: string, four?: string, two?: string, one?: string) => {
      const code = braced ?? four ?? two;
      if (code === undefined) {
        return one === undefined || /^[\r\n]/.test(one) ? '' : (escapes[one] ?? one);
      }
      const point = parseInt(code, 16);
      return point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
    },
  );
}

/**
 * A text in, a string literal of JavaScript out that is also inert where the code around it is read as
 * markup or as a template.
 */
export function literalOf(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[<>{}`$&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/**
 * What the default imports of a module and its `require` name, by the names that they get:
 * `import logo from './logo.png'`.
 */
export function importedPaths(text: string): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  for (const whole of text.split('\n')) {
    const line = whole.trimStart().slice(0, 600);
    const match = imported.exec(line) ?? (line.includes('require') ? required.exec(line) : null);
    if (match?.[1] !== undefined && match[3] !== undefined) {
      paths.set(match[1], match[3]);
    }
  }
  return paths;
}

const imported = /^import\s{1,9}([\w$]{1,80})\s{1,9}from\s{0,9}(["'])([^"']{1,400})\2/;
const required =
  /^(?:const|let|var)\s{1,9}([\w$]{1,80})\s{0,9}=\s{0,9}require\(\s{0,9}(["'])([^"']{1,400})\2\s{0,9}\)/;
