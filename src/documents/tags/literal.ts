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
 * The paths that a module imports or requires, by the names that it gives them:
 * `import logo, { sizes } from './logo.png'`, `import * as logo from …`, `import { default as logo } from …`,
 * `const logo = require('./logo.png')`. An import is read where it begins a line and ends on it.
 */
export function importedPaths(text: string): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  for (const whole of text.split('\n')) {
    const line = whole.trimStart().slice(0, 600);
    const match = imported.exec(line) ?? (line.includes('require') ? required.exec(line) : null);
    const name = match?.[1] ?? match?.[2] ?? match?.[3];
    const path = match?.[4] ?? match?.[5];
    if (name !== undefined && path !== undefined) {
      paths.set(name, path);
    }
  }
  return paths;
}

const name = String.raw`([\w$]{1,80})`;
const path = String.raw`(?:"([^"]{1,400})"|'([^']{1,400})')`;
const named = String.raw`\{[^{}]{0,300}?\bdefault\s{1,9}as\s{1,9}${name}[^{}]{0,300}\}`;
const all = String.raw`\*\s{0,9}as\s{1,9}${name}`;
const imported = new RegExp(
  String.raw`^import(?:\s{1,9}${name}(?![\w$])(?:\s{0,9},\s{0,9}(?:\{[^{}]{0,300}\}|\*[^,*{}'"]{0,90}))?|\s{0,9}${all}|\s{0,9}${named})` +
    String.raw`\s{0,9}from\s{0,9}${path}`,
);
const required = new RegExp(
  String.raw`^(?:const|let|var|import)\s{1,9}${name}()()\s{0,9}=\s{0,9}require\(\s{0,9}${path}\s{0,9}\)`,
);
