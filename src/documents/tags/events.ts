import type { Range } from '../reference';
import { Scanner } from './scanner';
import type { Tag, TagDialect, TagPlace } from './tag';

/** What a text with tags consists of; `code` is also what HTML does not read as markup. */
export type TagEvent =
  | (Range & { readonly kind: 'text' | 'code' })
  | (Range & { readonly kind: 'close'; readonly name: string })
  | (Range & { readonly kind: 'open'; readonly tag: Tag });

type Between =
  | { readonly kind: 'text' | 'code'; readonly start: number; end: number }
  | Extract<TagEvent, { kind: 'close' }>;

/** The tags of a text and the text between them, in order. */
export function tagEvents(text: string, dialect: TagDialect): TagEvent[] {
  return new EventScanner(text, dialect).events();
}

const closing = /<\/([\p{L}\p{N}_$.:-]*)/uy;

class EventScanner extends Scanner {
  private readonly between: Between[] = [];

  constructor(text: string, dialect: TagDialect) {
    super(text, dialect, -1);
  }

  events(): TagEvent[] {
    const events: TagEvent[] = [];
    let next = 0;
    // A tag in an attribute of another is read before it, so they come in the order of their ends.
    const { tags } = this.run();
    for (const event of this.between) {
      for (let tag = tags[next]; tag !== undefined && tag.end <= event.start; tag = tags[++next]) {
        events.push({ kind: 'open', start: tag.start, end: tag.end, tag });
      }
      events.push(event);
    }
    for (const tag of tags.slice(next)) {
      events.push({ kind: 'open', start: tag.start, end: tag.end, tag });
    }
    return events;
  }

  protected override to(end: number, kind: TagPlace['kind'], elements?: readonly string[]): void {
    const start = this.position;
    super.to(end, kind, elements);
    if (end <= start) {
      return;
    }
    const last = this.between.at(-1);
    if (kind === 'text' || kind === 'code') {
      // White space between the words of code is code.
      if (last?.kind === kind && this.text.slice(last.end, start).trim() === '') {
        last.end = end;
      } else {
        this.between.push({ kind, start, end });
      }
    } else if (kind === 'tag' && end > start + 1 && this.text.startsWith('</', start)) {
      // A start tag may hold the same mark, which is passed over by itself.
      closing.lastIndex = start;
      const name = closing.exec(this.text)?.[1];
      if (name !== undefined) {
        this.between.push({ kind: 'close', start, end, name });
      }
    }
  }
}
