import type { LongDescriptionForm } from '../../core/altText/longDescription';
import type { Title } from './title';

/** The paragraphs of a plain text with blank lines between them, each on one line. */
export function paragraphsOf(text: string): string[] {
  return text
    .split(/\r\n?|[\n\v\f\u0085\u2028\u2029]/)
    .map((line) => line.replaceAll(/\s+/g, ' ').trim())
    .join('\n')
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.replaceAll('\n', ' ').trim())
    .filter((paragraph) => paragraph !== '');
}

/** A long description that is not empty, ready to be written. */
export interface Description {
  readonly paragraphs: readonly string[];
  readonly form: Exclude<LongDescriptionForm, 'off'>;
  /** The words of its summary, heading or link. */
  readonly label: string;
}

/** What is written of plain text: `html` within a language of tags, `htmlInMarkdown` within Markdown. */
export type HtmlKind = 'html' | 'htmlInMarkdown';

/**
 * A fold with a summary. It holds no blank line, which would end it in Markdown. Lines end with `\n`, as
 * in all markup here. Source of the forms: W3C WAI Images Tutorial, "Complex Images", approaches 2 and 3.
 */
export function detailsMarkup(
  label: string,
  paragraphs: readonly string[],
  kind: HtmlKind,
): string {
  return `<details>\n<summary>${htmlText(label, kind)}</summary>\n${htmlOf(paragraphs, kind)}\n</details>`;
}

export function captionMarkup(paragraphs: readonly string[], kind: HtmlKind): string {
  return `<figcaption>\n${htmlOf(paragraphs, kind)}\n</figcaption>`;
}

/** A section of HTML, and the paragraph that leads to it; the id has no special characters. */
export function sectionMarkup(
  { id, text }: Title,
  paragraphs: readonly string[],
): { readonly link: string; readonly section: string } {
  const heading = htmlText(text, 'html');
  return {
    link: `<p><a href="#${id}">${heading}</a></p>`,
    section: `<section id="${id}">\n<h2>${heading}</h2>\n${htmlOf(paragraphs, 'html')}\n</section>`,
  };
}

function htmlOf(paragraphs: readonly string[], kind: HtmlKind): string {
  return paragraphs.map((paragraph) => `<p>${htmlText(paragraph, kind)}</p>`).join('\n');
}

/** Of HTML and of what Vue, Svelte, Astro and template languages add to it. */
const htmlMarks = /[&<>"{}]/g;

/** What begins a block. Pandoc has letters and Roman numerals for the items of lists, too. */
const blockMarks = /^[-+=:%]|(?<=^\(?(?:\d{1,9}|\p{Script=Latin}|[ivxlcdm]{1,9}))[.)](?=\s|$)/u
  .source;
/** What is markup within a paragraph, in CommonMark or in one of its dialects. */
const inlineMarks =
  /[\\`*[\]<>{}|~$^]|(?<![\p{L}\p{N}])[_#@]|_(?![\p{L}\p{N}])|&(?=#?\w{1,32};)|(?<=[{%])%|%(?=[%}])|(?<=::):|(?<=:):(?=:)|:(?=::)/u
    .source;
/** What becomes a link by itself, in which escapes do not count. */
const links = /:(?=\/\/)|(?<=\bwww)\./u.source;

const markdownMarks = new RegExp(`${blockMarks}|${inlineMarks}|${links}`, 'giu');
const htmlInMarkdownMarks = new RegExp(`${htmlMarks.source}|${blockMarks}|${inlineMarks}`, 'giu');

const named: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Pandoc reads Markdown in blocks of HTML, and other tools their own marks in all of a document. */
function htmlText(text: string, kind: HtmlKind): string {
  return text.replaceAll(
    kind === 'html' ? htmlMarks : htmlInMarkdownMarks,
    (char) => named[char] ?? `&#${char.charCodeAt(0)};`,
  );
}

/** A text on one line in, a paragraph or the text of a heading that shows just it out. */
export function markdownText(text: string): string {
  // knitr runs what is in backticks, whatever goes before them.
  return text.replaceAll(markdownMarks, String.raw`\$&`).replaceAll(/\\`(?=r[ #])/g, '&#96;');
}
