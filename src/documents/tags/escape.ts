import { decodeHTMLAttribute, decodeHTMLStrict } from 'entities/decode';
import { oneLine, type Syntax } from '../reference';

/** The value of an attribute as written in, its text out. JSX takes only entities that end in `;`. */
export function attributeText(value: string, syntax: Syntax): string {
  return syntax === 'jsx' || syntax === 'mdx'
    ? decodeHTMLStrict(value)
    : decodeHTMLAttribute(value);
}

/**
 * A text in, what to write between quotes of an attribute out. Braces are code in Svelte and in most
 * template languages that write HTML; within Markdown and MDX, the marks of code and cells are read
 * before tags.
 */
export function attributeValue(text: string, syntax: Syntax, quote: string): string {
  const escaped = oneLine(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(quote, quote === '"' ? '&quot;' : '&#39;');
  if (syntax === 'jsx') {
    return escaped;
  }
  const more = syntax === 'mdx' ? /\|/g : syntax === 'htmlInMarkdown' ? /[{}`|$]/g : /[{}`$]/g;
  return escaped.replaceAll(more, reference);
}

function reference(char: string): string {
  return `&#${char.charCodeAt(0)};`;
}
