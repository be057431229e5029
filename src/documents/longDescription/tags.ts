import { lineAt, lineBreakOf } from '../place';
import type { Edit, Range } from '../reference';
import { tagLanguage } from '../tags';
import { tagEvents } from '../tags/events';
import { tagOutline } from '../tags/outline';
import { dialects } from '../tags/tag';
import { addedBy, editedAll, joined, sameReferences } from '../verify';
import { ElementTree, type TreeSyntax } from './elementTree';
import { captionMarkup, detailsMarkup, sectionMarkup, type Description } from './markup';
import { captionPlace, holdsBlocks, placeBehind } from './places';
import { freeTitle } from './title';

/** The edits for an image of a language with tags, whose tag begins at `image`. */
export function inTags(
  text: string,
  image: number,
  syntax: TreeSyntax,
  description: Description,
): Edit[] | undefined {
  const edits = editsIn(new ElementTree(text, syntax), image, syntax, description);
  return edits !== undefined && addsOnly(text, edits, syntax) ? edits : undefined;
}

function editsIn(
  tree: ElementTree,
  image: number,
  syntax: TreeSyntax,
  { paragraphs, form, label }: Description,
): Edit[] | undefined {
  const { text } = tree;
  const caption = form === 'figcaption' ? captionPlace(tree, image) : undefined;
  if (caption !== undefined) {
    return [lineBehind(text, caption, captionMarkup(paragraphs, 'html'))];
  }
  const place = placeBehind(tree, image);
  // At its top, a file of Vue has no markup of the page.
  if (place === undefined || (syntax === 'vue' && tree.around(place).length === 0)) {
    return undefined;
  }
  if (form !== 'section') {
    return [lineBehind(text, place, detailsMarkup(label, paragraphs, 'html'))];
  }
  const end = documentEnd(tree, place, syntax);
  if (end === undefined) {
    return undefined;
  }
  const title = freeTitle(label, text, tagOutline(text, dialects[syntax]));
  const { link, section } = sectionMarkup(title, paragraphs);
  return joined([lineBehind(text, place, link), lineBehind(text, end, section)]);
}

/** The end of the document that a place is in: of its main part, of its body, or of the component around all. */
function documentEnd(tree: ElementTree, place: number, syntax: TreeSyntax): number | undefined {
  const around = tree.around(place);
  const named = ['main', 'body', 'html'].map((name) => around.find((other) => other.name === name));
  // A component may be the layout of the page, and one of Vue has best one element around all others.
  const root = around[syntax === 'vue' ? 1 : 0];
  const outermost = root !== undefined && syntax !== 'html' && holdsBlocks(root) ? root : undefined;
  const file = syntax === 'vue' ? around[0] : undefined;
  const whole = named.find((found) => found !== undefined) ?? outermost ?? file;
  const end = tree.text.slice(0, whole?.contentEnd).trimEnd().length;
  // Something else may be open to the end.
  return tree.around(end).at(-1) === whole ? end : undefined;
}

function lineBehind(text: string, offset: number, markup: string): Edit {
  const { start } = lineAt(text, offset);
  const indent = /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
  const lineBreak = lineBreakOf(text);
  const lines = markup.split('\n').map((line) => lineBreak + indent + line);
  return { start: offset, end: offset, text: lines.join('') };
}

/** Whether edits add the tags of their own markup, and leave all other tags and all images as they are. */
function addsOnly(text: string, edits: readonly Edit[], syntax: TreeSyntax): boolean {
  const changed = editedAll(text, edits);
  const added = addedBy(edits);
  const isAdded = ({ start }: Range) =>
    added.some((range) => start >= range.start && start < range.end);
  const after = tagsOf(changed, syntax);
  const source = (all: readonly Tag[]) => all.map((tag) => tag.source).join('\n');
  const { find } = tagLanguage(syntax);
  return (
    source(after.filter((tag) => !isAdded(tag))) === source(tagsOf(text, syntax)) &&
    source(after.filter(isAdded)) === source(edits.flatMap((edit) => tagsOf(edit.text, syntax))) &&
    sameReferences(find(text), find(changed))
  );
}

type Tag = Range & { readonly source: string };

function tagsOf(text: string, syntax: TreeSyntax): Tag[] {
  return tagEvents(text, dialects[syntax])
    .filter(({ kind }) => kind === 'open' || kind === 'close')
    .map(({ start, end }) => ({ start, end, source: text.slice(start, end) }));
}
