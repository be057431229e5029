import assert from 'node:assert/strict';
import { parse as parseAstro } from '@astrojs/compiler/sync';
import { parse as parseVue } from '@vue/compiler-dom';
import { parse as parseSvelte } from 'svelte/compiler';
import { findImageReferences } from '../../../../src/documents';
import { astroImages, svelteImages, vueImages } from '../oracles/components';
import { nodesOf } from '../oracles/shown';
import { fold, last } from './described';
import { htmlTree, markdownTree, pathsTo, textOf, without, type Tree } from './trees';

/** Sees that a description stands in a document as another parser reads it, and that all else is as it was. */
export function assertAdded(before: string, after: string, languageId: string): void {
  switch (languageId) {
    case 'markdown':
    case 'quarto':
      inMarkdown(before, after);
      break;
    case 'html':
      inHtml(before, after);
      break;
    case 'astro':
    case 'svelte':
    case 'vue':
      inComponent(before, after, languageId);
  }
}

const paragraphs = ['Sales rise <fast>.', last];
const words = paragraphs.join(' ');
const heading = /^Description(?: \d+)?$/;
const caption = `\n<figcaption>\n${fold().split('\n').slice(2, -1).join('\n')}\n</figcaption>`;

function leadsToSection({ facts }: Tree): boolean {
  return facts.includes('"#description');
}

function inMarkdown(before: string, after: string): void {
  const tree = markdownTree(after);
  const isAdded = (node: Tree): boolean => {
    switch (node.name) {
      case 'html':
        return node.text === fold();
      case 'heading':
        return heading.test(textOf(node)) && node.facts === '{"depth":2}';
      case 'paragraph':
        return paragraphs.includes(textOf(node)) || node.children.some(leadsToSection);
      default:
        return false;
    }
  };
  assert.deepEqual(withoutCaption(without(tree, isAdded)), markdownTree(before), after);
  // A fold or a caption; or a link, a heading and two paragraphs.
  const count = pathsTo(tree, isAdded).length + (textOf(tree).includes(caption) ? 1 : 0);
  assert.ok(count === 1 || count === 4, after);
}

function withoutCaption(tree: Tree): Tree {
  return {
    ...tree,
    text: tree.name === 'html' ? tree.text.replace(caption, '') : tree.text,
    children: tree.children.map(withoutCaption),
  };
}

/** Elements in which no block stands at any depth, and those that hold certain elements only. */
const noBlocks = /^(?:a|b|button|code|em|h[1-6]|i|label|p|pre|select|span|strong|summary|svg)$/;
const noneDirectly = /^(?:table|tbody|thead|tfoot|tr|ul|ol|dl|head|picture)$/;

const shapes: Record<string, string> = {
  details: 'summary p p',
  figcaption: 'p p',
  section: 'h2 p p',
};

/** Browsers read attributes in end tags, and no script ends by `/>`. */
const odd = /<\/[^>]*["']|<(?:script|style|textarea|title)[^>]*\/>/;

function inHtml(before: string, after: string): void {
  if (odd.test(before)) {
    return;
  }
  const tree = htmlTree(after);
  const isAdded = (node: Tree): boolean =>
    node.name === 'p'
      ? node.children.some(leadsToSection)
      : node.children.map(({ name }) => name).join(' ') === shapes[node.name] &&
        textOf(node).endsWith(words);
  const paths = pathsTo(tree, isAdded);
  assert.ok(paths.length === 1 || paths.length === 2, after);
  for (const path of paths) {
    const message = `${path.join(' ')}\n${after}`;
    assert.ok(!path.some((name) => noBlocks.test(name)), message);
    assert.ok(!noneDirectly.test(path.at(-1) ?? ''), message);
  }
  assert.deepEqual(without(tree, isAdded), htmlTree(before), after);
}

function inComponent(before: string, after: string, languageId: 'astro' | 'svelte' | 'vue'): void {
  const images = imagesIn[languageId];
  const shown = images(before);
  if (shown?.length === findImageReferences(before, languageId).length) {
    assert.deepEqual(images(after), shown, after);
    const nodes = nodesIn(after, languageId);
    const texts = nodes.flatMap((node) => Object.values(node));
    assert.ok(
      texts.some((text) => typeof text === 'string' && text.trim() === last),
      after,
    );
  }
}

const imagesIn = { astro: astroImages, svelte: svelteImages, vue: vueImages };

function nodesIn(
  text: string,
  languageId: 'astro' | 'svelte' | 'vue',
): Readonly<Record<string, unknown>>[] {
  switch (languageId) {
    case 'astro':
      return [...nodesOf(parseAstro(text, { position: false }))];
    case 'svelte':
      return [...nodesOf(parseSvelte(text, { modern: true }))];
    case 'vue':
      return [...nodesOf(parseVue(text, { parseMode: 'sfc' }))];
  }
}
