import { oneLine, type Edit, type ImageReference } from '../reference';
import { cellOfTable } from './tables';

/** Characters that are markup somewhere in the text of a paragraph. */
const marks = /[\\`*_~[\]<]/g;

const none = /$^/g;

/**
 * A text in, what to write between the brackets of an image out, so that CommonMark gives the very
 * text as its alt. In MDX braces are code; template languages that run over Markdown (Liquid, Hugo,
 * Jinja) have code in doubled ones. In a cell of a table a `|` ends it.
 */
export function markdownText(text: string, mdx: boolean, cell: boolean): string {
  const line = oneLine(text);
  const escaped = line.replaceAll(marks, '\\$&');
  const dollars = line.split('$').length > 2;
  // In what becomes a link by itself, escapes do not count.
  const links = escaped !== line;
  return escaped
    .replaceAll(/&(?=#?\w{1,32};)/g, '\\&')
    .replaceAll(links ? /:(?=\/\/)/g : none, '\\:')
    .replaceAll(mdx ? /[{}]/g : /\{(?=[{%#<])/g, '\\$&')
    .replaceAll(dollars ? '$' : none, '\\$$')
    .replaceAll(cell ? '|' : none, '\\|');
}

/** Markup of an image; `path` is a URL. */
export function markdownImage(path: string, alt: string, mdx: boolean, cell: boolean): string {
  const address = /[\s()]|^$/.test(path) ? `<${path}>` : path;
  return `![${markdownText(alt, mdx, cell)}](${address})`;
}

/** The edit that gives a Markdown image another alt text. */
export function markdownEdit(
  text: string,
  { slot, altRange, range, syntax }: ImageReference,
  alt: string,
): Edit {
  const { start, end } = slot;
  const written = markdownText(alt, syntax === 'mdx', cellOfTable(text, start));
  if (end < range.end || altRange === undefined) {
    return { start, end, text: written };
  }
  // The text was its own label, which goes on to name the address.
  const label = text.slice(altRange.start, altRange.end);
  return { start, end, text: `${written}][${label}]` };
}
