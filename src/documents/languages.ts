import { asciidoc } from './asciidoc';
import type { MarkupLanguage } from './language';
import { markdownLanguage } from './markdown';
import { notebook } from './notebook';
import { restructuredText } from './restructuredText';
import { tagLanguage } from './tags';

const languages = new Map<string, MarkupLanguage>([
  ['markdown', markdownLanguage('markdown')],
  ['mdx', markdownLanguage('mdx')],
  ['myst', markdownLanguage('myst')],
  ['quarto', markdownLanguage('quarto')],
  ['rmd', markdownLanguage('rmd')],
  ['ipynb', notebook],
  ['jupyter', notebook],
  ['html', tagLanguage('html')],
  ['vue', tagLanguage('vue')],
  ['svelte', tagLanguage('svelte')],
  ['astro', tagLanguage('astro')],
  ['javascript', tagLanguage('jsx')],
  ['javascriptreact', tagLanguage('jsx')],
  ['typescriptreact', tagLanguage('jsx')],
  ['asciidoc', asciidoc],
  ['restructuredtext', restructuredText],
]);

/** The markup language of documents that VS Code gives this language id. */
export function languageOf(languageId: string): MarkupLanguage | undefined {
  return languages.get(languageId);
}

const byExtension: Record<string, string> = {
  adoc: 'asciidoc',
  asciidoc: 'asciidoc',
  astro: 'astro',
  htm: 'html',
  html: 'html',
  ipynb: 'ipynb',
  js: 'javascript',
  jsx: 'javascriptreact',
  markdown: 'markdown',
  md: 'markdown',
  mdx: 'mdx',
  mjs: 'javascript',
  mkd: 'markdown',
  qmd: 'quarto',
  rmarkdown: 'rmd',
  rmd: 'rmd',
  rst: 'restructuredtext',
  svelte: 'svelte',
  tsx: 'typescriptreact',
  vue: 'vue',
};

/** The endings of documents, lower case and without the dot. */
export const documentExtensions: readonly string[] = Object.keys(byExtension);

/** Kinds of Markdown that VS Code may take for plain Markdown. */
const kindsOfMarkdown = ['mdx', 'quarto', 'rmd'];

/**
 * The language id by which `findImageReferences` reads a document, from its path and from the language
 * id that VS Code gives it: without the extensions for them, files of many languages are plain text to
 * VS Code. An id that is known goes before the path, except that of plain Markdown; what neither tells
 * stays as it is. The Markdown cell of a notebook has the notebook's path, and stays Markdown.
 */
export function languageIdOf(path: string, languageId: string): string {
  const extension = /\.([a-z]{1,10})$/i.exec(path)?.[1]?.toLowerCase() ?? '';
  const own = Object.hasOwn(byExtension, extension) ? byExtension[extension] : undefined;
  const isKnown = languages.has(languageId);
  const isMarkdown = languageId === 'markdown' && own !== undefined;
  return own !== undefined && (!isKnown || (isMarkdown && kindsOfMarkdown.includes(own)))
    ? own
    : languageId;
}
