/** Where alt text goes in: the document's language and the line's text on both sides of the cursor. */
export interface Place {
  readonly languageId: string;
  readonly before: string;
  readonly after: string;
}

/** An alt text and the image it belongs to; `path` is relative to the document, with `/`. */
export interface AltText {
  readonly text: string;
  readonly path: string;
}

type Markup = (text: string, path: string) => string;

const markdown: Markup = (text, path) =>
  `![${text.replace(/[\\[\]]/g, '\\$&')}](${markdownPath(path)})`;
const html: Markup = (text, path) => `<img src="${attribute(path)}" alt="${attribute(text)}">`;
const jsx: Markup = (text, path) => `<img src="${attribute(path)}" alt="${attribute(text)}" />`;
const asciidoc: Markup = (text, path) => `image::${path}["${text.replaceAll('"', '\\"')}"]`;
const restructured: Markup = (text, path) => `.. image:: ${path}\n   :alt: ${text}`;

const markups = new Map<string, Markup>([
  ['markdown', markdown],
  ['mdx', markdown],
  ['html', html],
  ['vue', html],
  ['svelte', html],
  ['astro', html],
  ['javascriptreact', jsx],
  ['typescriptreact', jsx],
  ['asciidoc', asciidoc],
  ['restructuredtext', restructured],
]);

/**
 * The text to insert: markup that shows the image with its alt text, in the document's language.
 * The bare alt text, escaped for its place, where the cursor already stands inside an alt text, and
 * as it is in languages without images.
 */
export function imageMarkup({ languageId, before, after }: Place, { text, path }: AltText): string {
  const markup = markups.get(languageId);
  if (markup === undefined) {
    return text;
  }
  if (/!\[[^\]]*$/.test(before) && after.includes(']')) {
    return text.replace(/[\\[\]]/g, '\\$&');
  }
  const quote = /\balt=(["'])(?:(?!\1).)*$/.exec(before)?.[1];
  if (quote !== undefined && after.includes(quote)) {
    return attribute(text);
  }
  return markup(text, path);
}

/**
 * The relative path from a document to an image; both are absolute paths with `/`. A segment with a
 * character of its own meaning in URLs is percent-encoded.
 */
export function relativePath(document: string, image: string): string {
  const from = document.split('/').slice(0, -1);
  const to = image.split('/');
  let shared = 0;
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) {
    shared++;
  }
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared)]
    .map((segment) => segment.replace(/[%?#]/g, encodeURIComponent))
    .join('/');
}

function markdownPath(path: string): string {
  return /[\s()<>]/.test(path) ? `<${path.replace(/[<>]/g, encodeURIComponent)}>` : path;
}

function attribute(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replaceAll('<', '&lt;');
}
