import { scanOne } from '../tags/scanner';
import { dialects, isLink, type Tag } from '../tags/tag';
import { isWrapper, type WrapperTag } from '../tags/wrappers';
import { dropInside, markLinked, type Bracketed, type Inline, type Opener } from './bracketed';
import { codeSpanAt, Marks } from './codeSpan';
import { unitAt } from './dialects';
import { attributeListAt } from './dialects/attributeList';
import { optional, type Embed } from './dialects/embed';
import { angleAt } from './inlineHtml';
import { targetBehind, type Definitions } from './resource';

const units =
  /\b(?:https?:\/\/|www\.)[^\s<]+|\\[!-/:-@[-`{-~]|&(?:#x?[\da-f]{1,7}|[a-z][a-z\d]{1,31});|\*{2,}|_{2,}|~{2,}/gi;
const special = /[\\`<![\]{]|:(?=::image\s)/g;

/** What of a text is one thing though no brackets are around it: URLs, escapes, entities and doubled marks. */
export function unbracketed(text: string): Inline['closed'] {
  return Array.from(text.matchAll(units), ({ index, 0: unit }) => ({
    kind: 'address',
    start: index,
    end: index + unit.length,
  }));
}

const plain: Inline = { images: [], links: [], tags: [], wrappers: [], embeds: [], closed: [] };

/** Reads the text of a paragraph; `definitions` gives the targets of labels. */
export function scanInline(
  text: string,
  definitions: Definitions,
  mdx: boolean,
  start = 0,
): Inline {
  special.lastIndex = start;
  return special.test(text) ? new InlineScanner(text, definitions, mdx, start).run() : plain;
}

class InlineScanner {
  private readonly images: Bracketed[] = [];
  private readonly links: Bracketed[] = [];
  private readonly tags: (Tag & { linkTarget?: string })[] = [];
  private readonly wrappers: WrapperTag[] = [];
  private readonly embeds: Embed[] = [];
  private readonly closed: Inline['closed'][number][] = [];
  private readonly openers: Opener[] = [];
  /** Openers of links below this height are in a link already: links hold no links. */
  private inactive = 0;
  private linkTags = 0;
  private readonly marks: Marks;

  constructor(
    private readonly text: string,
    private readonly definitions: Definitions,
    private readonly mdx: boolean,
    private position: number,
  ) {
    this.marks = new Marks(text);
  }

  run(): Inline {
    const { text } = this;
    for (;;) {
      special.lastIndex = this.position;
      const char = special.exec(text)?.[0];
      if (char === undefined) {
        break;
      }
      this.position = special.lastIndex - 1;
      this.read(char);
    }
    const { images, links, tags, wrappers, embeds, closed } = this;
    images.sort((one, other) => one.start - other.start);
    return { images, links, tags, wrappers, embeds, closed };
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
          this.unit();
        }
        break;
      case ':':
        this.unit();
        break;
      case '!':
        if (!this.mdx && text.startsWith('[[', position + 1) && this.unit()) {
          break;
        }
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

  /** Reads the markup of a dialect, or goes on behind its first character. */
  private unit(): boolean {
    const unit = this.mdx ? undefined : unitAt(this.text, this.position, this.marks);
    if (unit === undefined) {
      this.position += this.text[this.position] === '!' ? 0 : 1;
      return false;
    }
    if (unit.image !== undefined) {
      this.embeds.push({ ...unit.image, linked: unit.image.linked || this.linkTags > 0 });
    }
    this.shut('tag', unit.end);
    return true;
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
      const { tags } = scanOne(text.slice(0, found.end), position, dialects.html);
      this.tag(found.end, tags);
    } else {
      this.shut(found.kind, found.end);
    }
  }

  private element(): void {
    const { end, tags } = scanOne(this.text, this.position, dialects.mdx);
    this.tag(end, tags);
  }

  private tag(end: number, tags: readonly Tag[]): void {
    const source = this.text.slice(this.position, end);
    const name = /^<\/?([\w.-]*)/.exec(source)?.[1] ?? '';
    const { position } = this;
    if (isWrapper(name)) {
      const { attributes = [], selfClosing = false } = tags[0] ?? {};
      const open = !source.startsWith('</');
      if (!selfClosing) {
        this.wrappers.push({ name, open, attributes, start: position, end });
      }
    }
    const linked = this.linkTags > 0;
    this.tags.push(
      ...tags.map((tag) => ({
        ...tag,
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
    const { text, definitions } = this;
    const found = active ? targetBehind(text, opener.textStart, position, definitions) : undefined;
    if (found === undefined) {
      return;
    }
    const braces = opener.image && !this.mdx && text[found.end] === '{';
    const list = braces ? attributeListAt(text, found.end) : undefined;
    const end = list?.end ?? found.end;
    const bracketed: Bracketed = {
      start: opener.start,
      end,
      list,
      text: { start: opener.textStart, end: position },
      target: found.target,
      ...optional('title', found.title),
      byItself: found.byItself,
      linked: this.linkTags > 0,
    };
    if (opener.image) {
      dropInside([this.images, this.embeds, this.tags, this.wrappers], opener.start);
      this.images.push(bracketed);
    } else {
      this.links.push(bracketed);
      this.inactive = this.openers.length;
      markLinked([this.images, this.tags, this.embeds], bracketed);
    }
    if (end > position + 1) {
      this.closed.push({ kind: 'address', start: position, end });
    }
    this.position = end;
  }
}
