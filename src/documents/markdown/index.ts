import type { MarkupLanguage, NewImage, PlaceProblem } from '../language';
import { urlPath } from '../paths';
import { cuts, inlineEdit, lineAt, lineBreakOf, placeOf } from '../place';
import type { Edit, Range } from '../reference';
import { addsOne } from '../verify';
import { problemAt } from '../tags';
import { scanTags } from '../tags/scanner';
import { dialects } from '../tags/tag';
import { isAfterTick } from './codeSpan';
import { thematicBreak } from './containers';
import type { Inline } from './bracketed';
import { unbracketed } from './inline';
import { markdownOutline } from './outline';
import { inlineOf, type ReadLeaf } from './readLeaf';
import { readMarkdown, type Flavour } from './references';
import { markdownImage, markdownTag } from './write';

/** CommonMark with tables and the markup that tools add to it, and MDX. */
export function markdownLanguage(
  flavour: Flavour,
): MarkupLanguage & Required<Pick<MarkupLanguage, 'read'>> {
  return {
    find: (text) => [...readMarkdown(text, flavour).references],
    read: (text) => {
      const { references, leaves } = readMarkdown(text, flavour);
      const own = leaves.map(({ leaf }) => leaf);
      return { references, outline: () => markdownOutline(text, flavour === 'mdx', own) };
    },
    insert: (text, selection, image) => insert(text, selection, image, flavour),
    outline: (text) => markdownOutline(text, flavour === 'mdx'),
  };
}

function insert(
  text: string,
  selection: Range,
  image: NewImage,
  flavour: Flavour,
): Edit | PlaceProblem {
  const { leaves, definitions } = readMarkdown(text, flavour);
  const range = placeOf(text, selection);
  const read = leaves.find((leaf) => holds(leaf, text, range.end));
  if (read === undefined && !isBlank(text, range.end)) {
    // Underlines of headings, rules and delimiters of tables.
    return 'markup';
  }
  if (read === undefined) {
    return (
      htmlLineEdit(text, range.end, leaves, image, flavour) ??
      lineEdit(text, range.end, image, flavour)
    );
  }
  const lines = read.leaf.lines;
  // In the marks of a quote or a list, the line's own text is meant.
  const line = lines.find(({ end }) => range.end <= end);
  const first = Math.max(range.end, line?.start ?? 0);
  const one = { start: first, end: first };
  switch (read.leaf.kind) {
    case 'code':
    case 'module':
      return 'code';
    case 'frontMatter':
      return 'frontMatter';
    case 'excess':
      return 'place';
    case 'html':
    case 'tags':
      return tagEdit(text, one, read, image, flavour);
    case 'text':
    case 'heading':
    case 'cell': {
      const inline = inlineOf(read, definitions, flavour === 'mdx');
      const place = range.start < (line?.start ?? 0) ? one : range;
      return inline === undefined ? 'markup' : textEdit(text, place, read, inline, image, flavour);
    }
  }
}

/** Whether nothing but the marks of quotes and lists is on a line. */
function isBlank(text: string, offset: number): boolean {
  const { start, end } = lineAt(text, offset);
  const line = text.slice(start, end).replaceAll('>', ' ').trim();
  const isMark = (word: string) => /^(?:[-*+]|\d{1,9}[.)])?$/.test(word);
  return !thematicBreak.test(line) && line.split(/[ \t]+/).every(isMark);
}

/** Whether an offset is on a line of a leaf, or in its cell of a line. */
function holds({ leaf }: ReadLeaf, text: string, offset: number): boolean {
  const { lines, kind } = leaf;
  const [first, last] = [lines[0], lines.at(-1)];
  if (first === undefined || last === undefined || offset > last.end) {
    return false;
  }
  return kind === 'cell' || kind === 'excess'
    ? offset >= first.start
    : offset >= lineAt(text, first.start).start;
}

