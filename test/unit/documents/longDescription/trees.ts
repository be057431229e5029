import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { parse, type DefaultTreeAdapterTypes } from 'parse5';

/** A node of a syntax tree: what it is, what it says itself, and what is in it. */
export interface Tree {
  readonly name: string;
  readonly text: string;
  readonly facts: string;
  readonly children: readonly Tree[];
}

interface MarkdownNode {
  readonly type: string;
  readonly value?: string;
  readonly children?: readonly MarkdownNode[];
  readonly position?: unknown;
  readonly spread?: unknown;
}

/** Markdown as micromark and mdast read it. A blank line more in a list makes no difference. */
export function markdownTree(text: string): Tree {
  const simple = ({ type, value = '', children = [], ...others }: MarkdownNode): Tree => {
    const { position: _position, spread: _spread, ...facts } = others;
    return {
      name: type,
      text: value.replaceAll('\r\n', '\n').replaceAll(/^[ \t]+/gm, ''),
      facts: JSON.stringify(facts),
      children: children.map(simple),
    };
  };
  return simple(fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }));
}

/** HTML as a browser has it, without comments. White space at the ends of texts makes no difference. */
export function htmlTree(html: string): Tree {
  const simple = (node: DefaultTreeAdapterTypes.Node): Tree[] => {
    const text = 'value' in node ? node.value.trim() : '';
    const inTemplate = 'content' in node ? simple(node.content) : [];
    const children = 'childNodes' in node ? node.childNodes.flatMap(simple) : [];
    const facts = 'attrs' in node ? node.attrs : 'data' in node ? node.data : [];
    const isSeen = node.nodeName === '#text' ? text !== '' : node.nodeName !== '#comment';
    return !isSeen
      ? []
      : [
          {
            name: node.nodeName,
            text,
            facts: JSON.stringify(facts),
            children: [...inTemplate, ...children],
          },
        ];
  };
  return { name: '', text: '', facts: '', children: simple(parse(`<!doctype html>${html}`)) };
}

type IsMeant = (tree: Tree) => boolean;

/** The names of what is around each node that is meant, the outermost first. */
export function pathsTo(tree: Tree, isMeant: IsMeant): string[][] {
  return tree.children.flatMap((child) =>
    isMeant(child) ? [[tree.name]] : pathsTo(child, isMeant).map((path) => [tree.name, ...path]),
  );
}

/** A tree without some nodes. */
export function without(tree: Tree, isMeant: IsMeant): Tree {
  const children = tree.children
    .filter((child) => !isMeant(child))
    .map((child) => without(child, isMeant));
  return { ...tree, children };
}

/** The texts of a tree, with a space between them. */
export function textOf({ text, children }: Tree): string {
  return [text, ...children.map(textOf)].filter((part) => part !== '').join(' ');
}
