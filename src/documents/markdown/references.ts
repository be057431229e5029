import { altState } from '../altState';
import type { ImageReference, Range } from '../reference';
import { tagReference } from '../tags/images';
import { importedPaths } from '../tags/literal';
import { scanTags } from '../tags/scanner';
import { dialects, movedTag, type Tag } from '../tags/tag';
import { leavesOf } from './blocks';
import { scanInline, type Bracketed, type Inline } from './inline';
import type { Leaf } from './leaf';
import { plainText } from './plainText';
import { definitionAt, normalLabel } from './resource';

/** A leaf with what stands in it. */
export interface ReadLeaf {
  readonly leaf: Leaf;
  /** Its lines without the marks of quotes and lists. */
  readonly content: string;
  /** Where an offset of the content is in the document. */
  readonly offset: (inContent: number) => number;
  /** Of text: where the definitions at its beginning end. */
  readonly textStart: number;
  readonly inline: Inline | undefined;
}

/** A Markdown document taken apart. */
export interface MarkdownDocument {
  readonly leaves: readonly ReadLeaf[];
  readonly references: readonly ImageReference[];
}

export function readMarkdown(text: string, mdx: boolean): MarkdownDocument {
  const definitions = new Map<string, string>();
  const imports = mdx ? importedPaths(text) : new Map<string, string>();
  const prepared = leavesOf(text, mdx).map((leaf) => {
    const content = leaf.lines.map(({ start, end }) => text.slice(start, end)).join('\n');
    const textStart = leaf.kind === 'text' ? takeDefinitions(content, definitions) : 0;
    return { leaf, content, textStart, offset: offsetsOf(leaf.lines) };
  });
  const references: ImageReference[] = [];
  let links = 0;
  const leaves = prepared.map((read): ReadLeaf => {
    const { leaf, content, textStart, offset } = read;
    if (leaf.kind === 'text' || leaf.kind === 'heading' || leaf.kind === 'cell') {
      const inline = scanInline(content, definitions, mdx, textStart);
      references.push(
        ...inline.images.map((image) => imageReference(image, read, definitions, mdx, links > 0)),
        ...tagReferences(inline.tags, offset, mdx, imports, links > 0),
      );
      links = links > 0 ? Math.max(0, links + linkBalance(content)) : 0;
      return { ...read, inline };
    }
    if (leaf.kind === 'html' || leaf.kind === 'tags' || leaf.kind === 'module') {
      const code = leaf.kind === 'module';
      const { tags } = scanTags(content, code ? dialects.jsx : mdx ? dialects.mdx : dialects.html);
      references.push(...tagReferences(tags, offset, mdx, imports, links > 0));
      links = Math.max(0, links + linkBalance(content));
    }
    return { ...read, inline: undefined };
  });
  return {
    leaves,
    references: references.sort((one, other) => one.range.start - other.range.start),
  };
}

/** Reads the definitions that a paragraph begins with; gives where they end. */
export function takeDefinitions(content: string, definitions: Map<string, string>): number {
  let end = 0;
  for (;;) {
    const definition = definitionAt(content, end);
    if (definition === undefined) {
      return end;
    }
    const label = normalLabel(definition.label);
    if (!definitions.has(label)) {
      definitions.set(label, definition.target);
    }
    end = definition.end;
  }
}

/** Offsets in the lines joined by line breaks in, offsets in the document out. */
export function offsetsOf(lines: readonly Range[]): (inContent: number) => number {
  const starts: number[] = [];
  let length = 0;
  for (const { start, end } of lines) {
    starts.push(length);
    length += end - start + 1;
  }
  return (inContent) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= inContent) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return (lines[low]?.start ?? 0) + inContent - (starts[low] ?? 0);
  };
}

/** How many links a piece of HTML leaves open, for images between its parts. */
function linkBalance(content: string): number {
  return (content.match(/<a\s/gi)?.length ?? 0) - (content.match(/<\/a\s*>/gi)?.length ?? 0);
}

function imageReference(
  { start, end, text, target, byItself, linked }: Bracketed,
  { content, offset }: Pick<ReadLeaf, 'content' | 'offset'>,
  definitions: ReadonlyMap<string, string>,
  mdx: boolean,
  inLink: boolean,
): ImageReference {
  const written = content.slice(text.start, text.end);
  const alt = written.trim() === '' ? undefined : plainText(written, definitions, mdx);
  const altRange = { start: offset(text.start), end: offset(text.end) };
  const range = { start: offset(start), end: offset(end) };
  return {
    syntax: mdx ? 'mdx' : 'markdown',
    target,
    alt,
    state: altState(alt, target),
    role: linked || inLink ? 'link' : 'informative',
    range,
    altRange: alt === undefined ? undefined : altRange,
    slot: byItself ? { start: altRange.start, end: range.end } : altRange,
    computed: false,
  };
}

function tagReferences(
  tags: readonly Tag[],
  offset: (inContent: number) => number,
  mdx: boolean,
  imports: ReadonlyMap<string, string>,
  linked: boolean,
): ImageReference[] {
  return tags.flatMap((tag) => {
    const moved = movedTag({ ...tag, linked: linked || tag.linked }, offset);
    return tagReference(moved, mdx ? 'jsx' : 'htmlInMarkdown', imports) ?? [];
  });
}
