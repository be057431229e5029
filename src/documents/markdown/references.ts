import type { ImageReference } from '../reference';
import { leavesOf } from './blocks';
import { optional } from './dialects/embed';
import { withoutHidden } from './dialects/hidden';
import { Finder } from './finder';
import { contentOf, offsetsOf, type ReadLeaf } from './readLeaf';
import { definitionAt, normalLabel, type Definitions, type Destination } from './resource';

/** The kinds of Markdown that VS Code tells by the language of a document. */
export type Flavour = 'markdown' | 'mdx' | 'myst' | 'quarto' | 'rmd';

/** A Markdown document taken apart. */
export interface MarkdownDocument {
  readonly leaves: readonly ReadLeaf[];
  readonly definitions: Definitions;
  readonly references: readonly ImageReference[];
}

export function readMarkdown(text: string, flavour: Flavour): MarkdownDocument {
  const mdx = flavour === 'mdx';
  const definitions = new Map<string, Destination>();
  const leaves = leavesOf(text, mdx).map((leaf): ReadLeaf => {
    const content = contentOf(text, leaf.lines);
    const textStart = leaf.kind === 'text' ? takeDefinitions(content, definitions) : 0;
    return { leaf, content, textStart, offset: offsetsOf(leaf.lines) };
  });
  const found = new Finder(text, flavour, definitions, leaves).run();
  return { leaves, definitions, references: withoutHidden(found, text, flavour === 'myst') };
}

/** Reads the definitions that a paragraph begins with; gives where they end. */
export function takeDefinitions(content: string, definitions: Map<string, Destination>): number {
  let end = 0;
  for (;;) {
    const definition = definitionAt(content, end);
    if (definition === undefined) {
      return end;
    }
    const { label, target, title } = definition;
    const normal = normalLabel(label);
    if (!definitions.has(normal)) {
      definitions.set(normal, { target, ...optional('title', title) });
    }
    end = definition.end;
  }
}
