import { unescapedIndex } from '../escaping';
import { withoutThoughts } from './thoughts';

/** More places in a text are not looked at for JSON, nor more braces, brackets and strings at all of them. */
const mostPlaces = 20;
const mostTokens = 200_000;

/**
 * The JSON values that a model's reply may mean, the likeliest first: the whole text, what stands in code
 * fences, what stands between other words. Thoughts before the reply are left out. What is no
 * JSON, such as a list with a comma at its end, is not made one.
 */
export function* jsonIn(reply: string): Generator<unknown, void, undefined> {
  const text = withoutThoughts(reply).trim();
  for (const candidate of [text, ...fenced(text), ...enclosed(text)]) {
    const value = parsed(candidate);
    if (value !== undefined) {
      yield value;
    }
  }
}

function fenced(text: string): string[] {
  const parts = text.split(/^[ \t]*(?:```|~~~)[^\n]*$/m);
  return parts.filter((_, index) => index % 2 === 1).slice(0, mostPlaces);
}

/** What stands between matching braces or brackets, the outermost first. */
function* enclosed(text: string): Generator<string, void, undefined> {
  const tokens = { left: mostTokens };
  let start = nextOpening(text, 0);
  for (let places = 0; start >= 0 && places < mostPlaces; places++) {
    const end = endOf(text, start, tokens);
    if (end === undefined) {
      start = nextOpening(text, start + 1);
    } else {
      yield text.slice(start, end);
      // What is no JSON may hold some: `[see {"a":1}]`.
      start = nextOpening(text, parsed(text.slice(start, end)) === undefined ? start + 1 : end);
    }
  }
}

function nextOpening(text: string, from: number): number {
  const found = text.slice(from).search(/[{[]/);
  return found < 0 ? -1 : from + found;
}

/** Where the value that begins at `start` ends, strings taken into account. */
function endOf(text: string, start: number, count: { left: number }): number | undefined {
  let depth = 0;
  const tokens = /["{}[\]]/g;
  tokens.lastIndex = start;
  for (let found = tokens.exec(text); found !== null; found = tokens.exec(text)) {
    if (count.left-- <= 0) {
      return undefined;
    }
    const [token] = found;
    if (token === '"') {
      const close = unescapedIndex(text, '"', tokens.lastIndex);
      if (close === -1) {
        return undefined;
      }
      tokens.lastIndex = close + 1;
    }
    depth += token === '{' || token === '[' ? 1 : token === '}' || token === ']' ? -1 : 0;
    if (depth === 0) {
      return tokens.lastIndex;
    }
  }
  return undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
