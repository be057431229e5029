import type { ImageReference, Range } from '../reference';
import { tagReference } from '../tags/images';
import { importedPaths } from '../tags/literal';
import { scanTags } from '../tags/scanner';
import { dialects, isLink, type Tag } from '../tags/tag';
import { withWrappers, type WrapperTag } from '../tags/wrappers';
import { Marks } from './codeSpan';
import { unitsInHtml } from './dialects';
import type { Embed } from './dialects/embed';
import { learnEnd } from './dialects/learn';
import { directiveOf } from './dialects/myst';
import {
  bracketReference,
  directiveReference,
  embedReference,
  movedReference,
} from './imageReference';
import type { Inline } from './bracketed';
import { scanInline } from './inline';
import { inlineOf, type ReadLeaf } from './readLeaf';
import type { Flavour } from './references';
import type { Definitions } from './resource';

/** Collects the references of the leaves of a document. */
export class Finder {
  private readonly references: ImageReference[] = [];
  private readonly wrappers: WrapperTag[] = [];
  /** Links of HTML that are open between the leaves. */
  private links = 0;
  private readonly imports: ReadonlyMap<string, string>;
  private readonly style: 'quarto' | 'rmd' | undefined;
  /** Of tags. */
  private readonly syntax: 'jsx' | 'htmlInMarkdown';

  constructor(
    private readonly text: string,
    private readonly flavour: Flavour,
    private readonly definitions: Definitions,
    private readonly leaves: readonly ReadLeaf[],
  ) {
    this.imports = flavour === 'mdx' ? importedPaths(text) : new Map<string, string>();
    this.style = pandocStyle(flavour, leaves, definitions);
    this.syntax = flavour === 'mdx' ? 'jsx' : 'htmlInMarkdown';
  }

  run(): ImageReference[] {
    for (const read of this.leaves) {
      this.leaf(read);
    }
    const { references, wrappers, text } = this;
    const order = (one: Range, other: Range) => one.start - other.start;
    references.sort(({ range: one }, { range: other }) => order(one, other));
    return withWrappers(references, wrappers.sort(order), text, this.syntax).map(
      withDescription(text),
    );
  }

  private leaf(read: ReadLeaf): void {
    const first = this.wrappers.length;
    const inline = inlineOf(read, this.definitions, this.flavour === 'mdx');
    this.read(read, inline);
    // A paragraph ends links from before it, but opens none for what comes behind it.
    if (this.links > 0 || inline === undefined) {
      this.links = Math.max(0, this.links + linkBalance(this.wrappers.slice(first)));
    }
  }

  private read(read: ReadLeaf, inline: Inline | undefined): void {
    const { leaf, content } = read;
    switch (leaf.kind) {
      case 'text':
      case 'heading':
      case 'cell':
        this.inline(inline, read);
        break;
      case 'html':
        this.html(read);
        break;
      case 'tags':
      case 'module':
        this.tags(read, leaf.kind === 'module' ? dialects.jsx : dialects.mdx);
        break;
      case 'code': {
        const directive = this.flavour === 'mdx' ? undefined : directiveOf(content);
        if (directive !== undefined) {
          this.references.push(directiveReference(directive, read));
        }
        break;
      }
      case 'excess':
      case 'frontMatter':
    }
  }

  private inline(inline: Inline | undefined, read: ReadLeaf): void {
    const { images = [], embeds = [], tags = [], wrappers = [] } = inline ?? {};
    const context = {
      definitions: this.definitions,
      mdx: this.flavour === 'mdx',
      style: this.style,
      inLink: this.links > 0,
      isOnly: images.length === 1,
    };
    for (const image of images) {
      this.references.push(bracketReference(image, read, context));
    }
    this.addEmbeds(embeds, read);
    this.addTags(tags, wrappers, read);
  }

  /** A block of HTML; Python-Markdown reads Markdown in the elements that have the attribute for it. */
  private html(read: ReadLeaf): void {
    const { content } = read;
    if (/\smarkdown[\s=>]/.test(/^<\w[^<>]*>/.exec(content)?.[0] ?? '')) {
      this.inline(scanInline(content, this.definitions, false), read);
      return;
    }
    const units = unitsInHtml(content, new Marks(content));
    this.addEmbeds(
      units.flatMap(({ image }) => image ?? []),
      read,
    );
    this.tags(read, dialects.html);
  }

  private tags(read: ReadLeaf, dialect: (typeof dialects)[keyof typeof dialects]): void {
    const { tags, wrappers } = scanTags(read.content, dialect);
    this.addTags(tags, wrappers, read);
  }

  private addEmbeds(embeds: readonly Embed[], { offset }: ReadLeaf): void {
    for (const embed of embeds) {
      this.references.push(embedReference(embed, offset, this.links > 0));
    }
  }

  private addTags(
    tags: readonly Tag[],
    wrappers: readonly WrapperTag[],
    { offset }: ReadLeaf,
  ): void {
    for (const tag of tags) {
      const linked = this.links > 0 || tag.linked;
      const found = tagReference({ ...tag, linked }, this.syntax, this.imports);
      if (found !== undefined) {
        this.references.push(movedReference(found, offset));
      }
    }
    for (const tag of wrappers) {
      this.wrappers.push({ ...tag, start: offset(tag.start), end: offset(tag.end) });
    }
  }
}

/**
 * Whether a document is for Pandoc, which takes the words of an image that is a paragraph for its
 * caption. Of plain Markdown that is sure only where an image has the attribute of Quarto.
 */
function pandocStyle(
  flavour: Flavour,
  leaves: readonly ReadLeaf[],
  definitions: Definitions,
): 'quarto' | 'rmd' | undefined {
  if (flavour !== 'markdown') {
    return flavour === 'quarto' || flavour === 'rmd' ? flavour : undefined;
  }
  const isQuarto = leaves.some(
    (read) =>
      read.content.includes('fig-alt') &&
      inlineOf(read, definitions, false)?.images.some(({ list }) =>
        list?.attributes.some(({ name }) => name === 'fig-alt'),
      ),
  );
  return isQuarto ? 'quarto' : undefined;
}

/** A complex image of Learn goes on to the end of its long description. */
function withDescription(text: string): (reference: ImageReference) => ImageReference {
  let next = text.indexOf(learnEnd);
  return (reference) => {
    const { syntax, role, range } = reference;
    if (syntax !== 'learn' || role !== 'complex') {
      return reference;
    }
    while (next !== -1 && next < range.end) {
      next = text.indexOf(learnEnd, next + 1);
    }
    const other = text.indexOf(':::image ', range.end);
    return next === -1 || (other !== -1 && other < next)
      ? reference
      : { ...reference, range: { start: range.start, end: next + learnEnd.length } };
  };
}

/** How many links some tags leave open, for images between the parts of them. An anchor that leads nowhere is none. */
function linkBalance(tags: readonly WrapperTag[]): number {
  return tags
    .filter(
      ({ name, open, attributes }) =>
        isLink(name) && !(open && attributes.length === 0 && /^a$/i.test(name)),
    )
    .reduce((sum, { open }) => sum + (open ? 1 : -1), 0);
}
