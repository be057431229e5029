import { attributeAt, nameOfCode } from './attributes';
import { CodeCursor } from './codeCursor';
import { placeIn, type Frame, type Markup, type OpenTag } from './frames';
import { frontMatterEnd, hasRawText, isVoid, rawTextEnd } from './html';
import { isLink, type Tag, type TagDialect, type TagPlace } from './tag';
import { isWrapper, type WrapperTag } from './wrappers';

/** Deeper elements are not kept in mind, so that hostile text costs no more than its length. */
const deepest = 500;
// A regular expression takes time to make, so none is made for each tag.
const angle = /</g;
const angleOrBrace = /[<{]/g;
const declaration = /[!?]/;
const nameStart = /[\p{L}_$]/u;
const tagName = /[\p{L}\p{N}_$.:-]*/uy;

/** The start tags of a text, the tags around images, and what its place `at` is. */
export interface Scan {
  readonly tags: readonly Tag[];
  readonly wrappers: readonly WrapperTag[];
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

/** `scanTags` as a class, for what is to be known of a text besides its tags. */
export class Scanner extends CodeCursor {
  private readonly tags: Tag[] = [];
  private readonly wrappers: WrapperTag[] = [];
  private links = 0;

  run(): Scan {
    if (this.dialect.frontMatter) {
      this.to(frontMatterEnd(this.text), 'frontMatter');
    }
    for (let frame = this.top(); frame !== undefined; frame = this.top()) {
      if (this.position >= this.text.length) {
        this.note(this.position, placeIn(frame, this.text, this.position, this.dialect));
        break;
      }
      this.step(frame);
    }
    const { tags, wrappers, place = { kind: 'text', elements: [] } } = this;
    return { tags, wrappers, place };
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
      case undefined:
        break;
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

  private markup(frame: Markup): void {
    const { text, position } = this;
    const char = text.charAt(position);
    const braces = this.dialect.braces;
    if (this.at === position) {
      this.note(position, placeIn(frame, this.text, this.position, this.dialect));
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
      const special = braces === 'text' ? angle : angleOrBrace;
      special.lastIndex = position + 1;
      const end = special.test(text) ? special.lastIndex - 1 : text.length;
      this.to(end, 'text', frame.open);
    }
  }

  protected override angle(frame: Markup): void {
    const { text, position } = this;
    if (this.dialect.html && text.startsWith('<!--', position)) {
      const close = text.indexOf('-->', position + 2);
      this.to(close === -1 ? text.length : close + 3, 'comment');
    } else if (declaration.test(text.charAt(position + 1))) {
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

  private endTag(frame: Markup): void {
    const start = this.position;
    tagName.lastIndex = start + 2;
    const name = tagName.exec(this.text)?.[0] ?? '';
    this.to(this.after('>', start), 'tag');
    this.wrapper({ name, open: false, attributes: [], start, end: this.position });
    const depth = frame.open.lastIndexOf(name);
    if (depth !== -1) {
      for (const closed of frame.open.splice(depth)) {
        this.links -= isLink(closed) ? 1 : 0;
      }
    }
    this.endOfMarkupInCode(frame);
  }

  private wrapper(tag: WrapperTag): void {
    if (isWrapper(tag.name)) {
      this.wrappers.push(tag);
    }
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
    this.to(this.afterSpace(), 'tag');
    const { position } = this;
    const char = text.charAt(position);
    if (char === '>' || text.startsWith('/>', position)) {
      this.startTag(tag, char === '/');
    } else if (char === '{' && this.dialect.braces === 'code') {
      this.to(position + 1, 'tag');
      tag.pending = { name: undefined, start: position, valueStart: position + 1 };
      this.frames.push({ kind: 'code', depth: 0, previous: 'operator' });
    } else if (char !== '') {
      this.attribute(tag);
    }
  }

  private attribute(tag: OpenTag): void {
    const { text, position: start, dialect } = this;
    const { name, attribute, end, code } = attributeAt(text, start, dialect);
    this.to(end, 'tag');
    if (attribute !== undefined) {
      tag.attributes.push(attribute);
    } else if (code) {
      tag.pending = { name, start, valueStart: end };
      this.frames.push({ kind: 'code', depth: 0, previous: 'operator' });
    }
  }

  private endOfValue(
    tag: OpenTag,
    { name, start, valueStart }: NonNullable<OpenTag['pending']>,
  ): void {
    const valueRange = { start: valueStart, end: this.position - 1 };
    const value = this.text.slice(valueRange.start, valueRange.end);
    tag.attributes.push({
      name: name ?? nameOfCode(value),
      start,
      end: this.position,
      value,
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
    if (!selfClosing) {
      this.wrapper({ name, open: true, attributes, start, end: this.position });
    }
    const frame = this.top();
    if (frame?.kind !== 'markup') {
      return;
    }
    if (dialect.html && hasRawText(name) && !selfClosing) {
      const end = rawTextEnd(text, name, this.position);
      if (this.at >= this.position) {
        this.note(end, { kind: 'code', elements: [] });
      }
      this.to(end, 'code');
      this.to(this.after('>', end), 'tag');
    } else if (!selfClosing && !(dialect.html && isVoid(name)) && frame.open.length < deepest) {
      frame.open.push(name);
      this.links += isLink(name) ? 1 : 0;
    }
    this.endOfMarkupInCode(frame);
  }
}
