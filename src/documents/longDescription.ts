import { longDescriptionMarkup, type LongDescriptionForm } from '../core/altText/longDescription';
import { lineAt, lineBreakOf } from './place';
import type { Edit, ImageReference, Syntax } from './reference';

/** A long description, and how it is written. */
export interface LongDescription {
  /** Plain paragraphs with blank lines between them. */
  readonly text: string;
  readonly form: LongDescriptionForm;
  /** The words of its summary, heading or link. */
  readonly label: string;
}

const markdownSyntax: readonly Syntax[] = ['markdown', 'htmlInMarkdown', 'attributeList', 'quarto'];
const tagSyntax: readonly Syntax[] = ['html', 'vue', 'svelte', 'astro'];

/**
 * The edits that give an image a long description behind its paragraph, in its figure, or in a section at
 * the end of the document with a link to it. Undefined where the language or the place takes none: notebooks,
 * tables, quotes, components. The reference is one of `findImageReferences` on the same text.
 */
export function longDescriptionEdits(
  text: string,
  reference: ImageReference,
  description: LongDescription,
): Edit[] | undefined {
  if (description.form === 'off' || description.text.trim() === '') {
    return [];
  }
  if (reference.encoding === 'json') {
    return undefined;
  }
  if (tagSyntax.includes(reference.syntax)) {
    return inTags(text, reference, description);
  }
  return markdownSyntax.includes(reference.syntax)
    ? inMarkdown(text, reference, description)
    : undefined;
}

function inMarkdown(
  text: string,
  { range }: ImageReference,
  { text: words, form, label }: LongDescription,
): Edit[] | undefined {
  const line = lineAt(text, range.start);
  const indent = /^[ \t]*/.exec(text.slice(line.start, range.start))?.[0] ?? '';
  const before = text.slice(line.start, range.start);
  // A list item's mark is of the indent; quotes and cells take no block behind them.
  const item = /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+/.exec(before)?.[0];
  const rest = item === undefined ? before : before.slice(item.length);
  if (rest.includes('|') || before.trimStart().startsWith('>')) {
    return undefined;
  }
  const prefix = item === undefined ? indent : item.replaceAll(/[^\t]/g, ' ');
  const end = paragraphEnd(text, range.end);
  if (form !== 'section') {
    // Only a figure of HTML has a caption in Markdown.
    const markup = longDescriptionMarkup('details', words, 'markdown', { label });
    return [behind(text, end, markup, prefix)];
  }
  const title = freeTitle(text, label);
  const section = longDescriptionMarkup('section', words, 'markdown', {
    label: title,
    headingLevel: 2,
  });
  return [behind(text, end, `[${title}](#${slugOf(title)})`, prefix), atEnd(text, section)];
}

/** The end of the last line before a blank one. */
function paragraphEnd(text: string, offset: number): number {
  let { end } = lineAt(text, offset);
  for (;;) {
    const newline = text.indexOf('\n', end);
    if (newline === -1) {
      return end;
    }
    const next = lineAt(text, newline + 1);
    if (text.slice(next.start, next.end).trim() === '') {
      return end;
    }
    end = next.end;
  }
}

function behind(text: string, end: number, markup: string, prefix: string): Edit {
  const lineBreak = lineBreakOf(text);
  const lines = markup.split('\n').map((line) => (line === '' ? '' : prefix + line));
  return { start: end, end, text: lineBreak + lineBreak + lines.join(lineBreak) };
}

function atEnd(text: string, markup: string): Edit {
  const lineBreak = lineBreakOf(text);
  const end = text.trimEnd().length;
  const added = markup.split('\n').join(lineBreak);
  return { start: end, end, text: `${lineBreak}${lineBreak}${added}` };
}

/** A heading that the document has not yet: a link leads to the first of its name. */
function freeTitle(text: string, label: string): string {
  for (let number = 1; ; number++) {
    const title = number === 1 ? label : `${label} ${number}`;
    if (!text.includes(`# ${title}`) && !text.includes(`id="${slugOf(title)}"`)) {
      return title;
    }
  }
}

/** As GitHub and most generators make the id of a heading. */
function slugOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replaceAll(/\s+/g, '-');
}

function inTags(
  text: string,
  reference: ImageReference,
  { text: words, form, label }: LongDescription,
): Edit[] {
  const { end } = reference.range;
  const inFigure = figureEnd(text, end);
  const hasCaption = /<figcaption/i.test(text.slice(end, inFigure ?? end));
  if (form === 'figcaption' && inFigure !== undefined && !hasCaption) {
    const markup = longDescriptionMarkup('figcaption', words, 'html');
    return [lineBehind(text, afterClosers(text, end, /^\s*<\/(?:a|picture)\s*>/i), markup)];
  }
  const place = inFigure ?? afterClosers(text, end, /^\s*<\/(?:a|picture|button|span)\s*>/i);
  const behindText = inFigure === undefined ? paragraphTagEnd(text, place) : place;
  if (form !== 'section') {
    return [
      lineBehind(text, behindText, longDescriptionMarkup('details', words, 'html', { label })),
    ];
  }
  const title = freeTitle(text, label);
  const id = slugOf(title);
  const section = longDescriptionMarkup('section', words, 'html', {
    label: title,
    headingLevel: 2,
  });
  const link = `<p><a href="#${id}">${title}</a></p>`;
  const last = /<\/(?:main|body|html|template)\s*>/i.exec(text.slice(behindText));
  const closing = last === null ? text.trimEnd().length : behindText + last.index;
  return [
    lineBehind(text, behindText, link),
    {
      start: closing,
      end: closing,
      text: `${section.replace('<section>', `<section id="${id}">`)}\n`,
    },
  ];
}

/** Where the figure around an offset ends, if it is in one. */
function figureEnd(text: string, offset: number): number | undefined {
  const open = text.lastIndexOf('<figure', offset);
  const closed = text.lastIndexOf('</figure', offset);
  const close = open > closed ? text.indexOf('</figure>', offset) : -1;
  return close === -1 ? undefined : close + '</figure>'.length;
}

/** Behind the end tags of what holds the image only. */
function afterClosers(text: string, offset: number, closer: RegExp): number {
  let end = offset;
  for (let tag = closer.exec(text.slice(end, end + 100)); tag !== null;) {
    end += tag[0].length;
    tag = closer.exec(text.slice(end, end + 100));
  }
  return end;
}

/** A block cannot stand in a paragraph: behind the end of that which is open. */
function paragraphTagEnd(text: string, offset: number): number {
  const close = text.indexOf('</p>', offset);
  const open = text
    .slice(offset, close === -1 ? offset : close)
    .search(/<(?:p|div|h\d|ul|ol|table)[\s>]/i);
  return close !== -1 && open === -1 ? close + '</p>'.length : offset;
}

function lineBehind(text: string, offset: number, markup: string): Edit {
  const line = lineAt(text, offset);
  const indent = /^[ \t]*/.exec(text.slice(line.start, offset))?.[0] ?? '';
  const lineBreak = lineBreakOf(text);
  const lines = markup.split('\n').map((one) => indent + one);
  return { start: offset, end: offset, text: lineBreak + lines.join(lineBreak) };
}
