import type { MarkdownIt } from 'markdown-it';

const cjk =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Bopomofo}\u3000-\u303f\uff00-\uffef]/u;
const space = /[\s\p{Zs}]/u;

/**
 * Emphasis next to Chinese, Japanese and Korean, which put no spaces around words. CommonMark does
 * not let a run of stars close after punctuation that a letter follows; here such a run may both
 * open and close where CJK stands on either side. The rule is the one of `markdown-it-cjk-friendly`.
 */
export function cjkEmphasis(parser: MarkdownIt): void {
  parser.inline.State = class extends parser.inline.State {
    override scanDelims(
      start: number,
      canSplitWord: boolean,
    ): ReturnType<InstanceType<MarkdownIt['inline']['State']>['scanDelims']> {
      const found = super.scanDelims(start, canSplitWord);
      const end = start + found.length;
      const before = charBefore(this.src, start);
      const after = end < this.posMax ? String.fromCodePoint(this.src.codePointAt(end) ?? 32) : ' ';
      const isInside = before !== '' && !space.test(before) && !space.test(after);
      return canSplitWord && isInside && (cjk.test(before) || cjk.test(after))
        ? { ...found, can_open: true, can_close: true }
        : found;
    }
  };
}

/** The whole character before a place; variation selectors are skipped. */
function charBefore(text: string, place: number): string {
  const last = /[^\ufe00-\ufe0f][\ufe00-\ufe0f]*$/u.exec(text.slice(Math.max(0, place - 4), place));
  return last === null ? '' : String.fromCodePoint(last[0].codePointAt(0) ?? 32);
}
