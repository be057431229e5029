import * as vscode from 'vscode';
import { imageNamesIn, isNamed } from '../../../core/altText/check';
import { documentText } from '../text';

/** Texts that may name images: documents, styles, templates, settings of sites. */
const texts =
  '**/*.{adoc,asciidoc,astro,cjs,css,ejs,erb,hbs,htm,html,ipynb,j2,jinja,js,json,jsx,less,liquid,markdown,md,mdx,mjs,mustache,njk,php,pug,qmd,Rmd,rst,sass,scss,styl,svelte,svg,tex,toml,ts,tsx,twig,txt,vue,webmanifest,xml,yaml,yml}';
const leftOut = '**/{node_modules,.git}/**';

/**
 * Of the paths of image files those whose names no text of the workspace holds, so that what styles,
 * scripts, links or documents elsewhere use is not called unused. Rejects with the signal's reason.
 */
export async function unnamedImages(
  images: readonly string[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  let left = images;
  const files = images.length === 0 ? [] : await vscode.workspace.findFiles(texts, leftOut);
  for (const uri of files) {
    signal.throwIfAborted();
    const names = new Set(imageNamesIn((await documentText(uri)) ?? ''));
    if (names.size > 0) {
      left = left.filter((image) => image === uri.path || !isNamed(image, names));
    }
    if (left.length === 0) {
      break;
    }
  }
  return left;
}
