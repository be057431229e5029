import type { Range } from '../reference';
import { isBlock } from '../tags/elements';
import { tagEvents, type TagEvent } from '../tags/events';
import { isVoid } from '../tags/html';
import { dialects, isLink, type Tag } from '../tags/tag';

export type TreeSyntax = 'html' | 'vue' | 'svelte' | 'astro';

/** An element from its start tag to behind its end tag, or to where it ends without one. */
export interface Element extends Range {
  /** In small letters. */
  readonly name: string;
  /** Before its end tag; `start` of one that has no content. */
  contentEnd: number;
  /** Whether it has an end tag of its own. */
  closed: boolean;
  end: number;
}

/** Elements in more others than this are not kept in mind, so that hostile text costs no more than its length. */
const deepest = 500;

const tagName = /[^\t\n\f\r />]*/y;
/** The start tags that end a paragraph (HTML, 13.2.6.4.7), in a table those of its parts as well. */
const endsParagraph =
  /^(?:address|article|aside|blockquote|center|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hgroup|hr|li|listing|main|menu|nav|ol|p|pre|search|section|summary|table|ul)$/;
const ofRows = /^(?:caption|col|colgroup|tbody|td|tfoot|th|thead|tr)$/;
/** Over these no paragraph ends, nor another element but those of tables. */
const barrier = /^(?:button|caption|html|marquee|object|table|td|template|th)$/;
const ofTable = /^(?:body|caption|html|table|tbody|td|template|tfoot|th|thead|tr)$/;
const ofHead = /^(?:base|link|meta|noscript|script|style|template|title)$/;
/** Elements that a browser opens anew where another ended before them. */
const formatting = /^(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)$/;

/**
 * The elements of a text with tags. In HTML, tags may be left out or cross one another; where elements
 * end then is told as a browser does (HTML, 13.2.6), in so far as it matters for where a block may stand.
 */
export class ElementTree {
  readonly events: readonly TagEvent[];
  /** In the order of their start tags, save for those in attributes. */
  private readonly elements: Element[] = [];
  private readonly byStart = new Map<number, Element>();
  private readonly open: Element[] = [];
  private readonly reopened = new Map<string, Element[]>();
  private readonly html: boolean;

  constructor(
    readonly text: string,
    syntax: TreeSyntax,
  ) {
    this.html = syntax === 'html';
    this.events = tagEvents(text, dialects[syntax]);
    for (const event of this.events) {
      if (event.kind === 'open') {
        this.start(event.tag);
      } else if (event.kind === 'close') {
        this.endTag(event);
      }
    }
    this.endFrom(0, text.length);
  }

  /** The element whose start tag begins at an offset. */
  at(start: number): Element | undefined {
    return this.byStart.get(start);
  }

  /** The elements around an offset, the outermost first, without the paragraph that a block there would end. */
  around(offset: number): readonly Element[] {
    return this.allAround(offset).filter((element) => !this.isImplied(element));
  }

  /** The same with such a paragraph. */
  allAround(offset: number): readonly Element[] {
    return this.elements.filter(({ start, contentEnd }) => start < offset && offset <= contentEnd);
  }

  /** Whether an element is a paragraph that the next block ends. */
  isImplied({ name, closed }: Element): boolean {
    return this.html && name === 'p' && !closed;
  }

  /** The elements that begin in another one, in order. */
  within({ start, contentEnd }: Element): readonly Element[] {
    return this.elements.filter((other) => other.start > start && other.start < contentEnd);
  }

  /** A browser takes all for the name of a tag up to a space, a slash or its end. */
  private nameAt(start: number): string {
    tagName.lastIndex = start;
    return tagName.exec(this.text)?.[0].toLowerCase() ?? '';
  }

  private start({ name: written, start, end, selfClosing }: Tag): void {
    const { html, open, elements, byStart } = this;
    const name = this.nameAt(start + '<'.length);
    const inTable = ofRows.test(name) && open.some((other) => other.name === 'table');
    if (html && (inTable || endsParagraph.test(name))) {
      const paragraph = open.findLastIndex((other) => other.name === 'p');
      if (paragraph > open.findLastIndex((other) => barrier.test(other.name))) {
        this.endFrom(paragraph, start);
      }
    }
    if (html && open.at(-1)?.name === 'head' && !ofHead.test(name)) {
      this.endFrom(open.length - 1, start);
    }
    const isEmpty = (isVoid(name) && !isLink(written)) || (selfClosing && !html);
    const element = { name, start, contentEnd: start, end, closed: isEmpty };
    if (open.length < deepest) {
      elements.push(element);
      byStart.set(start, element);
      if (!isEmpty) {
        open.push(element);
      }
    }
  }

  private endTag({ start, end }: Range): void {
    const { open, html } = this;
    const name = this.nameAt(start + '</'.length);
    const index = open.findLastIndex((other) => other.name === name);
    const inner = index === -1 ? [] : open.slice(index + 1);
    const isBarred = !ofTable.test(name) && inner.some((other) => barrier.test(other.name));
    // Of formatting, the blocks that began in it go on; other elements end with their blocks only.
    const isCrossed = html && !isBlock(name) && inner.some((other) => isBlock(other.name));
    if (isBarred || (isCrossed && !formatting.test(name))) {
      return;
    }
    if (index !== -1 && !isCrossed) {
      this.endFrom(index + 1, start);
    }
    const element = index === -1 ? this.reopened.get(name)?.pop() : open.splice(index, 1)[0];
    if (element !== undefined) {
      Object.assign(element, { contentEnd: start, end, closed: true });
    }
  }

  /** Ends some open elements that have no end tag; formatting goes on in what follows. */
  private endFrom(index: number, offset: number): void {
    for (const element of this.open.splice(index)) {
      const goesOn = this.html && formatting.test(element.name);
      const end = goesOn ? this.text.length : offset;
      element.contentEnd = end;
      element.end = end;
      if (goesOn) {
        const all = this.reopened.get(element.name) ?? [];
        all.push(element);
        this.reopened.set(element.name, all);
      }
    }
  }
}
