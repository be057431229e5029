import type { AltState } from '../core/altText/facts';
import type { ImageRole } from '../core/altText/imageRole';

export type { AltState, ImageRole };

/** Offsets in a text, in UTF-16 units; `end` is the first one after it. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** What to put in place of a range. */
export interface Edit extends Range {
  readonly text: string;
}

/** How a reference is written, which tells how its alt text is. */
export type Syntax =
  | 'asciidoc'
  | 'astro'
  /** Markdown with attributes in braces behind the image: `alt` of them goes before the brackets. */
  | 'attributeList'
  | 'html'
  | 'htmlInMarkdown'
  | 'hugo'
  | 'jsx'
  /** Microsoft Learn's `:::image … :::`. */
  | 'learn'
  | 'liquid'
  | 'markdown'
  | 'mdx'
  | 'myst'
  | 'obsidian'
  /** As `attributeList`, with the attribute `fig-alt`. */
  | 'quarto'
  | 'restructuredtext'
  | 'svelte'
  | 'vue';

/** A place in a document that shows an image. */
export interface ImageReference {
  readonly syntax: Syntax;
  /** The path or URL as written, its escapes and entities decoded, not its percent signs. */
  readonly target: string;
  /** The alt text, decoded; `undefined` where there is none, or where code gives it. */
  readonly alt: string | undefined;
  readonly state: AltState;
  readonly role: ImageRole;
  /** The whole markup. */
  readonly range: Range;
  /** The alt text as written, without its quotes; `undefined` where there is none. */
  readonly altRange: Range | undefined;
  /** What `withAltText` replaces; empty where an alt text is to be put in. */
  readonly slot: Range;
  /** Whether the alt text is an expression that only the running program knows. */
  readonly computed: boolean;
  /** What Markdown gives the image for a title, decoded. */
  readonly title?: string;
  /** What the document shows as the image's caption, without markup. */
  readonly caption?: string;
  /** Where the link around the image leads, decoded. */
  readonly linkTarget?: string;
  /** The image is shown in this colour theme only, its twin beside it in the other: both are one picture. */
  readonly theme?: 'light' | 'dark';
  /** The markup stands in a string of JSON, as in a notebook. */
  readonly encoding?: 'json';
}

/** The theme that the end of a target names, as GitHub and Material for MkDocs have it. */
export function themeOf(target: string): { theme?: 'light' | 'dark' } {
  const theme = /#(?:only-(dark|light)|gh-(dark|light)-mode-only)$/.exec(target);
  return theme === null
    ? {}
    : { theme: theme[1] === 'dark' || theme[2] === 'dark' ? 'dark' : 'light' };
}

/** A line break in an alt text means no more than a space, and would end the markup in most languages. */
export function oneLine(text: string): string {
  const lines = text.split(/[\r\n\v\f\u0085\u2028\u2029]+/);
  return lines.length === 1
    ? lines.join('')
    : lines
        .map((line) => line.trim())
        .filter((line) => line !== '')
        .join(' ');
}
