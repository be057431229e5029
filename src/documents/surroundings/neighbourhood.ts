import { lastBefore, marks, type Block, type Outline } from '../outline';
import type { Range } from '../reference';
import { longestSample } from './naturalLanguage';
import { plain } from './sentences';

/** Where an image is among the blocks of its document. */
export interface Place {
  readonly range: Range;
  /** Of its own block, or else of the one before it. */
  readonly index: number;
  readonly own: boolean;
  readonly kind: Block['kind'] | undefined;
  readonly language: string | undefined;
  /** The text of its own block before and after it. */
  readonly before: string;
  readonly after: string;
}

/** A block next to an image. */
export interface Beside {
  readonly kind: Block['kind'];
  readonly text: string;
}

/** So many blocks are looked at on either side of an image. */
const mostBlocks = 10;

/** The blocks of a document as seen from its images. */
export class Neighbourhood {
  readonly title: string | undefined;
  readonly language: string | undefined;
  private readonly hasCaptions: boolean;
  private readonly blocks: readonly Block[];
  private readonly ranges: readonly Range[];
  /** For each block the heading above it, and for each heading the one of the next higher level. */
  private readonly above: number[] = [];
  private readonly titleIndex: number;
  /** What was read of blocks from their beginnings and from their ends. */
  private readonly read = { before: new Map<number, string>(), after: new Map<number, string>() };
  private readonly place: (range: Range) => Range;

  constructor({ blocks, title, language, shownAt }: Outline) {
    this.blocks = blocks;
    this.ranges = blocks.map(({ range }) => range);
    this.language = language ?? blocks.find((block) => block.language !== undefined)?.language;
    this.hasCaptions = blocks.some(({ kind }) => kind === 'caption');
    this.place = shownAt ?? ((range) => range);
    const open: { index: number; level: number }[] = [];
    blocks.forEach(({ kind, level = 1 }, index) => {
      while (kind === 'heading' && (open.at(-1)?.level ?? 0) >= level) {
        open.pop();
      }
      this.above.push(open.at(-1)?.index ?? -1);
      if (kind === 'heading') {
        open.push({ index, level });
      }
    });
    const top = this.topHeading();
    const head = blocks.find(({ kind }) => kind === 'title');
    this.titleIndex = title === undefined ? top : -1;
    this.title = title ?? [this.textOf(blocks[top]), this.textOf(head)].find((text) => text !== '');
  }

  /** The first heading of level 1 that has text; the last ones of very many are not looked at. */
  private topHeading(): number {
    let seen = 0;
    return this.blocks.findIndex(
      (block) =>
        block.kind === 'heading' && block.level === 1 && seen++ < 50 && this.textOf(block) !== '',
    );
  }

  /** `reach` limits how much of its own block is read, in characters of source on either side. */
  at(reference: Range, reach?: number): Place {
    const range = this.place(reference);
    const index = lastBefore(this.ranges, range.start);
    const block = this.blocks[index];
    const own =
      block !== undefined && range.start < Math.max(block.range.end, block.range.start + 1);
    const [before = '', after = ''] = own ? block.text(range, reach).split(marks.here) : [];
    const near = own ? block : (this.blocks[index + 1] ?? block);
    return {
      range,
      index,
      own,
      kind: own ? block.kind : undefined,
      language: near?.language,
      before,
      after,
    };
  }

  /** The headings of the sections around a place, the outermost first, without the document's title. */
  headingsAbove({ index, own, kind }: Place): string[] {
    const isOwn = own && kind === 'heading';
    const previous = this.blocks[index]?.kind === 'heading' ? index : this.above[index];
    const path: string[] = [];
    for (let next = isOwn ? index : (previous ?? -1); next !== -1; next = this.above[next] ?? -1) {
      const text = this.textOf(this.blocks[next]);
      if (next !== this.titleIndex && text !== '' && text !== this.title) {
        path.unshift(text);
      }
    }
    return path;
  }

