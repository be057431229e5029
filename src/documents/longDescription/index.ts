import type { Edit, ImageReference } from '../reference';
import { inMarkdown } from './markdown';
import { paragraphsOf, type Description } from './markup';
import { inTags } from './tags';

/** A long description, and how it is written. */
export interface LongDescription extends Omit<Description, 'paragraphs'> {
  /** Plain paragraphs with blank lines between them. */
  readonly text: string;
}

/**
 * The edits that give an image a long description behind its paragraph, in its figure, or in a section at
 * the end of the document with a link to it; in order, and none for an empty description. Where no figure
 * takes a caption, a fold stands behind it. Undefined where the language or the place takes none (notebooks,
 * tables, quotes, components), and where the document would be read otherwise with it. The reference is
 * one of `findImageReferences` on the same text.
 */
export function longDescriptionEdits(
  text: string,
  { syntax, range, encoding }: ImageReference,
  { text: words, form, label }: LongDescription,
): Edit[] | undefined {
  const paragraphs = paragraphsOf(words);
  if (paragraphs.length === 0) {
    return [];
  }
  if (encoding === 'json') {
    return undefined;
  }
  const description = { paragraphs, form, label };
  switch (syntax) {
    case 'astro':
    case 'html':
    case 'svelte':
    case 'vue':
      return inTags(text, range.start, syntax, description);
    case 'attributeList':
    case 'htmlInMarkdown':
    case 'markdown':
    case 'quarto':
      return inMarkdown(text, range.start, description);
    case 'asciidoc':
    case 'hugo':
    case 'jsx':
    case 'learn':
    case 'liquid':
    case 'mdx':
    case 'myst':
    case 'obsidian':
    case 'restructuredtext':
      return undefined;
  }
}
