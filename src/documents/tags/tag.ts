import type { Range } from '../reference';

/** The name of what adds all attributes of an object. */
export const spread = '...';

/** An attribute of a start tag; the range holds its name and value. */
export interface Attribute extends Range {
  readonly name: string;
  /** As written, without quotes; of an expression what stands between the braces. */
  readonly value: string | undefined;
  /** Of the value, without its quotes or braces. */
  readonly valueRange: Range | undefined;
  readonly quote: '"' | "'" | '' | '{';
}

/** A start tag. */
export interface Tag extends Range {
  readonly name: string;
  readonly attributes: readonly Attribute[];
  readonly selfClosing: boolean;
  /** Whether it stands in a link or a button. */
  readonly linked: boolean;
  /** Where a link of Markdown around it leads. */
  readonly linkTarget?: string;
}

/** What a place in a text is: where markup may stand, or why it may not. */
export interface TagPlace {
  readonly kind: 'text' | 'expression' | 'tag' | 'comment' | 'code' | 'frontMatter';
  /** The elements around a place in text, the innermost last. */
  readonly elements: readonly string[];
}

/** What of a language with tags is more than its tags. */
export interface TagDialect {
  /** The text begins as code (JSX) and not as markup. */
  readonly startsAsCode: boolean;
  /** Braces in markup hold code: `{…}`, or `{{…}}` only. */
  readonly braces: 'code' | 'mustache' | 'text';
  /** Code may hold markup. */
  readonly markupInCode: boolean;
  /** HTML's own rules: comments, elements without an end, scripts and styles whose content is text. */
  readonly html: boolean;
  /** Code between two lines of `---` at the beginning. */
  readonly frontMatter: boolean;
  /** The value of an attribute may be a template literal, which the next backtick ends. */
  readonly templateValues: boolean;
}

const html: TagDialect = {
  startsAsCode: false,
  braces: 'text',
  markupInCode: false,
  html: true,
  frontMatter: false,
  templateValues: false,
};

export const dialects = {
  html,
  vue: { ...html, braces: 'mustache' },
  svelte: { ...html, braces: 'code' },
  astro: { ...html, braces: 'code', markupInCode: true, frontMatter: true, templateValues: true },
  jsx: { ...html, startsAsCode: true, braces: 'code', markupInCode: true, html: false },
  mdx: { ...html, braces: 'code', markupInCode: true, html: false },
} satisfies Record<string, TagDialect>;

const linking =
  /^(?:a|button|summary|Link|NavLink|NextLink|NuxtLink|RouterLink|router-link|nuxt-link|Button)$/;

export function isLink(name: string): boolean {
  return linking.test(name) || linking.test(name.toLowerCase());
}