function textEdit(
  text: string,
  place: Range,
  { offset, leaf, content, textStart }: ReadLeaf,
  inline: Inline,
  { path, alt }: NewImage,
  flavour: Flavour,
): Edit | PlaceProblem {
  const inDefinitions =
    textStart > 0 && (textStart >= content.length || place.end < offset(textStart));
  if (inDefinitions) {
    return 'markup';
  }
  const within = (range: Range) => ({ start: offset(range.start), end: offset(range.end) });
  const behind = { start: place.end, end: place.end };
  const closed = [...unbracketed(content), ...inline.closed];
  const all = [...closed, ...inline.images, ...inline.links].map(within);
  const range =
    all.some((other) => cuts(place, other)) ||
    /[\\`*_[\]<&]/.test(text.slice(place.start, place.end))
      ? behind
      : place;
  const problem = closedAt({ closed, images: inline.images }, within, behind);
  if (problem !== undefined || content === '') {
    return problem ?? 'place';
  }
  const markup = markdownImage(urlPath(path), alt, flavour, leaf.kind === 'cell');
  const safe = isAfterTick(text, range.start) ? markup.replaceAll('\\`', '&#96;') : markup;
  return inlineEdit(text, range, safe);
}

/** What an offset is in the middle of that takes no image. */
function closedAt(
  { closed, images }: Pick<Inline, 'closed' | 'images'>,
  within: (range: Range) => Range,
  place: Range,
): PlaceProblem | undefined {
  if (images.some((image) => cuts(place, within(image)))) {
    return 'markup';
  }
  const found = closed.find((other) => cuts(place, within(other)));
  return found?.kind === 'tag' || found?.kind === 'address' ? 'markup' : found?.kind;
}

/** In HTML within Markdown, images are tags. */
function tagEdit(
  text: string,
  place: Range,
  { content, offset, leaf }: ReadLeaf,
  { path, alt }: NewImage,
  flavour: Flavour,
): Edit | PlaceProblem {
  if (flavour === 'mdx') {
    return place.start > (leaf.lines.at(-1)?.end ?? 0) - 1 ? 'place' : 'markup';
  }
  if (place.start <= offset(0)) {
    // Before the first tag, the line would no longer begin a block of HTML.
    return 'place';
  }
  let inContent = 0;
  while (inContent < content.length && offset(inContent) < place.start) {
    inContent++;
  }
  const found = scanTags(content, dialects.html, inContent).place;
  return problemAt(found) ?? inlineEdit(text, place, markdownTag(urlPath(path), alt));
}

/** On a blank line in the middle of HTML: a tag there keeps the HTML around it together. */
function htmlLineEdit(
  text: string,
  offset: number,
  leaves: readonly ReadLeaf[],
  { path, alt }: NewImage,
  flavour: Flavour,
): Edit | undefined {
  const line = lineAt(text, offset);
  const above = lineAt(text, line.start - 1);
  const inHtml = leaves.some(
    ({ leaf }) => leaf.kind === 'html' && leaf.lines.at(-1)?.end === above.end,
  );
  const tagBelow = /^\r?\n[ \t]*</.test(text.slice(line.end, line.end + 200));
  const markup = markdownTag(urlPath(path), alt);
  const edit = { start: offset, end: line.end, text: markup };
  return line.start > 0 &&
    inHtml &&
    tagBelow &&
    addsOne((changed) => readMarkdown(changed, flavour).references, text, edit)
    ? edit
    : undefined;
}

/** Lines that a paragraph may follow on, or go before, without a blank line between. */
const closedLine = /^[\s>]*(?:#{1,6}\s.*|`{3,}[^`]*|~{3,}.*|)$/s;

/** On a blank line: a paragraph of its own, in the quote or list item that the line is in. */
function lineEdit(text: string, offset: number, { path, alt }: NewImage, flavour: Flavour): Edit {
  const line = lineAt(text, offset);
  const markup = markdownImage(urlPath(path), alt, flavour, false);
  const lineBreak = lineBreakOf(text);
  const above = lineAt(text, line.start - 1);
  const below = lineAt(text, Math.min(text.length, text.indexOf('\n', line.end) + 1));
  const apart = {
    above: line.start === 0 || closedLine.test(text.slice(above.start, above.end)),
    below: below.start <= line.start || closedLine.test(text.slice(below.start, below.end)),
  };
  const edit = (start: number): Edit => {
    const prefix = text.slice(line.start, start);
    // The mark of an item parts it from what is above.
    const item = /[^\s>]/.test(prefix);
    const before = apart.above || item ? '' : lineBreak + prefix;
    const after = apart.below || item ? '' : lineBreak + prefix.trimEnd();
    return { start, end: line.end, text: before + markup + after };
  };
  // Four columns of white space would make it code, unless the line is in a list item.
  const found = [edit(offset), edit(line.start)].find((tried) =>
    addsOne((changed) => readMarkdown(changed, flavour).references, text, tried),
  );
  return found ?? edit(offset);
}
