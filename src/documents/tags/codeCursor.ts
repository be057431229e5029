import { startsMarkup, tokenAt } from './code';
import { Cursor } from './cursor';
import { placeIn, type Code, type Frame, type Markup } from './frames';
import type { TagDialect } from './tag';

const space = /\s*/y;

/** A cursor that knows what it is in, and reads the code that a text with tags holds. */
export abstract class CodeCursor extends Cursor {
  protected readonly frames: Frame[];

  constructor(
    text: string,
    protected readonly dialect: TagDialect,
    at: number,
  ) {
    super(text, at);
    this.frames = [
      dialect.startsAsCode
        ? { kind: 'code', depth: 0, previous: 'operator' }
        : { kind: 'markup', open: [], inCode: false },
    ];
  }

  /** Reads the tag, comment or bracket that begins at the position. */
  protected abstract angle(frame: Markup): void;

  protected top(): Frame | undefined {
    return this.frames.at(-1);
  }

  /** Where what is no space begins. */
  protected afterSpace(): number {
    space.lastIndex = this.position;
    space.test(this.text);
    return space.lastIndex;
  }

  protected code(frame: Code): void {
    const { text } = this;
    const next = this.afterSpace();
    if (this.at >= this.position && this.at <= next) {
      this.position = this.at;
      this.note(this.at, placeIn(frame, this.text, this.position, this.dialect));
    }
    this.position = next;
    if (next >= text.length) {
      return;
    }
    if (frame.previous === 'operator' && this.dialect.markupInCode && startsMarkup(text, next)) {
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
    if (token.kind !== 'comment') {
      frame.depth += token.kind === 'open' ? 1 : token.kind === 'close' && frame.depth > 0 ? -1 : 0;
      frame.previous = token.kind === 'open' || token.kind === 'operator' ? 'operator' : 'value';
    }
    if (token.kind === 'template') {
      this.frames.push({ kind: 'template' });
    }
  }

  protected template(): void {
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
