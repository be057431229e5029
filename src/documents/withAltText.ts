import { asciidocEdit } from './asciidoc/write';
import { markdownEdit } from './markdown/write';
import type { Edit, ImageReference } from './reference';
import { restructuredEdit } from './restructuredText/write';
import { tagEdit } from './tags/write';

/**
 * The edit that gives a reference found in `text` another alt text, escaped for its language, so that
 * the very text comes out again; line breaks become spaces. The reference is one of `findImageReferences`
 * on the same text.
 */
export function withAltText(text: string, reference: ImageReference, alt: string): Edit {
  switch (reference.syntax) {
    case 'markdown':
    case 'mdx':
      return markdownEdit(text, reference, alt);
    case 'asciidoc':
      return asciidocEdit(text, reference, alt);
    case 'restructuredtext':
      return restructuredEdit(text, reference, alt);
    case 'astro':
    case 'html':
    case 'htmlInMarkdown':
    case 'jsx':
    case 'svelte':
    case 'vue':
      return tagEdit(text, reference, alt);
  }
}
