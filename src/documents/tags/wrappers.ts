import { decodeHTMLStrict } from 'entities/decode';
import type { ImageReference, Range, Syntax } from '../reference';
import { attributeText } from './escape';
import { rolesInLink } from './linkRoles';
import { stringLiteral } from './literal';
import { isLink, type Attribute } from './tag';

/** A start or end tag of a link, of a figure, or of its caption. */
export interface WrapperTag extends Range {
  readonly name: string;
  readonly open: boolean;
  readonly attributes: readonly Attribute[];
}

/** More elements in each other than this are not kept in mind. */
const deepest = 100;

/** Whether the tags of an element tell more of the images in it. */
export function isWrapper(name: string): boolean {
  return /^(?:figure|figcaption)$/i.test(name) || isLink(name);
}

interface Open {
  readonly tag: WrapperTag;
  readonly name: string;
  readonly linking: boolean;
  readonly href: string | undefined;
  /** The places in the list of the references in it, for figures and links. */
  readonly images: number[];
  caption?: string;
}

/**
 * References and tags of one text in, both in order; the same references out, with where the link around
 * them leads, what the caption of their figure says, and the role that links give them.
 */
export function withWrappers(
  references: readonly ImageReference[],
  tags: readonly WrapperTag[],
  text: string,
  syntax: Syntax,
): ImageReference[] {
  const result = [...references];
  const open: Open[] = [];
  let next = 0;
  const take = (end: number) => {
    for (let reference = result[next]; reference !== undefined; reference = result[next]) {
      if (reference.range.start >= end) {
        break;
      }
      const href = open.findLast((other) => other.href !== undefined)?.href;
      open.findLast(({ name }) => name === 'figure')?.images.push(next);
      open.findLast(({ linking }) => linking)?.images.push(next);
      result[next] = href === undefined ? reference : { linkTarget: href, ...reference };
      next++;
    }
  };
  const change = (
    images: readonly number[],
    changed: (reference: ImageReference) => Partial<ImageReference>,
  ) => {
    for (const index of images) {
      const reference = result[index];
      if (reference !== undefined) {
        result[index] = { ...reference, ...changed(reference) };
      }
    }
  };
  const close = ({ tag, name, linking, images, caption = '' }: Open, end: number) => {
    const content = { start: tag.end, end };
    const figure = open.findLast((other) => other.name === 'figure');
    if (linking) {
      const { attributes } = tag;
      const inside = images.flatMap((index) => result[index] ?? []);
      const roleOf = rolesInLink({ attributes, content }, inside, text);
      change(images, (reference) => ({ role: roleOf(reference) }));
    } else if (name === 'figcaption' && figure !== undefined) {
      figure.caption = captionText(text.slice(content.start, content.end), syntax);
    } else if (name === 'figure' && caption !== '') {
      change(images, (reference) => ({ caption: reference.caption ?? caption }));
    }
  };
  for (const tag of tags) {
    take(tag.start);
    const name = tag.name.toLowerCase();
    if (tag.open && open.length < deepest) {
      open.push({ tag, name, linking: links(tag), href: hrefOf(tag, syntax), images: [] });
    } else if (!tag.open) {
      const index = open.findLastIndex((other) => other.name === name);
      const [closed] = index === -1 ? [] : open.splice(index);
      if (closed !== undefined) {
        close(closed, tag.start);
      }
    }
  }
  take(Infinity);
  return result;
}

/** Whether a tag makes a link of what it is around; `<a>` does not without an address, nor a component `A`. */
function links({ name, attributes }: WrapperTag): boolean {
  return isLink(name) && (attributes.length > 0 || !/^a$/i.test(name));
}

function hrefOf({ attributes }: WrapperTag, syntax: Syntax): string | undefined {
  const attribute = attributes.find(({ name }) => /^(?::|v-bind:)?(?:href|to)$/i.test(name));
  if (attribute?.value === undefined) {
    return undefined;
  }
  return attribute.quote === '{' || /^(?::|v-bind)/.test(attribute.name)
    ? stringLiteral(attribute.value)
    : attributeText(attribute.value, syntax).trim();
}

/** The text of a caption; of one that holds code only the running program knows it. */
function captionText(markup: string, syntax: Syntax): string {
  const words = markup
    .replaceAll(/\{\s*(["'`])\s*\1\s*\}/g, ' ')
    .replaceAll(/<[^<>]*>/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const code = syntax !== 'html' && syntax !== 'htmlInMarkdown' && words.includes('{');
  return code ? '' : decodeHTMLStrict(words);
}
