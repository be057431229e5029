import { wrapStretches, type Stretch } from './stretches';

/** A piece of a Markdown text, by its place there in UTF-16 code units. */
export interface LocatedPiece {
  readonly id: string;
  readonly offset: number;
  readonly length: number;
}

/** Two characters for each piece, of a plane that no text uses: Markdown takes them for letters. */
const firstMark = 0xf0000;
const anyMark = /[\u{f0000}-\u{f0fff}]/u;
const mostPieces = 1000;

/** So many times is a text rendered at most where marks in it change what it says. */
const mostRenders = 64;

/** What begins a line of Markdown: with a mark before it, a list or a heading would be none. */
const lineBegin = /^(?:\s|[-+*>]\s|#{1,6}\s|\d{1,9}[.)]\s)+/;

/**
 * Renders a Markdown text with its pieces in elements `.located`, whose `data-regions` has their ids. Where
 * a piece stands in what is shown is told by marks in a second rendering, which is believed only where it
 * says the same but for them; a piece for which that fails is shown like the rest.
 */
export function renderLocated(
  markdown: string,
  pieces: readonly LocatedPiece[],
  render: (markdown: string) => Element[],
): Element[] {
  const elements = render(markdown);
  if (pieces.length > 0 && !anyMark.test(markdown)) {
    const inside = pieces.slice(0, mostPieces).flatMap((piece) => insideLines(piece, markdown));
    wrapStretches(elements, new Finder(markdown, textOf(elements), render).find(inside));
  }
  return elements;
}

/** Finds where pieces stand in what is shown of a text. */
class Finder {
  private left = mostRenders;

  constructor(
    private readonly markdown: string,
    private readonly shown: string,
    private readonly render: (markdown: string) => Element[],
  ) {}

  /** Those that cannot be told together are looked for apart. */
  find(pieces: readonly LocatedPiece[]): Stretch[] {
    const [piece, another] = pieces;
    if (piece === undefined || this.left <= 0) {
      return [];
    }
    const found = this.tried(pieces);
    if (found) {
      return found;
    }
    if (another) {
      const middle = pieces.length >> 1;
      return [...this.find(pieces.slice(0, middle)), ...this.find(pieces.slice(middle))];
    }
    return this.tried(withoutPunctuation(piece, this.markdown)) ?? [];
  }

  private tried(pieces: readonly LocatedPiece[]): Stretch[] | undefined {
    this.left -= 1;
    const text = textOf(this.render(marked(this.markdown, pieces)));
    return stretchesIn(text, pieces, this.shown);
  }
}

/** The text with the marks of all pieces; where one ends and another begins, the end comes first. */
function marked(markdown: string, pieces: readonly LocatedPiece[]): string {
  const marks = pieces.flatMap(({ offset, length }, index) => [
    { at: offset, isEnd: false, code: firstMark + 2 * index },
    { at: offset + length, isEnd: true, code: firstMark + 2 * index + 1 },
  ]);
  marks.sort((one, other) => one.at - other.at || Number(other.isEnd) - Number(one.isEnd));
  let text = '';
  let from = 0;
  for (const { at, code } of marks) {
    text += markdown.slice(from, at) + String.fromCodePoint(code);
    from = at;
  }
  return text + markdown.slice(from);
}

/** Where the marks of the pieces are; undefined where the text is not that which is shown but for them. */
function stretchesIn(
  text: string,
  pieces: readonly LocatedPiece[],
  shown: string,
): Stretch[] | undefined {
  const at = new Map<number, number>();
  let bare = '';
  for (const part of text.split(/([\u{f0000}-\u{f0fff}])/u)) {
    if (anyMark.test(part)) {
      at.set((part.codePointAt(0) ?? 0) - firstMark, bare.length);
    } else {
      bare += part;
    }
  }
  if (bare !== shown) {
    return undefined;
  }
  return pieces.flatMap(({ id }, index) => {
    const [start, end] = [at.get(2 * index), at.get(2 * index + 1)];
    return start !== undefined && end !== undefined && start < end ? [{ id, start, end }] : [];
  });
}

function insideLines({ id, offset, length }: LocatedPiece, markdown: string): LocatedPiece[] {
  const piece = markdown.slice(offset, offset + length);
  const text = piece.replace(lineBegin, '');
  return trimmed(id, offset + piece.length - text.length, text.trimEnd().length);
}

/** Without marks of emphasis and the like at its ends. */
function withoutPunctuation(
  { id, offset, length }: LocatedPiece,
  markdown: string,
): LocatedPiece[] {
  const piece = markdown.slice(offset, offset + length);
  const text = piece.replace(/^[^\p{L}\p{N}]+/u, '');
  const bare = text.replace(/[^\p{L}\p{N}]+$/u, '');
  return trimmed(id, offset + piece.length - text.length, bare.length);
}

function trimmed(id: string, offset: number, length: number): LocatedPiece[] {
  return length > 0 ? [{ id, offset, length }] : [];
}

function textOf(elements: readonly Element[]): string {
  return elements.map(({ textContent }) => textContent).join('');
}
