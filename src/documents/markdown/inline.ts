import { scanOne } from '../tags/scanner';
import { dialects, isLink, movedTag, type Tag } from '../tags/tag';
import type { Range } from '../reference';
import { codeSpanAt, Marks } from './codeSpan';
import { angleAt } from './inlineHtml';
import { resourceAt, labelAt, normalLabel } from './resource';

/** A link or image; `text` is what stands between its brackets. */
export interface Bracketed extends Range {
  readonly text: Range;
  readonly target: string;
  /** `[text]` or `[text][]`, where the text is the label as well. */
  readonly byItself: boolean;
  linked: boolean;
}

/** What stands in a paragraph, a heading or a cell; all offsets are of its text. */
export interface Inline {
  readonly images: readonly Bracketed[];
  readonly links: readonly Bracketed[];
  readonly tags: readonly Tag[];
  /** Where no other markup can be put in: code, tags, and addresses of links. */
  readonly closed: readonly (Range & { readonly kind: 'code' | 'tag' | 'address' | 'comment' })[];
}

interface Opener {
  readonly image: boolean;
  readonly start: number;
  readonly textStart: number;
}

/** What is one thing though no brackets are around it: URLs, escapes, entities and doubled marks. */
const units =
  /\b(?:https?:\/\/|www\.)[^\s<]+|\\[!-/:-@[-`{-~]|&(?:#x?[\da-f]{1,7}|[a-z][a-z\d]{1,31});|\*{2,}|_{2,}|~{2,}/gi;
const special = /[\\`<![\]{]/g;

/** Reads the text of a paragraph; `definitions` gives the targets of labels. */
export function scanInline(
  text: string,
  definitions: ReadonlyMap<string, string>,
  mdx: boolean,
  start = 0,
): Inline {
  return new InlineScanner(text, definitions, mdx, start).run();
}

class InlineScanner {
  private readonly images: Bracketed[] = [];
  private readonly links: Bracketed[] = [];
  private readonly tags: Tag[] = [];
  private readonly closed: Inline['closed'][number][] = [];
  private readonly openers: Opener[] = [];
  /** Openers of links below this height are in a link already: links hold no links. */
  private inactive = 0;
  private linkTags = 0;
  private readonly marks: Marks;

  constructor(
    private readonly text: string,
    private readonly definitions: ReadonlyMap<string, string>,
    private readonly mdx: boolean,
    private position: number,
  ) {
    this.marks = new Marks(text);
  }

  run(): Inline {
    const { text } = this;
    for (const { index, 0: unit } of text.matchAll(units)) {
      this.closed.push({ kind: 'address', start: index, end: index + unit.length });
    }
    for (;;) {
      special.lastIndex = this.position;
      const char = special.exec(text)?.[0];
      if (char === undefined) {
        break;
      }
      this.position = special.lastIndex - 1;
      this.read(char);
    }
    const { images, links, tags, closed } = this;
    return { images: images.sort((one, other) => one.start - other.start), links, tags, closed };
  }

  private read(char: string): void {
    const { text, position } = this;
    switch (char) {
      case '\\':
        this.position += 2;
        break;
      case '`':
        this.codeSpan();
        break;
      case '<':
        this.angle();
        break;
      case '{':
        if (this.mdx) {
          this.expression();
        } else {
          this.position++;
        }
        break;
      case '!':
        if (text[position + 1] === '[') {
          this.openers.push({ image: true, start: position, textStart: position + 2 });
          this.position++;
        }
        this.position++;
        break;
      case '[':
        this.openers.push({ image: false, start: position, textStart: position + 1 });
        this.position++;
        break;
      default:
        this.close();
    }
  }

  private codeSpan(): void {
    const { text, position } = this;
    const { end, closed } = codeSpanAt(text, position, this.marks);
    if (closed) {
      this.shut('code', end);
    } else {
      this.position = end;
    }
  }

  private shut(kind: Inline['closed'][number]['kind'], end: number): void {
    this.closed.push({ kind, start: this.position, end });
    this.position = end;
  }

  private angle(): void {
    const { text, position } = this;
    if (this.mdx) {
      if (/[\p{L}_$/>]/u.test(text.charAt(position + 1))) {
        this.element();
      } else {
        this.position++;
      }
      return;
    }
    const found = angleAt(text, position, (mark, from) => this.marks.find(mark, from));
    if (found === undefined) {
      this.position++;
    } else if (found.kind === 'tag') {
      this.tag(found.end);
    } else {
      this.shut(found.kind, found.end);
    }
  }

  private element(): void {
    const { end } = scanOne(this.text, this.position, dialects.mdx);
    this.tag(end);
  }

  private tag(end: number): void {
    const source = this.text.slice(this.position, end);
    const name = /^<\/?([\w.-]*)/.exec(source)?.[1] ?? '';
    const { tags } = scanOne(source, 0, this.mdx ? dialects.mdx : dialects.html);
    const { position } = this;
    const linked = this.linkTags > 0;
    this.tags.push(
      ...tags.map((tag) => ({
        ...movedTag(tag, (offset) => offset + position),
        linked: linked || tag.linked,
      })),
    );
    if (isLink(name)) {
      this.linkTags = Math.max(0, this.linkTags + (source.startsWith('</') ? -1 : 1));
    }
    this.shut('tag', end);
  }

  private expression(): void {
    const { tags, end } = scanOne(this.text, this.position, dialects.mdx);
    this.tags.push(...tags);
    this.shut('code', end);
  }

  private close(): void {
    const { position } = this;
    const opener = this.openers.pop();
    this.position++;
    if (opener === undefined) {
      return;
    }
    const active = opener.image || this.openers.length >= this.inactive;
    this.inactive = Math.min(this.inactive, this.openers.length);
    const found = active ? this.targetOf(opener) : undefined;
    if (found === undefined) {
      return;
    }
    const bracketed: Bracketed = {
      start: opener.start,
      end: found.end,
      text: { start: opener.textStart, end: position },
      target: found.target,
      byItself: found.byItself,
      linked: this.linkTags > 0,
    };
    if (opener.image) {
      while ((this.images.at(-1)?.start ?? -1) > opener.start) {
        this.images.pop();
      }
      this.images.push(bracketed);
    } else {
      this.links.push(bracketed);
      this.inactive = this.openers.length;
      this.linkInside(opener.start);
    }
    if (found.end > position + 1) {
      this.closed.push({ kind: 'address', start: position, end: found.end });
    }
    this.position = found.end;
  }

  private linkInside(start: number): void {
    for (const list of [this.images, this.tags] as { start: number; linked: boolean }[][]) {
      for (let index = list.length - 1; index >= 0; index--) {
        const item = list[index];
        if (item === undefined || item.start < start) {
          break;
        }
        item.linked = true;
      }
    }
  }

  /** The target of the brackets that close at the position, by address or by label. */
  private targetOf(opener: Opener): { target: string; end: number; byItself: boolean } | undefined {
    const { text, definitions } = this;
    const after = this.position;
    const resource = text[after] === '(' ? resourceAt(text, after) : undefined;
    if (resource !== undefined) {
      return { ...resource, byItself: false };
    }
    const label = text[after] === '[' ? labelAt(text, after) : undefined;
    const own = text.slice(opener.textStart, Math.min(after - 1, opener.textStart + 1000));
    const named = label === undefined || label.text === '' ? own : label.text;
    const target = definitions.get(normalLabel(named));
    return target === undefined
      ? undefined
      : { target, end: label?.end ?? after, byItself: label === undefined || label.text === '' };
  }
}
