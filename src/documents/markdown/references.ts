import type { ImageReference, Range } from '../reference';
import { leavesOf } from './blocks';
import { withoutHidden } from './dialects/hidden';
import { Finder } from './finder';
import type { Inline } from './bracketed';
import { scanInline } from './inline';
import type { Leaf } from './leaf';
import { definitionAt, normalLabel } from './resource';

/** The kinds of Markdown that VS Code tells by the language of a document. */
export type Flavour = 'markdown' | 'mdx' | 'myst' | 'quarto' | 'rmd';

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

export function readMarkdown(text: string, flavour: Flavour): MarkdownDocument {
  const mdx = flavour === 'mdx';
  const definitions = new Map<string, string>();
  const prepared = leavesOf(text, mdx).map((leaf) => {
    const content = leaf.lines.map(({ start, end }) => text.slice(start, end)).join('\n');
    const textStart = leaf.kind === 'text' ? takeDefinitions(content, definitions) : 0;
    return { leaf, content, textStart, offset: offsetsOf(leaf.lines) };
  });
  const leaves = prepared.map((read): ReadLeaf => {
    const { leaf, content, textStart } = read;
    const isText = leaf.kind === 'text' || leaf.kind === 'heading' || leaf.kind === 'cell';
    return {
      ...read,
      inline: isText ? scanInline(content, definitions, mdx, textStart) : undefined,
    };
  });
  const found = new Finder(text, flavour, definitions, leaves).run();
  return { leaves, references: withoutHidden(found, text, flavour === 'myst') };
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
  const [first] = lines;
  if (lines.length === 1 && first !== undefined) {
    return (inContent) => first.start + inContent;
  }
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
