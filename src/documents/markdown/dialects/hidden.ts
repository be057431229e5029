import type { ImageReference, Range } from '../../reference';

const blocks =
  /\{%-?[ \t]{0,9}(end)?(comment|raw)[ \t]{0,9}-?%\}|\{\{[<%][ \t]{0,9}(\/)?[ \t]{0,9}(comment)[ \t]{0,9}[>%]\}\}|%%/g;

/** Whether Obsidian wrote a text; elsewhere two percent signs are no comment. */
const obsidian = /\[\[[^\n\]]{1,400}\]\]/;

type Hideable = Pick<ImageReference, 'range' | 'syntax'>;

/**
 * The references of a Markdown document without those in comments of Liquid, Hugo, Obsidian and MyST;
 * what is between `{% raw %}` and `{% endraw %}` is not read by Liquid.
 */
export function withoutHidden<T extends Hideable>(
  references: readonly T[],
  text: string,
  myst: boolean,
): readonly T[] {
  const hidden =
    text.includes('{%') || text.includes('{{') || text.includes('%%') ? hiddenRanges(text) : [];
  const shown = references.filter(notIn(hidden));
  return myst ? shown.filter(notBehindPercent(text)) : shown;
}

/** Of references in order: whether one is outside of the ranges. */
function notIn(hidden: readonly Hidden[]): (reference: Hideable) => boolean {
  let next = 0;
  return ({ range, syntax }) => {
    while ((hidden[next]?.end ?? Infinity) <= range.start) {
      next++;
    }
    const around = hidden[next];
    const inside = around !== undefined && around.start <= range.start;
    return !inside || (around.raw && syntax !== 'liquid');
  };
}

/** Of references in order: whether one is not in a line that MyST takes for a comment. */
function notBehindPercent(text: string): (reference: Hideable) => boolean {
  let lineStart = 0;
  let newline = text.indexOf('\n');
  let comment = /^[ \t]*%/.test(text.slice(0, 100));
  return ({ range }) => {
    for (; newline !== -1 && newline < range.start; newline = text.indexOf('\n', lineStart)) {
      lineStart = newline + 1;
      comment = /^[ \t]*%/.test(text.slice(lineStart, lineStart + 100));
    }
    return !comment;
  };
}

interface Hidden extends Range {
  readonly raw: boolean;
}

function hiddenRanges(text: string): Hidden[] {
  const ranges: Hidden[] = [];
  const percents = obsidian.test(text);
  let open: { name: string; start: number } | undefined;
  for (const match of text.matchAll(blocks)) {
    const percent = match[0] === '%%';
    const name = percent ? '%%' : (match[2] ?? `hugo ${match[4] ?? ''}`);
    const ends = percent ? open?.name === '%%' : (match[1] ?? match[3]) !== undefined;
    if (open === undefined && !ends && (percents || !percent)) {
      open = { name, start: match.index };
    } else if (open?.name === name && ends) {
      const end = match.index + match[0].length;
      ranges.push({ start: open.start, end, raw: name === 'raw' });
      open = undefined;
    }
  }
  return ranges;
}
