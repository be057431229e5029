import { splitThoughts } from '../../core/conversation/thoughts';

/** What came to a reply: more of its thoughts and its answer, or with `anew` all of both. */
export interface ReplyGrowth {
  readonly thoughts: string;
  readonly answer: string;
  readonly anew: boolean;
}

// What may be a tag around thoughts. Only then is the whole reply looked at.
const names = '(?:think|thought|reason|reflection|scratchpad)\\w*';
const closing = new RegExp(`(?:[<[◁]/(?:seed:)?|<\\|end_of_)${names}\\|?\\s?[>\\]▷]`, 'i');
const opening = new RegExp(`(?:[<[◁](?:seed:)?|<\\|begin_of_)${names}[^<>\\n]{0,90}[>\\]▷]`, 'i');
const begunTag = /(?:<[\w:|/]{0,26}|\[\/?\w{0,8}|◁\/?\w{0,8})$/;
const longestTag = 120;

/** So many tags are looked at as they come; later ones only when the reply has grown by a share. */
const freeLooks = 32;
const growthShare = 1 / 8;

/** A reply that arrives in pieces, parted into thoughts and answer in time that grows with its length. */
export class GrowingReply {
  private source = '';
  /** What was taken last, in which the next piece may complete a tag. */
  private context = '';
  /** The end of the source, if it may become a tag; it is not shown yet. */
  private held = '';
  private isThinking = false;
  /** The line with the last tag is not complete; what follows on it may tell that it is text. */
  private isLineOpen = false;
  private looks = 0;
  private looked = 0;

  /** Takes the next piece of the reply; what comes out is to be appended to its two parts. */
  append(text: string): ReplyGrowth {
    this.source += text;
    const news = this.context + text;
    const shown = this.held + text;
    this.held = begunTag.exec(news.slice(-longestTag))?.[0] ?? '';
    const hasTag = closing.test(news) || (!this.isThinking && opening.test(news));
    if ((hasTag && this.mayLook()) || (this.isLineOpen && text.includes('\n'))) {
      return this.look();
    }
    this.context = news.slice(-longestTag);
    const part = shown.slice(0, shown.length - this.held.length);
    return this.isThinking
      ? { thoughts: part, answer: '', anew: false }
      : { thoughts: '', answer: part, anew: false };
  }

  private mayLook(): boolean {
    this.looks += 1;
    return this.looks <= freeLooks || this.source.length > this.looked * (1 + growthShare);
  }

  private look(): ReplyGrowth {
    this.looked = this.source.length;
    const line = this.source.slice(this.source.lastIndexOf('\n') + 1);
    this.isLineOpen = closing.test(line) || opening.test(line);
    this.context = this.held;
    const source = this.source.slice(0, this.source.length - this.held.length);
    const { thoughts, answer, thinking } = splitThoughts(source);
    this.isThinking = thinking;
    // The parts come without the space at their end, which the next piece may need.
    const space = source.slice(source.trimEnd().length);
    const withSpace = (part: string): string => (part.endsWith(space) ? part : part + space);
    return thinking
      ? { thoughts: withSpace(thoughts), answer, anew: true }
      : { thoughts, answer: withSpace(answer), anew: true };
  }
}
