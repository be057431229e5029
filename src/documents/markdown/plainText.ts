import { decodeHTMLStrict } from 'entities/decode';
import { scanInline } from './inline';
import type { Definitions } from './resource';

/** A piece of text, or a run of `*`, `_` or `~` that may open or close emphasis. */
interface Piece {
  text: string;
  readonly mark: string;
  readonly opens: boolean;
  readonly closes: boolean;
}

const entity = /&(?:#x[\da-f]{1,6}|#\d{1,7}|[a-z][a-z\d]{1,31});/iy;
const special = /[\\`&*_~<[\]!\n{]/g;
const punctuation = /^[\p{P}\p{S}]$/u;

/**
 * The text between the brackets of an image in, its alt text out: escapes and entities decoded, the
 * marks of emphasis, code and links taken off, as CommonMark has it.
 */
export function plainText(source: string, definitions: Definitions, mdx: boolean): string {
  if (!/[\\`&*_~<[\]\n]/.test(source)) {
    return source;
  }
  return new PlainText(source, definitions, mdx).run();
}

class PlainText {
  private readonly pieces: Piece[] = [];
  /** Where marks end that are left out, by where they begin. */
  private readonly skipped = new Map<number, number>();
  private readonly code = new Map<number, number>();
  private position = 0;

  constructor(
    private readonly source: string,
    definitions: Definitions,
    mdx: boolean,
  ) {
    const { images, links, closed } = scanInline(source, definitions, mdx);
    for (const { start, text, end } of [...images, ...links]) {
      this.skipped.set(start, text.start);
      this.skipped.set(text.end, end);
    }
    for (const { kind, start, end } of closed) {
      if (kind === 'code' && source.charAt(start) === '`') {
        this.code.set(start, end);
      } else if (kind === 'tag' || kind === 'comment') {
        this.skipped.set(start, end);
      }
    }
  }

  run(): string {
    while (this.position < this.source.length) {
      this.next();
    }
    takeEmphasis(this.pieces);
    return this.pieces.map(({ text }) => text).join('');
  }

  private add(text: string, end: number): void {
    this.pieces.push({ text, mark: '', opens: false, closes: false });
    this.position = end;
  }

  private next(): void {
    const { source, position } = this;
    const skipped = this.skipped.get(position);
    const code = this.code.get(position);
    const char = source.charAt(position);
    entity.lastIndex = position;
    if (skipped !== undefined && skipped > position) {
      this.position = skipped;
    } else if (code !== undefined) {
      this.add(codeText(source.slice(position, code)), code);
    } else if (char === '\\') {
      const escaped = /^[!-/:-@[-`{-~]/.exec(source.slice(position + 1, position + 2))?.[0];
      const lineBreak = source[position + 1] === '\n';
      this.add(escaped ?? (lineBreak ? '' : '\\'), position + 1 + (escaped?.length ?? 0));
    } else if (char === '&' && entity.test(source)) {
      this.add(decodeHTMLStrict(source.slice(position, entity.lastIndex)), entity.lastIndex);
    } else if (char === '*' || char === '_' || char === '~') {
      this.delimiters(char);
    } else if (char === '\n') {
      this.add(' ', position + 1);
    } else {
      special.lastIndex = position + 1;
      const end = special.test(source) ? special.lastIndex - 1 : source.length;
      this.add(source.slice(position, end), end);
    }
  }

  private delimiters(mark: string): void {
    const { source, position } = this;
    let end = position;
    while (source[end] === mark) {
      end++;
    }
    const before = lastCharacter(source.slice(Math.max(0, position - 2), position));
    const after = String.fromCodePoint(source.codePointAt(end) ?? 0x20);
    const left = flanks(before, after);
    const right = flanks(after, before);
    const word = mark === '_';
    this.pieces.push({
      text: source.slice(position, end),
      mark,
      opens: left && (!word || !right || punctuation.test(before)),
      closes: right && (!word || !left || punctuation.test(after)),
    });
    this.position = end;
  }
}

function lastCharacter(text: string): string {
  return Array.from(text).at(-1) ?? ' ';
}

function flanks(outside: string, inside: string): boolean {
  const open = /\s/.test(outside) || punctuation.test(outside);
  return !/\s/.test(inside) && (!punctuation.test(inside) || open);
}

function codeText(span: string): string {
  const marks = /^`+/.exec(span)?.[0].length ?? 0;
  const inner = span.slice(marks, -marks).replaceAll('\n', ' ');
  return inner.startsWith(' ') && inner.endsWith(' ') && inner.trim() !== ''
    ? inner.slice(1, -1)
    : inner;
}

/** Takes off the marks that pair up (CommonMark, "process emphasis"). */
function takeEmphasis(pieces: Piece[]): void {
  const openers: Record<string, { piece: Piece; size: number }[]> = { '*': [], _: [], '~': [] };
  for (const closer of pieces.filter(({ mark }) => mark !== '')) {
    const stack = openers[closer.mark] ?? [];
    const size = closer.text.length;
    while (closer.closes && closer.text !== '') {
      const index = stack.findLastIndex(({ piece, size: other }) =>
        pairs(piece, other, closer, size),
      );
      const opener = stack[index]?.piece;
      if (opener === undefined) {
        break;
      }
      stack.length = index + 1;
      const taken =
        closer.mark === '~' ? size : Math.min(2, opener.text.length, closer.text.length);
      opener.text = opener.text.slice(taken);
      closer.text = closer.text.slice(taken);
      if (opener.text === '') {
        stack.pop();
      }
    }
    if (closer.opens && closer.text !== '') {
      stack.push({ piece: closer, size });
      stack.splice(0, stack.length - mostOpen);
    }
  }
}

/** Older openers are forgotten, so that hostile text costs no more than its length. */
const mostOpen = 50;

function pairs(opener: Piece, size: number, closer: Piece, closerSize: number): boolean {
  if (closer.mark === '~') {
    return size === closerSize && size <= 2;
  }
  const both = opener.closes || closer.opens;
  return !both || (size + closerSize) % 3 !== 0 || (size % 3 === 0 && closerSize % 3 === 0);
}
