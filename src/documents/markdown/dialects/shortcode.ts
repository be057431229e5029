import { lineAt } from '../../place';
import { oneLine, type Edit, type ImageReference, type Range } from '../../reference';
import { isAfterTick, type Marks } from '../codeSpan';
import { optional, type Embed, type Unit } from './embed';
import { afterSpace, matchAt, namedValueAt, type NamedValue } from './namedValue';

const opening = /\{\{(?:<|%)\s*([\w./-]+)(?=\s)/y;
const image = /^(?:figure|img|image)$/;
const rules = { quotes: '"`', escapes: true, bare: /[^\s"`{}<>]+/y };

/**
 * The shortcode of Hugo at the `{{<` or `{{%` at `start`: `{{< figure src="…" alt="…" >}}`. A figure
 * without an alt text gets its caption for one, which is no description of the picture.
 */
export function shortcodeAt(text: string, start: number, marks: Marks): Unit | undefined {
  const found = imageAt(text, start);
  if (found !== undefined) {
    return found;
  }
  const mark = closing(text, start);
  const close = marks.find(mark, start);
  return close === -1 ? undefined : { end: close + mark.length };
}

function closing(text: string, start: number): string {
  return text.startsWith('{{<', start) ? '>}}' : '%}}';
}

function imageAt(text: string, start: number): (Unit & { readonly image: Embed }) | undefined {
  const open = matchAt(opening, text, start);
  if (open === undefined || !image.test(open.slice('{{<'.length).trim())) {
    return undefined;
  }
  const mark = closing(text, start);
  const attributes: NamedValue[] = [];
  let position = afterSpace(text, start + open.length);
  for (let next = true; next;) {
    const attribute = namedValueAt(text, position, rules);
    next = attribute !== undefined;
    if (attribute !== undefined) {
      attributes.push(attribute);
      position = afterSpace(text, attribute.end);
    }
  }
  position += text.charAt(position) === '/' ? 1 : 0;
  const named = (key: string) => attributes.find((attribute) => attribute.name === key);
  const source = named('src');
  if (source === undefined || !text.startsWith(mark, position)) {
    return undefined;
  }
  const own = named('alt');
  const end = position + mark.length;
  const link = named('link');
  const linkTarget = link === undefined ? undefined : decoded(link);
  const caption = named('caption');
  return {
    end,
    image: {
      syntax: 'hugo',
      target: decoded(source),
      alt: own === undefined ? undefined : decoded(own),
      altRange: own?.valueRange,
      slot: { start: own?.start ?? source.end, end: own?.end ?? source.end },
      ...optional('caption', caption === undefined ? undefined : decoded(caption)),
      linked: linkTarget !== undefined,
      ...optional('linkTarget', linkTarget),
      start,
      end,
    },
  };
}

/** Where the shortcode of an image that begins at `start` ends, if one does. */
export function imageShortcodeEnd(text: string, start: number): number | undefined {
  return imageAt(text, start)?.end;
}

/**
 * A line of text in, the same out with the lines below that an image's shortcode on it goes on in: Hugo
 * takes shortcodes out before it reads Markdown, so that nothing in them begins a list or a quote.
 */
export function withShortcodes(text: string, { start, end }: Range): Range {
  let last = end;
  for (let from = start; from < last;) {
    const found = text.slice(from, last).search(/\{\{[<%]/);
    const end = found === -1 ? last : imageAt(text, from + found)?.end;
    from = end ?? from + found + '{{<'.length;
    last = from > last ? lineAt(text, from).end : last;
  }
  return { start, end: last };
}

/** Hugo's lexer takes all backslashes out of a value with an escaped quote, and none out of others. */
function decoded({ value, quote }: NamedValue): string {
  return quote === '"' && value.includes('\\"') ? value.replaceAll('\\', '') : value;
}

/**
 * The edit that gives a shortcode its alt text. Where a text has what neither kind of quotes can hold,
 * its double quotes become single ones, and so do backticks that would make code.
 */
export function shortcodeEdit(text: string, { slot, range }: ImageReference, alt: string): Edit {
  const { start, end } = slot;
  const afterTick = isAfterTick(text, range.start);
  const line = afterTick ? oneLine(alt).replaceAll('`', "'") : oneLine(alt);
  const raw = start < end && text.charAt(end - 1) === '`' && !line.includes('`');
  const value = raw ? `\`${line}\`` : quoted(line, !afterTick && !line.includes('`'));
  return { start, end, text: `${start === end ? ' ' : ''}alt=${value}` };
}

function quoted(alt: string, mayBeRaw: boolean): string {
  const plain = /\\[`"]|\\$/.test(alt);
  if (!alt.includes('"') && !plain) {
    return `"${alt}"`;
  }
  if (!alt.includes('\\')) {
    return `"${alt.replaceAll('"', '\\"')}"`;
  }
  return mayBeRaw ? `\`${alt}\`` : `"${alt.replaceAll('"', "'").replaceAll(/\\(?=`)|\\$/g, '/')}"`;
}
