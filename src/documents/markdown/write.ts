import { oneLine, type Edit, type ImageReference } from '../reference';
import { imageTag } from '../tags/write';
import { isAfterTick } from './codeSpan';
import { attributeListEdit, listedAttribute } from './dialects/attributeList';
import type { Flavour } from './references';
import { endOfInstruction } from './inlineHtml';
import { cellOfTable } from './tables';

/** Characters that are markup somewhere in the text of a paragraph. */
const marks = /[\\`*_~[\]<]/g;

/**
 * A text in, what to write between the brackets of an image out, so that CommonMark gives the very
 * text as its alt. In MDX braces are code; template languages that run over Markdown (Liquid, Hugo,
 * Jinja) have code in doubled ones. A mark that would end a comment or a template begun before the image
 * is escaped as well, and in a cell of a table a `|`, which would end the cell.
 */
export function markdownText(text: string, mdx: boolean, cell: boolean): string {
  const line = oneLine(text);
  let escaped = line.replaceAll(marks, '\\$&');
  if (escaped !== line) {
    // Escapes would be a part of the address where a tool makes a link of it.
    escaped = escaped.replaceAll(/:(?=\/\/)/g, '\\:');
  }
  escaped = escaped
    .replaceAll(/&(?=#?\w{1,32};)/g, '\\&')
    // knitr and Quarto run code in backticks, whatever goes before them.
    .replaceAll(/\\`(?=r[ #]|\{)/g, '&#96;');
  if (!mdx) {
    // Obsidian takes a number at the end for the size of the image.
    escaped = escaped.replace(/\|(?=\d{1,5}(?:x\d{1,5})?$)/, '&#124;');
  }
  escaped = escaped
    .replaceAll(mdx ? /[{}]/g : /\{(?=[{%#<])|(?<=[%#>])\}/g, '\\$&')
    .replaceAll(endOfInstruction, '\\$&');
  if (line.split('$').length > 2) {
    escaped = escaped.replaceAll('$', '\\$$');
  }
  return cell ? escaped.replaceAll('|', '\\|') : escaped;
}

/** Markup of an image; `path` is a URL. For Pandoc the words in brackets are a caption. */
export function markdownImage(path: string, alt: string, flavour: Flavour, cell: boolean): string {
  const address = /[\s()]|^$/.test(path) ? `<${path}>` : path;
  if (flavour === 'quarto' || flavour === 'rmd') {
    const python = flavour === 'rmd';
    return `![](${address}){${listedAttribute(python ? 'alt' : 'fig-alt', alt, { cell, python })}}`;
  }
  return `![${markdownText(alt, flavour === 'mdx', cell)}](${address})`;
}

/** The same as a tag of HTML within Markdown. */
export function markdownTag(path: string, alt: string): string {
  return imageTag(path, alt, 'htmlInMarkdown').replaceAll(endOfInstruction, '&gt;');
}

/** The edit that gives a Markdown image another alt text, in its brackets or in its attributes. */
export function markdownEdit(text: string, reference: ImageReference, alt: string): Edit {
  const { slot, range, syntax } = reference;
  const { start, end } = slot;
  if (start !== range.start + '!['.length) {
    return attributeListEdit(text, reference, alt);
  }
  const escaped = markdownText(alt, syntax === 'mdx', cellOfTable(text, start));
  const written = isAfterTick(text, start) ? escaped.replaceAll('\\`', '&#96;') : escaped;
  // A slot beyond the brackets holds the label as well, which goes on to name the address.
  const byItself = end === range.end || text[end] === '{';
  const label = text.slice(start, end).replace(/\](?:\[\])?$/, '');
  return { start, end, text: byItself ? `${written}][${label}]` : written };
}
