import { leavesOf } from './markdown/blocks';
import { withAttribute } from './markdown/dialects/attributeList';
import { cellOfTable } from './markdown/tables';
import { notebookEdit } from './notebook';
import { lineAt, lineBreakOf } from './place';
import type { Edit, ImageReference, Range, Syntax } from './reference';
import { attributeValue } from './tags/escape';
import { withAltText } from './withAltText';

/**
 * The edit that marks an image as decorative, so that screen readers pass over it; `undefined` where its
 * language has no way to say so, where code gives its alt text, and where it is in a link, which would be
 * left without a name, or has a long description. Markdown cannot say it between brackets, so the image
 * becomes a tag there. The reference is one of `findImageReferences` on the same text.
 */
export function decorativeEdit(text: string, reference: ImageReference): Edit | undefined {
  const { syntax, role, computed, range } = reference;
  if (role === 'link' || role === 'complex' || computed) {
    return undefined;
  }
  if (reference.encoding === 'json') {
    return reference.target.startsWith('attachment:')
      ? undefined
      : notebookEdit(text, reference, decorativeEdit);
  }
  switch (syntax) {
    case 'obsidian':
      return undefined;
    case 'hugo':
      // Hugo's own figure takes an empty alt text for none.
      return /^\{\{[<%]\s*figure\s/.test(text.slice(range.start, range.start + 50))
        ? undefined
        : withAltText(text, reference, '');
    case 'attributeList':
    case 'quarto':
      return inBrackets(reference)
        ? withAttribute(text, range, syntax === 'quarto' ? 'fig-alt=""' : 'alt=""')
        : withAltText(text, reference, '');
    case 'markdown':
      return tagInstead(text, reference, '>');
    case 'mdx':
      // Bundlers find the files of Markdown images only.
      return /^(?:[a-z][a-z\d+.-]*:|\/)/i.test(reference.target)
        ? tagInstead(text, reference, ' />')
        : undefined;
    case 'asciidoc':
    case 'astro':
    case 'html':
    case 'htmlInMarkdown':
    case 'jsx':
    case 'learn':
    case 'liquid':
    case 'myst':
    case 'restructuredtext':
    case 'svelte':
    case 'vue':
      return withAltText(text, reference, '');
  }
}

function inBrackets({ slot, range }: ImageReference): boolean {
  return slot.start === range.start + '!['.length;
}

/** A tag in place of an image of Markdown, with its title and, as Obsidian has it, its width. */
function tagInstead(
  text: string,
  { target, title, range, slot, syntax }: ImageReference,
  end: string,
): Edit {
  const size = /^\\?\|(\d+)(?:x(\d+))?/.exec(text.slice(slot.end, range.end));
  const written = (name: string, value: string | undefined) =>
    value === undefined ? '' : ` ${name}="${attributeOf(value, syntax)}"`;
  const source = `<img${written('src', target)}`;
  const rest = `${written('title', title)}${written('width', size?.[1])}${written('height', size?.[2])}`;
  const { before, space } = aroundTag(text, range, syntax === 'mdx');
  return { ...range, text: `${before}${source}${rest}${space}alt=""${end}` };
}

/** The value of an attribute, in which the expressions of template engines stay as they are. */
function attributeOf(value: string, syntax: Syntax): string {
  return value
    .split(/(\{\{[^{}"]*\}\}|\{%[^%"]*%\})/)
    .map((part, index) =>
      index % 2 === 1
        ? part
        : attributeValue(part, syntax === 'mdx' ? 'mdx' : 'htmlInMarkdown', '"'),
    )
    .join('');
}

/**
 * What keeps a tag that would be a whole line from beginning a block of HTML, which would take in the
 * lines below it: a bar before it in a table, else a line break in it for `space`.
 */
function aroundTag(
  text: string,
  range: Range,
  mdx: boolean,
): { readonly before: string; readonly space: string } {
  const marks = marksBefore(text, range);
  if (marks === undefined) {
    return { before: '', space: ' ' };
  }
  if (cellOfTable(text, range.start) && isCell(text, range, mdx)) {
    return { before: '| ', space: ' ' };
  }
  const newline = text.indexOf('\n', range.end);
  const below = newline === -1 ? undefined : lineAt(text, newline + 1);
  return below === undefined || mdx || text.slice(below.start, below.end).trim() === ''
    ? { before: '', space: ' ' }
    : { before: '', space: lineBreakOf(text) + marks.replaceAll(/[^\s>]/g, ' ') };
}

/** The marks of quotes and lists before a range that is else a whole line; `undefined` where it is not. */
function marksBefore(text: string, { start, end }: Range): string | undefined {
  const marks = text.slice(lineAt(text, start).start, start);
  // Longer ones are no marks, and would overflow the stack of the pattern.
  const isLine =
    marks.length <= 1000 &&
    /^(?:[\s>]|[-*+](?=\s)|\d{1,9}[.)](?=\s))*$/.test(marks) &&
    text.slice(end, lineAt(text, end).end).trim() === '';
  return isLine ? marks : undefined;
}

function isCell(text: string, range: Range, mdx: boolean): boolean {
  return leavesOf(text, mdx).some(
    ({ kind, lines: [line] }) =>
      kind === 'cell' && line !== undefined && line.start <= range.start && line.end >= range.end,
  );
}
