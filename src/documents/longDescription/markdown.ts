import { withoutHidden } from '../markdown/dialects/hidden';
import { markdownOutline } from '../markdown/outline';
import { readMarkdown, type MarkdownDocument } from '../markdown/references';
import { lineAt, lineBreakOf } from '../place';
import type { Edit } from '../reference';
import { addedBy, editedAll, joined, sameReferences } from '../verify';
import { endOf, holds, indentOf, lineIndent, offsetIn } from './leafLines';
import { blockOf, MarkdownBlocks, type Block } from './markdownBlocks';
import { captionMarkup, detailsMarkup, markdownText, type Description } from './markup';
import { captionPlace } from './places';
import { freeTitle } from './title';

/** Some edits, and the blocks of the document when they are made. */
interface Change {
  readonly edits: readonly Edit[];
  readonly blocks: readonly Block[];
}

/** The edits for an image of Markdown, whose markup begins at `image`. */
export function inMarkdown(
  text: string,
  image: number,
  description: Description,
): Edit[] | undefined {
  const document = readMarkdown(text, 'markdown');
  const index = document.leaves.findIndex((read) => holds(read, image));
  const read = document.leaves[index];
  if (read === undefined || !['text', 'heading', 'html'].includes(read.leaf.kind)) {
    return undefined;
  }
  const blocks = new MarkdownBlocks(document.leaves);
  const change =
    captionChange(text, image, index, blocks, description) ??
    blockChange(text, index, blocks, description);
  return change !== undefined && changesOnly(text, document, change)
    ? [...change.edits]
    : undefined;
}

/** A caption in a figure of HTML that ends in the block of its image. */
function captionChange(
  text: string,
  image: number,
  index: number,
  blocks: MarkdownBlocks,
  { form, paragraphs }: Description,
): Change | undefined {
  const read = blocks.leaves[index];
  if (form !== 'figcaption' || read?.leaf.kind !== 'html') {
    return undefined;
  }
  const start = blocks.startOf(index);
  const inLeaf = (captionPlace(blocks.tree, start + offsetIn(read, image)) ?? start) - start;
  const { content, offset } = read;
  const indent = lineIndent(text, read, offset(inLeaf));
  if (inLeaf <= 0 || inLeaf > content.length || indent === undefined) {
    return undefined;
  }
  const at = offset(inLeaf);
  const markup = captionMarkup(paragraphs, 'htmlInMarkdown');
  const changed = `${content.slice(0, inLeaf)}\n${markup}${content.slice(inLeaf)}`;
  return {
    edits: [{ start: at, end: at, text: lines(text, `\n${markup}`, indent) }],
    blocks: blocks.leaves.map(blockOf).with(index, blockOf({ ...read, content: changed })),
  };
}

/** A fold, or a link to a section at the end, behind the paragraph, the heading or the HTML of an image. */
function blockChange(
  text: string,
  index: number,
  blocks: MarkdownBlocks,
  { form, paragraphs, label }: Description,
): Change | undefined {
  const at = blocks.blockToFollow(index) ?? -1;
  const read = blocks.leaves[at];
  const indent = read === undefined ? undefined : indentOf(text, read);
  if (read === undefined || indent === undefined) {
    return undefined;
  }
  const place = endOf(text, read);
  const before = blocks.leaves.map(blockOf);
  if (form !== 'section') {
    const markup = detailsMarkup(label, paragraphs, 'htmlInMarkdown');
    const added: Block = { kind: 'html', level: undefined, source: markup };
    return {
      edits: [blockBehind(text, place, markup, indent)],
      blocks: before.toSpliced(at + 1, 0, added),
    };
  }
  if (!blocks.takesSection) {
    return undefined;
  }
  const leaves = blocks.leaves.map(({ leaf }) => leaf);
  const title = freeTitle(label, text, markdownOutline(text, false, leaves));
  const heading = markdownText(title.text);
  const words = paragraphs.map(markdownText);
  const link = `[${heading}](#${title.id})`;
  const end = Math.max(place, lineAt(text, text.trimEnd().length).end);
  const section = [`## ${heading}`, ...words].join('\n\n');
  return {
    edits: joined([blockBehind(text, place, link, indent), blockBehind(text, end, section, '')]),
    blocks: [
      ...before.toSpliced(at + 1, 0, { kind: 'text', level: undefined, source: link }),
      { kind: 'heading', level: 2, source: heading },
      ...words.map((source): Block => ({ kind: 'text', level: undefined, source })),
    ],
  };
}

/** A block with blank lines around it, behind the end of a line. */
function blockBehind(text: string, end: number, markup: string, indent: string): Edit {
  const newline = text.indexOf('\n', end);
  const below = lineAt(text, newline + 1);
  const isFollowed = newline !== -1 && text.slice(below.start, below.end).trim() !== '';
  return { start: end, end, text: lines(text, `\n\n${markup}${isFollowed ? '\n' : ''}`, indent) };
}

/** Lines with the document's line breaks, the first one without its indent. */
function lines(text: string, markup: string, indent: string): string {
  return markup
    .split('\n')
    .map((line, index) => (index === 0 || line === '' ? line : indent + line))
    .join(lineBreakOf(text));
}

/** Whether a change makes the blocks that it says, and leaves all images as they are. */
function changesOnly(
  text: string,
  { references }: MarkdownDocument,
  { edits, blocks }: Change,
): boolean {
  const changed = editedAll(text, edits);
  const after = readMarkdown(changed, 'markdown');
  const added = addedBy(edits).map((range) => ({ range, syntax: 'markdown' as const }));
  return (
    JSON.stringify(after.leaves.map(blockOf)) === JSON.stringify(blocks) &&
    sameReferences(references, after.references) &&
    withoutHidden(added, changed, false).length === added.length
  );
}