  /** The caption that belongs to what is at a place. */
  captionAt(reference: Range): string | undefined {
    if (!this.hasCaptions) {
      return undefined;
    }
    const range = this.place(reference);
    const index = lastBefore(this.ranges, range.start);
    const near = this.blocks.slice(Math.max(0, index - mostBlocks), index + mostBlocks);
    const caption = near.find(
      ({ kind, of }) =>
        kind === 'caption' && of !== undefined && of.start <= range.start && of.end >= range.end,
    );
    return caption === undefined ? undefined : this.textOf(caption);
  }

  /**
   * The running text before or after a place in its section, by blocks in their order, as far as so
   * many characters take.
   */
  textsBeside(place: Place, side: 'before' | 'after', most: number): string[] {
    const texts = place.kind === 'text' ? [place[side]] : [];
    const add = (text: string) => (side === 'before' ? texts.unshift(text) : texts.push(text));
    let length = plain(texts[0] ?? '').length;
    if (side === 'before' && place.own && place.kind === 'heading') {
      return [];
    }
    for (const { kind, text } of this.beside(place, side)) {
      if (kind === 'heading' || length > most) {
        break;
      }
      if (kind === 'text') {
        add(text);
        length += plain(text).length;
      }
    }
    return texts;
  }

  /** Text from around a place, whatever it is, to tell its language by. */
  sampleAt(place: Place): string {
    let sample = [this.title ?? '', place.before, place.after].map(plain).join(' ');
    for (const side of ['before', 'after'] as const) {
      for (const { text } of this.beside(place, side)) {
        if (sample.length >= longestSample) {
          return sample;
        }
        sample += ` ${plain(text)}`;
      }
    }
    return sample;
  }

  /** The kinds and texts of the blocks next to a place, the nearest first. */
  *beside({ index, own }: Place, side: 'before' | 'after'): Generator<Beside> {
    const step = side === 'before' ? -1 : 1;
    let at = side === 'before' && own ? index - 1 : side === 'before' ? index : index + 1;
    for (let count = 0; count < mostBlocks; count++, at += step) {
      const block = this.blocks[at];
      if (block !== undefined) {
        yield { kind: block.kind, text: this.textFrom(side, block, at) };
      }
    }
  }

  private textFrom(side: 'before' | 'after', block: Block, index: number): string {
    const known = this.read[side].get(index);
    if (known !== undefined) {
      return known;
    }
    const { start, end } = block.range;
    const edge = side === 'before' ? end + 1 : start - 1;
    const text = block.text({ start: edge, end: edge });
    this.read[side].set(index, text);
    return text;
  }

  private textOf(block: Block | undefined): string {
    const text = block?.text({ start: block.range.start, end: block.range.start }) ?? '';
    return plain(text);
  }
}

/** The other words in the link around a place, by blocks where it holds several. */
export function linkTextAt(neighbourhood: Neighbourhood, place: Place): string | undefined {
  const texts = function* (side: 'before' | 'after') {
    yield place[side];
    for (const { text } of neighbourhood.beside(place, side)) {
      yield text;
    }
  };
  const before = upTo(texts('before'), (text) => {
    const [open, end] = [text.lastIndexOf(marks.link), text.lastIndexOf(marks.linkEnd)];
    return open > end ? text.slice(open) : end === -1 ? undefined : null;
  });
  const after =
    before &&
    upTo(texts('after'), (text) => {
      const [open, end] = [text.indexOf(marks.link), text.indexOf(marks.linkEnd)];
      return end !== -1 && (open === -1 || end < open)
        ? text.slice(0, end)
        : open === -1
          ? undefined
          : null;
    });
  return before && after ? [...before.toReversed(), ...after].join(' ') : undefined;
}

/** Texts up to the one that holds the end looked for; `null` stands for another end, which is none. */
function upTo(
  texts: Iterable<string>,
  cut: (text: string) => string | null | undefined,
): string[] | undefined {
  const taken: string[] = [];
  for (const text of texts) {
    const last = cut(text);
    if (last === null) {
      return undefined;
    }
    taken.push(last ?? text);
    if (last !== undefined) {
      return taken;
    }
  }
  return undefined;
}
