import { decodeHTMLStrict } from 'entities/decode';
import type { ImageReference, ImageRole, Range } from '../reference';
import type { Attribute } from './tag';

/** Links that are longer are taken to hold words. */
const longest = 1000;

/** A link with what stands between its tags. */
export interface Link {
  readonly attributes: readonly Attribute[];
  readonly content: Range;
}

/**
 * The images in a link in, what tells their roles out: they name the link, but for one whose alt text is
 * written as empty beside words or other images that do (WAI, Images Tutorial, functional images).
 */
export function rolesInLink(
  link: Link,
  images: readonly ImageReference[],
  text: string,
): (reference: ImageReference) => ImageRole {
  let named: boolean | undefined;
  return ({ role, alt, state }) => {
    if (role === 'link' && state === 'decorative' && alt?.trim() === '') {
      named ??= isLabelled(link) || images.some(isName) || hasWords(link.content, images, text);
      return named ? 'decorative' : 'link';
    }
    return role === 'informative' ? 'link' : role;
  };
}

function isLabelled({ attributes }: Link): boolean {
  return attributes.some(
    ({ name, value = '' }) => /^:?aria-label(?:ledby)?$/i.test(name) && value.trim() !== '',
  );
}

function isName({ role, state }: ImageReference): boolean {
  return role !== 'decorative' && (state === 'present' || state === 'placeholder');
}

/** Whether a link holds words; code that stands for a text is taken for words. */
function hasWords({ start, end }: Range, images: readonly ImageReference[], text: string): boolean {
  if (end - start > longest) {
    return true;
  }
  let rest = '';
  let from = start;
  for (const { range } of images) {
    rest += text.slice(from, Math.max(from, range.start));
    from = Math.max(from, range.end);
  }
  const words = (rest + text.slice(from, Math.max(from, end)))
    .replaceAll(conditions, '')
    .replaceAll('=>', '')
    .replaceAll(/<[^<>]*>/g, '');
  return /[\p{L}\p{N}]/u.test(decodeHTMLStrict(words));
}

/** Blocks of Svelte, comments, and what is left of code that shows an image or nothing. */
const conditions = /\{(?:[#:/][^{}]*|[^{}]*(?:&&|\|\||\?)[\s()]*(?::\s*null\s*)?)\}/g;
