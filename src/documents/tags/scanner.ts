import type { Range } from '../reference';
import { tokenAt, type TokenKind } from './codeScanner';
import { isLink, type Attribute, type Tag, type TagDialect, type TagPlace } from './tag';

/** Elements of HTML without content and end tag. */
const voids = /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)$/i;
/** Elements of HTML whose content is text up to their end tag. */
const raw = /^(?:script|style|textarea|title|xmp|iframe|noembed|noframes)$/i;
/** Deeper elements are not kept in mind, so that hostile text costs no more than its length. */
const deepest = 500;
const nameStart = /[\p{L}_$]/u;
const tagName = /[\p{L}\p{N}_$.:-]*/uy;
const attributeName = /[^\s"'<>/={}]+/y;
const space = /\s*/y;

interface Markup {
  readonly kind: 'markup';
  /** The elements that are open; those of markup in code end with the first of them. */
  readonly open: string[];
  readonly inCode: boolean;
}
interface Code {
  readonly kind: 'code';
  depth: number;
  previous: TokenKind;
}
interface Template {
  readonly kind: 'template';
}
interface OpenTag {
  readonly kind: 'tag';
  readonly start: number;
  readonly name: string;
  readonly attributes: Attribute[];
  /** The attribute whose value in braces is being read. */
  pending?: { name: string; start: number; valueStart: number };
}
type Frame = Markup | Code | Template | OpenTag;

/** The start tags of a text, and what its place `at` is. */
export interface Scan {
  readonly tags: readonly Tag[];
  readonly place: TagPlace;
}

/**
 * Reads a text with tags once from front to back. It takes any text: what is no markup is text, what
 * is not closed goes on to the end.
 */
export function scanTags(text: string, dialect: TagDialect, at = -1): Scan {
  return new Scanner(text, dialect, at).run();
}

/** The tag or the expression in braces that begins at `start`: where it ends, and the tags in it. */
export function scanOne(
  text: string,
  start: number,
  dialect: TagDialect,
): { readonly tags: readonly Tag[]; readonly end: number } {
  return new Scanner(text, { ...dialect, frontMatter: false, startsAsCode: false }, -1).one(start);
}

class Scanner {
  private readonly tags: Tag[] = [];
  private readonly frames: Frame[];
  private position = 0;
  private links = 0;
  private place: TagPlace | undefined;

  constructor(
    private readonly text: string,
    private readonly dialect: TagDialect,
    private readonly at: number,
  ) {
    this.frames = [
      dialect.startsAsCode
        ? { kind: 'code', depth: 0, previous: 'operator' }
        : { kind: 'markup', open: [], inCode: false },
    ];
  }

  run(): Scan {
    if (this.dialect.frontMatter) {
      this.frontMatter();
    }
    for (let frame = this.top(); frame !== undefined; frame = this.top()) {
      if (this.position >= this.text.length) {
        this.note(this.position, this.placeIn(frame));
        break;
      }
      this.step(frame);
    }
    return { tags: this.tags, place: this.place ?? { kind: 'text', elements: [] } };
  }

  one(start: number): { tags: readonly Tag[]; end: number } {
    this.position = start;
    do {
      this.step(this.top());
    } while (this.frames.length > 1 && this.position < this.text.length);
    return { tags: this.tags, end: this.position };
  }

  private step(frame: Frame | undefined): void {
    switch (frame?.kind) {
      case 'markup':
        this.markup(frame);
        break;
      case 'code':
        this.code(frame);
        break;
      case 'template':
        this.template();
        break;
      case 'tag':
        this.tag(frame);
    }
  }

  private top(): Frame | undefined {
    return this.frames.at(-1);
  }

  /** Moves on; the place looked for, where it lies before or at `end`, is of the kind given. */
  private to(end: number, kind: TagPlace['kind'], elements: readonly string[] = []): void {
    if (this.at >= this.position && this.at < end) {
      this.note(this.at, { kind, elements });
    }
    this.position = end;
  }

  private note(upTo: number, place: TagPlace): void {
    if (this.place === undefined && this.at >= 0 && this.at <= upTo) {
      this.place = { kind: place.kind, elements: [...place.elements] };
    }
  }

  private placeIn(frame: Frame): TagPlace {
    switch (frame.kind) {
      case 'markup':
        return { kind: 'text', elements: frame.open };
      case 'code':
        return { kind: this.isExpressionAt(frame) ? 'expression' : 'code', elements: [] };
      case 'template':
        return { kind: 'code', elements: [] };
      case 'tag':
        return { kind: 'tag', elements: [] };
    }
  }

  private isExpressionAt({ previous }: Code): boolean {
    space.lastIndex = this.position;
    space.test(this.text);
    const next = this.text.charAt(space.lastIndex);
    return this.dialect.markupInCode && previous === 'operator' && /^[)\]},;:]?$/.test(next);
  }

  private frontMatter(): void {
    const match = /^\s*---[ \t]*\r?\n/.exec(this.text);
    if (match !== null) {
      const close = /\r?\n---[ \t]*(?:\r?\n|$)/g;
      close.lastIndex = match[0].length - 1;
      this.to(close.test(this.text) ? close.lastIndex : this.text.length, 'frontMatter');
    }
  }

  private markup(frame: Markup): void {
    const { text, position } = this;
    const char = text.charAt(position);
    const braces = this.dialect.braces;
    if (this.at === position) {
      this.note(position, this.placeIn(frame));
    }
    if (char === '<') {
      this.angle(frame);
    } else if (char === '{' && braces === 'code') {
      this.to(position + 1, 'code');
      // Svelte's {/if} is no regular expression.
      const block = !this.dialect.markupInCode && text.charAt(position + 1) === '/';
      this.frames.push({ kind: 'code', depth: 0, previous: block ? 'value' : 'operator' });
    } else if (braces === 'mustache' && text.startsWith('{{', position)) {
      const close = text.indexOf('}}', position);
      this.to(close === -1 ? text.length : close + 2, 'code');
    } else {
      const special = braces === 'text' ? /[<]/g : /[<{]/g;
      special.lastIndex = position + 1;
      const end = special.test(text) ? special.lastIndex - 1 : text.length;
      this.to(end, 'text', frame.open);
    }
  }

  private angle(frame: Markup): void {
    const { text, position } = this;
    if (this.dialect.html && text.startsWith('<!--', position)) {
      const close = text.indexOf('-->', position + 2);
      this.to(close === -1 ? text.length : close + 3, 'comment');
    } else if (/[!?]/.test(text.charAt(position + 1))) {
      this.to(this.after('>', position), 'tag');
    } else if (text.startsWith('</', position)) {
      this.endTag(frame);
    } else if (text.startsWith('<>', position) && !this.dialect.html) {
      this.to(position + 2, 'tag');
      frame.open.push('');
    } else if (nameStart.test(text.charAt(position + 1))) {
      tagName.lastIndex = position + 1;
      const name = tagName.exec(text)?.[0] ?? '';
      this.to(position + 1 + name.length, 'tag');
      this.frames.push({ kind: 'tag', start: position, name, attributes: [] });
    } else {
      this.to(position + 1, 'text', frame.open);
    }
  }

  private after(mark: string, from: number): number {
    const index = this.text.indexOf(mark, from);
    return index === -1 ? this.text.length : index + mark.length;
  }

  private endTag(frame: Markup): void {
    tagName.lastIndex = this.position + 2;
    const name = tagName.exec(this.text)?.[0] ?? '';
    this.to(this.after('>', this.position), 'tag');
    const depth = frame.open.lastIndexOf(name);
    if (depth !== -1) {
      for (const closed of frame.open.splice(depth)) {
        this.links -= isLink(closed) ? 1 : 0;
      }
    }
    this.endOfMarkupInCode(frame);
  }

  private endOfMarkupInCode(frame: Markup): void {
    if (frame.inCode && frame.open.length === 0) {
      this.frames.pop();
      const code = this.top();
      if (code?.kind === 'code') {
        code.previous = 'value';
      }
    }
  }

  /** Reads what comes next in a start tag: an attribute, an expression or its end. */
  private tag(tag: OpenTag): void {
    const { text } = this;
    if (tag.pending !== undefined) {
      this.endOfValue(tag, tag.pending);
    }
    space.lastIndex = this.position;
    space.test(text);
    this.to(space.lastIndex, 'tag');
    const { position } = this;
    const char = text.charAt(position);
    if (char === '>' || text.startsWith('/>', position)) {
      this.startTag(tag, char === '/');
    } else if (char === '{' && this.dialect.braces === 'code') {
      this.to(position + 1, 'tag');
      this.frames.push({ kind: 'code', depth: 0, previous: 'operator' });
    } else if (char !== '') {
      this.attribute(tag);
    }
  }

  private attribute(tag: OpenTag): void {
    const { text, position: start } = this;
    attributeName.lastIndex = start;
    const name = attributeName.exec(text)?.[0];
    if (name === undefined) {
      this.to(start + 1, 'tag');
      return;
    }
    space.lastIndex = start + name.length;
    space.test(text);
    if (text.charAt(space.lastIndex) !== '=') {
      this.to(start + name.length, 'tag');
      tag.attributes.push({
        name,
        start,
        end: this.position,
        value: undefined,
        valueRange: undefined,
        quote: '',
      });
      return;
    }
    space.lastIndex++;
    space.test(text);
    this.to(space.lastIndex, 'tag');
    this.value(tag, name, start);
  }

  private value(tag: OpenTag, name: string, start: number): void {
    const { text, position } = this;
    const quote = text.charAt(position);
    if (quote === '{' && this.dialect.braces === 'code') {
      tag.pending = { name, start, valueStart: position + 1 };
      this.to(position + 1, 'tag');
      this.frames.push({ kind: 'code', depth: 0, previous: 'operator' });
      return;
    }
    const quoted = quote === '"' || quote === "'";
    let valueRange: Range;
    if (quoted) {
      const close = text.indexOf(quote, position + 1);
      valueRange = { start: position + 1, end: close === -1 ? text.length : close };
    } else {
      const end = /[\s>]/g;
      end.lastIndex = position;
      valueRange = { start: position, end: end.test(text) ? end.lastIndex - 1 : text.length };
    }
    this.to(Math.min(text.length, valueRange.end + (quoted ? 1 : 0)), 'tag');
    tag.attributes.push({
      name,
      start,
      end: this.position,
      value: text.slice(valueRange.start, valueRange.end),
      valueRange,
      quote: quoted ? quote : '',
    });
  }

  private endOfValue(
    tag: OpenTag,
    { name, start, valueStart }: NonNullable<OpenTag['pending']>,
  ): void {
    const valueRange = { start: valueStart, end: this.position - 1 };
    tag.attributes.push({
      name,
      start,
      end: this.position,
      value: this.text.slice(valueRange.start, valueRange.end),
      valueRange,
      quote: '{',
    });
    delete tag.pending;
  }

  private startTag({ name, start, attributes }: OpenTag, selfClosing: boolean): void {
    const { text, dialect } = this;
    this.to(this.position + (selfClosing ? 2 : 1), 'tag');
    this.frames.pop();
    this.tags.push({
      name,
      start,
      end: this.position,
      attributes,
      selfClosing,
      linked: this.links > 0,
    });
    const frame = this.top();
    if (frame?.kind !== 'markup') {
      return;
    }
    if (dialect.html && raw.test(name) && !selfClosing) {
      const close = new RegExp(`</${name}(?=[\\s/>])`, 'gi');
      close.lastIndex = this.position;
      const end = close.test(text) ? close.lastIndex - name.length - 2 : text.length;
      if (this.at >= this.position) {
        this.note(end, { kind: 'code', elements: [] });
      }
      this.to(end, 'code');
      this.to(this.after('>', end), 'tag');
    } else if (!selfClosing && !(dialect.html && voids.test(name)) && frame.open.length < deepest) {
      frame.open.push(name);
      this.links += isLink(name) ? 1 : 0;
    }
    this.endOfMarkupInCode(frame);
  }

  private code(frame: Code): void {
    const { text } = this;
    space.lastIndex = this.position;
    space.test(text);
    const next = space.lastIndex;
    if (this.at >= this.position && this.at <= next) {
      this.position = this.at;
      this.note(this.at, this.placeIn(frame));
    }
    this.position = next;
    if (next >= text.length) {
      return;
    }
    if (frame.previous === 'operator' && this.dialect.markupInCode && this.startsMarkup(next)) {
      const markup: Markup = { kind: 'markup', open: [], inCode: true };
      this.frames.push(markup);
      this.angle(markup);
      return;
    }
    const token = tokenAt(text, next, frame.previous);
    if (token.kind === 'close' && frame.depth === 0 && this.frames.length > 1) {
      this.position = token.end;
      this.frames.pop();
      return;
    }
    this.to(token.end, token.kind === 'comment' ? 'comment' : 'code');
    switch (token.kind) {
      case 'open':
        frame.depth++;
        frame.previous = 'operator';
        break;
      case 'close':
        frame.depth = Math.max(0, frame.depth - 1);
        frame.previous = 'value';
        break;
      case 'template':
        frame.previous = 'value';
        this.frames.push({ kind: 'template' });
        break;
      case 'value':
      case 'operator':
        frame.previous = token.kind;
    }
  }

  /** Whether a `<` where an expression may begin opens an element, and not type parameters. */
  private startsMarkup(start: number): boolean {
    const head = this.text.slice(start, start + 80);
    return (
      /^<(?:>|[\p{L}_$])/u.test(head) &&
      !/^<\w+(?:,| extends\b)|^<(?:[A-Z]\d?|T[A-Z]\w*)>\(/.test(head)
    );
  }

  private template(): void {
    const { text } = this;
    const stop = /\\|`|\$\{/g;
    stop.lastIndex = this.position;
    const found = stop.exec(text)?.[0];
    this.to(found === undefined ? text.length : stop.lastIndex, 'code');
    if (found === '\\') {
      this.position++;
    } else if (found === '`') {
      this.frames.pop();
    } else if (found !== undefined) {
      this.frames.push({ kind: 'code', depth: 0, previous: 'operator' });
    }
  }
}
