import type { MarkdownIt } from 'markdown-it';

const tag = /<br\s{0,9}\/?>[ \t]*(?:\n[ \t]*)?/iy;

/** `<br>`, the one tag that is no text: a line break, with the end of the line that follows it. */
export function lineBreakTags(parser: MarkdownIt): void {
  parser.inline.ruler.before('autolink', 'line_break_tag', (state, silent) => {
    tag.lastIndex = state.pos;
    const length = tag.exec(state.src.slice(0, state.posMax))?.[0].length;
    if (length === undefined) {
      return false;
    }
    if (!silent) {
      state.push('hardbreak', 'br', 0);
    }
    state.pos += length;
    return true;
  });
}
