import { decodeHTML } from 'entities/decode';
import { frontMatterOf } from '../frontMatter';
import { lastBefore, marks, unmarked, within, type Block, type Outline } from '../outline';
import type { Range } from '../reference';
import { isBlock, isUnread, showsImage } from './elements';
import { tagEvents, type TagEvent } from './events';
import { isVoid } from './html';
import { isLink, type Tag, type TagDialect } from './tag';

/** A piece of the text of a block as written, or one of `marks`. */
interface Piece extends Range {
  readonly text: string;
  readonly isMark: boolean;
}

interface OpenElement {
  readonly name: string;
  nested: number;
}

/** The outline of a document in a language with tags. */
export function tagOutline(text: string, dialect: TagDialect): Outline {
  const { end, title, language } = frontMatterOf(text);
  const content = text.slice(end);
  const builder = new TagBlocks();
  builder.read(content, tagEvents(content, { ...dialect, frontMatter: false }), (at) => at + end);
  return { blocks: builder.end(text.length), title, language };
}

/** Makes blocks of tags and the text between them. */
export class TagBlocks {
  private readonly blocks: Block[] = [];
  private pieces: Piece[] = [];
  /** What text is at this place. */
  kind: Block['kind'] = 'text';
  level: number | undefined;
  private start = 0;
  private unread: OpenElement | undefined;
  private readonly languages: (OpenElement & { readonly tag: string })[] = [];
  private readonly figures: { start: number; captions: number[] }[] = [];

  /** As the elements around this place say it. */
  get language(): string | undefined {
    return this.languages.at(-1)?.tag;
  }

  /** Takes a block that was made elsewhere. */
  add(block: Block): void {
    this.flush(block.range.start);
    this.push(block);
    this.start = block.range.end;
  }

  /** Takes the tags and texts of a piece of the document; `offset` tells where it is in the whole. */
  read(text: string, events: readonly TagEvent[], offset: (inText: number) => number): void {
    for (const event of events) {
      const [start, end] = [offset(event.start), offset(event.end)];
      if (event.kind === 'open') {
        this.open(event.tag, start, end);
      } else if (event.kind === 'close') {
        this.close(event.name, start, end);
      } else if (this.unread === undefined) {
        const read = event.kind === 'text' || this.kind === 'title';
        const source = read ? text.slice(event.start, event.end) : ' ';
        this.pieces.push({ start, end, text: source, isMark: false });
      }
    }
  }

  /** Ends the block that is open. */
  flush(end: number): void {
    const { pieces, start } = this;
    if (pieces.some(({ text, isMark }) => isMark || /\S/.test(text))) {
      const range = { start, end };
      this.push({
        kind: this.kind,
        level: this.level,
        language: this.language,
        range,
        text: (near, reach) => textOf(pieces, range, near, reach),
      });
    }
    this.pieces = [];
    this.start = end;
  }

  end(length: number): readonly Block[] {
    this.flush(length);
    while (this.figures.length > 0) {
      this.closeFigure(length);
    }
    return this.blocks;
  }

  private push(block: Block): void {
    if (block.kind === 'caption') {
      this.figures.at(-1)?.captions.push(this.blocks.length);
    }
    this.blocks.push(block);
  }

  private open({ name, attributes, selfClosing }: Tag, start: number, end: number): void {
    // `<link>` is empty, a `<Link>` is not.
    const hollow = selfClosing || (isVoid(name) && !isLink(name));
    if (this.unread !== undefined) {
      this.unread.nested += !hollow && this.unread.name === name ? 1 : 0;
      return;
    }
    const element = name.toLowerCase();
    if (isBlock(element)) {
      this.flush(start);
      this.start = end;
    }
    if (showsImage(element)) {
      this.mark(marks.image, start, end);
    } else if (element === 'br') {
      this.pieces.push({ start, end, text: ' ', isMark: false });
    }
    if (hollow) {
      return;
    }
    const language = languageOf(attributes);
    const around = this.languages.at(-1);
    if (language !== undefined) {
      this.languages.push({ name, nested: 0, tag: language });
    } else if (around?.name === name) {
      around.nested++;
    }
    if (isUnread(element)) {
      this.unread = { name, nested: 0 };
    } else if (isLink(name)) {
      this.mark(marks.link, start, end);
    }
    this.enter(element, start);
  }

  private mark(text: string, start: number, end: number): void {
    this.pieces.push({ start, end, text, isMark: true });
  }

  private enter(name: string, start: number): void {
    if (/^h[1-6]$/.test(name)) {
      [this.kind, this.level] = ['heading', Number(name.charAt(1))];
    } else if (name === 'figcaption' || name === 'title') {
      [this.kind, this.level] = [name === 'title' ? 'title' : 'caption', undefined];
    } else if (name === 'figure') {
      this.figures.push({ start, captions: [] });
    }
  }

  private close(name: string, start: number, end: number): void {
    if (this.unread !== undefined) {
      if (this.unread.name !== name || this.unread.nested-- > 0) {
        return;
      }
      this.unread = undefined;
    }
    if (isLink(name)) {
      this.mark(marks.linkEnd, start, end);
    }
    const element = name.toLowerCase();
    if (isBlock(element)) {
      this.flush(start);
      this.start = end;
    }
    const around = this.languages.at(-1);
    if (around?.name === name && around.nested-- === 0) {
      this.languages.pop();
    }
    if (/^(?:h[1-6]|figcaption|title)$/.test(element)) {
      [this.kind, this.level] = ['text', undefined];
    } else if (element === 'figure') {
      this.closeFigure(end);
    }
  }

  private closeFigure(end: number): void {
    const figure = this.figures.pop();
    for (const index of figure?.captions ?? []) {
      const caption = this.blocks[index];
      if (caption !== undefined && figure !== undefined) {
        this.blocks[index] = { ...caption, of: { start: figure.start, end } };
      }
    }
  }
}

function languageOf(attributes: Tag['attributes']): string | undefined {
  return attributes.find(({ name, quote }) => /^(?:xml:)?lang$/i.test(name) && quote !== '{')
    ?.value;
}

function textOf(pieces: readonly Piece[], range: Range, near: Range, reach?: number): string {
  const { start, end } = within(range, near, reach);
  const parts: string[] = [];
  let here = near.start < range.start || near.start >= range.end;
  for (let index = Math.max(0, lastBefore(pieces, start)); index < pieces.length; index++) {
    const piece = pieces[index];
    if (piece === undefined || piece.start >= end) {
      break;
    }
    if (!here && piece.start >= near.start) {
      parts.push(marks.here);
      here = true;
    }
    if (piece.start >= near.start && piece.end <= near.end) {
      continue;
    }
    parts.push(piece.isMark ? piece.text : decoded(piece, start, end));
  }
  return parts.join('') + (here ? '' : marks.here);
}

function decoded({ start, text }: Piece, from: number, to: number): string {
  const source = text.slice(Math.max(0, from - start), Math.max(0, to - start));
  return unmarked(decodeHTML(source));
}
