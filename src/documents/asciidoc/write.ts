import { percent, urlPath } from '../paths';
import { lineAt } from '../place';
import { oneLine, type Edit, type ImageReference } from '../reference';
import { otherSeparatorAt } from './tables';

/** What AsciiDoc replaces in any alt text: attributes, and what ends cells or becomes typographic marks. */
const replaced =
  /\\|[{|]|(?<=-)-|\.(?=\.\.)|\((?=(?:C|R|TM)\))|(?<=[-=])>|<(?=[-=])|(?<=[\p{L}\p{N}])'(?=\p{L})|`(?=')/gu;
/** What more is markup in running text; a `#` behind `&` is of a reference that was just put in. */
const inlineMarks = /[*_`^~+[\]:@$()<]|(?<!&)#/g;

/**
 * A text in, a quoted attribute that gives the very text out; `inline` for a macro in running text,
 * `separator` for what parts the cells of a table besides `|`.
 */
function asciidocText(text: string, inline: boolean, separator?: string): string {
  let escaped = oneLine(text)
    .replaceAll(/&(?=#?\w{1,32};)/g, '&amp;')
    .replaceAll(replaced, reference);
  if (inline) {
    escaped = escaped.replaceAll(inlineMarks, reference);
  }
  // Tables of comma-separated values make one quotation mark of two.
  escaped = escaped.replaceAll('"', separator === undefined ? '\\"' : '&#34;');
  if (separator !== undefined && isEscapable.test(separator)) {
    escaped = escaped.replaceAll(separator, reference);
  }
  // Two of them part the term of a list from its description, also where the first ends a reference.
  return `"${escaped.replaceAll(/(?<=;);/g, reference)}"`;
}

/** One character that stands in no reference. */
const isEscapable = /^[^\w&#;"\\]$/;

/** AsciiDoc knows references of two digits and more. */
function reference(char: string): string {
  return `&#${String(char.charCodeAt(0)).padStart(2, '0')};`;
}

/** Markup of an image, without an alt text where that is empty; a block stands on a line of its own. */
export function asciidocImage(path: string, alt: string, inline: boolean): string {
  const url = urlPath(path).replaceAll(/[[\]]/g, percent);
  const target = inline
    ? url.replaceAll(
        /[*`#^~+'@]|_(?=_)|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|-(?=-)|\.(?=\.\.)|\((?=(?:C|R|TM)\))/gu,
        percent,
      )
    : url;
  return `image:${inline ? '' : ':'}${target}[${alt === '' ? '' : asciidocText(alt, inline)}]`;
}

/** The edit that gives an image macro another alt text. */
export function asciidocEdit(text: string, { slot, range }: ImageReference, alt: string): Edit {
  const { start } = lineAt(text, range.start);
  const inline = start < range.start || !text.startsWith('image::', start);
  const comma = slot.start === slot.end && !/^\s*[,\]]/.test(text.slice(slot.end, slot.end + 50));
  const named = /alt[ \t]*=[ \t]*$/i.test(text.slice(range.start, slot.start).slice(-20));
  // An empty one that its place tells is as none: the file's name goes in for it.
  const name = alt.trim() === '' && !named ? 'alt=' : '';
  const value = asciidocText(alt, inline, otherSeparatorAt(text, range.start));
  return { ...slot, text: name + value + (comma ? ',' : '') };
}
