import { oneLine, type Edit, type ImageReference, type Syntax } from '../reference';
import { attributeValue } from './escape';
import { literalOf } from './literal';

/** The value of an attribute with its quotes or braces. */
function written(text: string, syntax: Syntax, quote = '"'): string {
  // Astro decodes attributes and puts them into a template literal without escaping all of it again.
  const code = syntax === 'astro' && /[\\`{}$]|&[#\w]/.test(text);
  return code
    ? `{${literalOf(oneLine(text))}}`
    : quote + attributeValue(text, syntax, quote) + quote;
}

/** Markup of an image; `path` is a URL. */
export function imageTag(path: string, alt: string, syntax: Syntax): string {
  const end = syntax === 'jsx' || syntax === 'mdx' ? ' />' : '>';
  return `<img src=${written(path, syntax)} alt=${written(alt, syntax)}${end}`;
}

/** The edit that gives the image of a tag another alt text; the author's kind of quotes stays. */
export function tagEdit(text: string, { slot, syntax }: ImageReference, alt: string): Edit {
  const { start, end } = slot;
  const quote = text.charAt(end - 1) === "'" && end > start ? "'" : '"';
  const space = start === end ? ' ' : '';
  return { start, end, text: `${space}alt=${written(alt, syntax, quote)}` };
}
