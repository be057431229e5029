import type { Token } from 'markdown-it';

/** A place in a block, and what the rest has to begin with to go on as the same kind of block. */
export interface BlockCut {
  readonly at: number;
  readonly lead: string;
}

/** A cut that takes off less is not worth it. */
const leastPart = 1000;

/** How far before the middle a paragraph's cut is looked for. */
const reach = 1000;

/**
 * A place in the first half of a block of Markdown where it can be cut in two; undefined where there
 * is none. `tokens` are the block's own. Between items, rows and lines of code the two parts read
 * like the whole; a paragraph is cut between words, where a long word leaves no choice within it.
 */
export function cutBlock(source: string, tokens: readonly Token[]): BlockCut | undefined {
  const lines = new Lines(source);
  const middle = source.length / 2;
  const before = (starts: readonly number[]): number | undefined =>
    starts.map((line) => lines.start(line)).findLast((at) => at >= leastPart && at <= middle);
  switch (tokens[0]?.type) {
    case 'bullet_list_open':
    case 'ordered_list_open':
    case 'blockquote_open':
      return cut(before(startsOf(tokens, ({ level, nesting }) => level === 1 && nesting !== -1)));
    case 'table_open':
      return cut(
        before(startsOf(tokens, ({ type }) => type === 'tr_open').slice(1)),
        lines.head(2),
      );
    case 'fence':
      return cut(before(lines.all.slice(1)) ?? letterBefore(source, middle), lines.head(1));
    case 'code_block':
      return cut(before(lines.all.filter((line) => !lines.isBlank(line))));
    case 'paragraph_open':
      return cut(letterBefore(source, middle));
    case undefined:
    default:
      return undefined;
  }
}

function cut(at: number | undefined, lead = ''): BlockCut | undefined {
  return at === undefined || at < lead.length + leastPart ? undefined : { at, lead };
}

function startsOf(tokens: readonly Token[], isChild: (token: Token) => boolean): number[] {
  return tokens.flatMap((token) => (token.map && isChild(token) ? [token.map[0]] : []));
}

/** A letter at or before a place, best the first of a word: with it no list and no heading begins. */
function letterBefore(source: string, place: number): number | undefined {
  const start = Math.max(0, Math.floor(place) - reach);
  const text = source.slice(start, place);
  const words = [...text.matchAll(/(?<=\s)\p{L}/gu)];
  const letters = words.length > 0 ? words : [...text.matchAll(/(?<=\p{L})\p{L}/gu)];
  const last = letters.at(-1);
  return last && start + last.index;
}

/** The lines of a text, counted from 0. */
class Lines {
  private readonly starts: number[] = [0];

  constructor(private readonly source: string) {
    for (let at = source.indexOf('\n'); at !== -1; at = source.indexOf('\n', at + 1)) {
      this.starts.push(at + 1);
    }
  }

  get all(): number[] {
    return this.starts.map((_, line) => line);
  }

  start(line: number): number {
    return this.starts[line] ?? this.source.length;
  }

  /** The first lines, with their ends. */
  head(count: number): string {
    return this.source.slice(0, this.start(count));
  }

  isBlank(line: number): boolean {
    return this.source.slice(this.start(line), this.start(line + 1)).trim() === '';
  }
}
