import type { MarkdownIt, StateBlock, StateInline } from 'markdown-it';

const inlinePairs: Readonly<Record<string, string>> = { '\\(': '\\)', '\\[': '\\]', $$: '$$' };
const blockPairs: Readonly<Record<string, string>> = { '\\[': '\\]', $$: '$$' };

/** What may follow a displayed formula on its last line. */
const lineRest = /^[\s.,;:]*$/;

/**
 * Formulas in TeX are shown as they were written: `\(…\)`, `\[…\]`, `$…$` and `$$…$$`. One that begins
 * with a line of its own may hold lines that would else be lists or headings; a blank line ends none,
 * as in TeX.
 */
export function formulas(parser: MarkdownIt): void {
  const closers = new WeakMap<StateInline, Closers>();
  parser.inline.ruler.before('escape', 'formula', (state, silent) => {
    const { src, pos, posMax } = state;
    const closer = inlinePairs[src.slice(pos, pos + 2)];
    let end: number | undefined;
    if (closer !== undefined) {
      const known = closers.get(state) ?? new Closers(src);
      closers.set(state, known);
      end = known.end(closer, pos + 2);
    } else if (src[pos] === '$') {
      end = dollarEnd(src, pos);
    }
    if (end === undefined || end > posMax) {
      return false;
    }
    if (!silent) {
      write(state, src.slice(pos, end));
    }
    state.pos = end;
    return true;
  });

  const failures = new WeakMap<StateBlock, Map<string, number>>();
  parser.block.ruler.before(
    'fence',
    'formula',
    (state, start, endLine, silent) => {
      const closer = blockPairs[line(state, start).trimEnd()];
      if (closer === undefined || (state.sCount[start] ?? 0) - state.blkIndent >= 4) {
        return false;
      }
      const failed = failures.get(state) ?? new Map<string, number>();
      failures.set(state, failed);
      const key = `${state.blkIndent} ${closer}`;
      if (start < (failed.get(key) ?? 0)) {
        return false;
      }
      const end = displayEnd(state, closer, start, endLine);
      if (typeof end !== 'number') {
        failed.set(key, end.failedAt);
        return false;
      }
      if (!silent) {
        const token = state.push('formula', 'p', 0);
        token.map = [start, end];
        token.content = state.getLines(start, end, state.blkIndent, false).trim();
        state.line = end;
      }
      return true;
    },
    { alt: ['paragraph', 'reference', 'blockquote', 'list'] },
  );

  parser.renderer.rules.formula = (tokens, at) =>
    `<p class="formula" dir="ltr">${parser.utils.escapeHtml(tokens[at]?.content ?? '')}</p>\n`;
}

/**
 * The line after a displayed formula; one that the text's end cuts short goes on up to there. Else
 * the line at which it turned out to be none: no line before it begins one that ends so.
 */
function displayEnd(
  state: StateBlock,
  closer: string,
  start: number,
  endLine: number,
): number | { readonly failedAt: number } {
  for (let at = start + 1; at < endLine; at++) {
    if (state.isEmpty(at) || (state.sCount[at] ?? 0) < state.blkIndent) {
      return { failedAt: at };
    }
    const text = line(state, at);
    const close = text.indexOf(closer);
    if (close !== -1) {
      return lineRest.test(text.slice(close + 2)) ? at + 1 : { failedAt: at };
    }
  }
  return endLine;
}

function line(state: StateBlock, at: number): string {
  return state.src.slice((state.bMarks[at] ?? 0) + (state.tShift[at] ?? 0), state.eMarks[at]);
}

/**
 * Where a formula ends that begins with a single `$`: on the same line, at the next `$`. As in Pandoc,
 * no space may stand inside at its ends, and neither side may touch a letter or a digit outside, so
 * that sums of money are none.
 */
function dollarEnd(text: string, start: number): number | undefined {
  let close = text.indexOf('$', start + 1);
  while (close !== -1 && text[close - 1] === '\\') {
    close = text.indexOf('$', close + 1);
  }
  const around = `${text[start - 1] ?? ' '}${text[close + 1] ?? ' '}`;
  const inside = close === -1 ? '' : text.slice(start + 1, close);
  return inside === '' || /[\p{L}\p{N}$]/u.test(around) || /^\s|\s$|[\n`]/.test(inside)
    ? undefined
    : close + 1;
}

function write(state: StateInline, text: string): void {
  text.split('\n').forEach((part, at) => {
    if (at > 0) {
      state.push('softbreak', 'br', 0);
    }
    state.pending += part;
  });
}

/** Finds what ends a formula; each stretch of a text is searched only once. */
class Closers {
  private readonly found = new Map<string, { readonly from: number; readonly at: number }>();

  constructor(private readonly text: string) {}

  /** The place after the next such closer, if there is one. */
  end(closer: string, from: number): number | undefined {
    let known = this.found.get(closer);
    if (known === undefined || from < known.from || known.at < from) {
      const at = this.text.indexOf(closer, from);
      known = { from, at: at === -1 ? Infinity : at };
      this.found.set(closer, known);
    }
    return known.at === Infinity ? undefined : known.at + closer.length;
  }
}
