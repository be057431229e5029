import { astroImages, jsxImages, svelteImages, vueImages } from './components';
import { htmlImages } from './html';
import { asciidoctorImages, docutilsImages, hasDocutils } from './lightMarkup';
import { mdastImages, notebookImages } from './markdown';
import type { Shown } from './shown';

export const docutils = hasDocutils();

/** Texts in, the images of each out; `undefined` of a text that the parser rejects. */
export type Oracle = (texts: readonly string[]) => Promise<(Shown[] | undefined)[]>;

/** One after the other: Asciidoctor has one logger for all. */
export const each =
  (read: (text: string) => Shown[] | undefined | Promise<Shown[] | undefined>): Oracle =>
  async (texts) => {
    const shown: (Shown[] | undefined)[] = [];
    for (const text of texts) {
      shown.push(await read(text));
    }
    return shown;
  };

/** The parsers by language. */
export const oracles: readonly [languageId: string, name: string, oracle: Oracle][] = [
  ['markdown', 'mdast with gfm', each(mdastImages)],
  ['quarto', 'mdast with gfm', each(mdastImages)],
  ['ipynb', 'JSON and mdast with gfm', each(notebookImages)],
  ['html', 'parse5', each(htmlImages)],
  ['vue', '@vue/compiler-dom', each(vueImages)],
  ['svelte', 'the compiler of Svelte', each(svelteImages)],
  ['astro', '@astrojs/compiler', each(astroImages)],
  ['javascriptreact', '@babel/parser', each(jsxImages)],
  ['typescriptreact', '@babel/parser', each(jsxImages)],
  ['asciidoc', 'Asciidoctor', each(asciidoctorImages)],
  [
    'restructuredtext',
    docutils ? 'docutils' : 'docutils (left out: python3-docutils is not installed)',
    (texts) => Promise.resolve(docutilsImages(texts)),
  ],
];
