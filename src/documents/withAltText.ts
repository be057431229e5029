import { asciidocEdit } from './asciidoc/write';
import { withoutTicks } from './markdown/codeSpan';
import { learnEdit } from './markdown/dialects/learn';
import { liquidEdit } from './markdown/dialects/liquid';
import { mystEdit } from './markdown/dialects/myst';
import { obsidianEdit } from './markdown/dialects/obsidian';
import { shortcodeEdit } from './markdown/dialects/shortcode';
import { endOfInstruction } from './markdown/inlineHtml';
import { cellOfTable } from './markdown/tables';
import { markdownEdit } from './markdown/write';
import { notebookEdit } from './notebook';
import type { Edit, ImageReference } from './reference';
import { restructuredEdit } from './restructuredText/write';
import { tagEdit } from './tags/write';

/**
 * The edit that gives a reference found in `text` another alt text, escaped for its language, so that
 * the very text comes out again; line breaks become spaces. An empty one marks the image as decorative
 * where the language can say that. Obsidian's embeds and Hugo's quotes have no escapes for some
 * characters, which become others that look alike. The reference is one of `findImageReferences`
 * on the same text.
 */
export function withAltText(text: string, reference: ImageReference, alt: string): Edit {
  if (reference.encoding === 'json') {
    const inCell = (cell: string, found: ImageReference) => withAltText(cell, found, alt);
    const { start } = reference.slot;
    return notebookEdit(text, reference, inCell) ?? { start, end: start, text: '' };
  }
  switch (reference.syntax) {
    case 'learn':
      return learnEdit(text, reference, alt);
    case 'liquid':
      return liquidEdit(text, reference, alt);
    case 'myst':
      return mystEdit(text, reference, alt);
    case 'obsidian':
      return obsidianEdit(text, reference, alt);
    case 'hugo':
      return shortcodeEdit(text, reference, alt);
    case 'attributeList':
    case 'markdown':
    case 'mdx':
    case 'quarto':
      return markdownEdit(text, reference, alt);
    case 'asciidoc':
      return asciidocEdit(text, reference, alt);
    case 'restructuredtext':
      return restructuredEdit(text, reference, alt);
    case 'jsx': {
      // In MDX it may stand in a paragraph or in a cell of a table.
      const edit = tagEdit(text, reference, alt);
      const cell = edit.text.includes('|') && cellOfTable(text, edit.start);
      const written = cell ? edit.text.replaceAll('|', '&#124;') : edit.text;
      return { ...edit, text: withoutTicks(written, text, edit.start) };
    }
    case 'htmlInMarkdown': {
      const edit = tagEdit(text, reference, alt);
      return { ...edit, text: edit.text.replaceAll(endOfInstruction, '&gt;') };
    }
    case 'astro':
    case 'html':
    case 'svelte':
    case 'vue':
      return tagEdit(text, reference, alt);
  }
}
