import { lint } from 'markdownlint/sync';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { nodesOf, type Shown } from './shown';

/** Front matter is no part of Markdown; its lines stay as blank ones. */
function withoutFrontMatter(text: string): string {
  const front = /^(---|\+\+\+)\r?\n[^]*?\r?\n\1(?:\r?\n|$)/.exec(text)?.[0] ?? '';
  return front.replaceAll(/[^\r\n]/g, '') + text.slice(front.length);
}

/** The nodes of Markdown as micromark and mdast read it, in order. */
export function mdastNodes(text: string): Readonly<Record<string, unknown>>[] {
  const tree = fromMarkdown(withoutFrontMatter(text), {
    extensions: [gfm()],
    mdastExtensions: [gfmFromMarkdown()],
  });
  return [...nodesOf(tree)];
}

/** The images of Markdown as micromark and mdast read them, without those in HTML. */
export function mdastImages(text: string): Shown[] {
  const nodes = mdastNodes(text);
  const definitions = new Map<unknown, unknown>();
  for (const { type, identifier, url } of nodes) {
    if (type === 'definition' && !definitions.has(identifier)) {
      definitions.set(identifier, url);
    }
  }
  return nodes
    .filter(({ type }) => type === 'image' || type === 'imageReference')
    .map(({ type, url, identifier, alt }) => ({
      target: String(type === 'image' ? url : definitions.get(identifier)),
      alt: typeof alt === 'string' && alt.trim() !== '' ? alt : undefined,
      computed: false,
    }));
}

/** The images of the Markdown cells of a notebook. */
export function notebookImages(text: string): Shown[] | undefined {
  try {
    const { cells } = JSON.parse(text) as {
      cells: { cell_type: string; source: string | string[] }[];
    };
    return cells
      .filter(({ cell_type }) => cell_type === 'markdown')
      .flatMap(({ source }) => mdastImages(Array.isArray(source) ? source.join('') : source));
  } catch {
    return undefined;
  }
}

/** The lines, from 1, in which markdownlint misses an alt text (MD045), in order. */
export function linesWithoutAlt(text: string): number[] {
  const { document = [] } = lint({
    strings: { document: text },
    config: { default: false, MD045: true },
    noInlineConfig: true,
  });
  return document.map(({ lineNumber }) => lineNumber).sort((one, other) => one - other);
}
