import { altState } from '../altState';
import { themeOf, type ImageReference, type ImageRole, type Range } from '../reference';
import { listedText, type AttributeList } from './dialects/attributeList';
import { optional, type Embed } from './dialects/embed';
import type { Directive } from './dialects/myst';
import { sizeLength } from './dialects/obsidian';
import type { Bracketed } from './bracketed';
import { plainText } from './plainText';
import type { Definitions } from './resource';
import type { ReadLeaf } from './readLeaf';

type Offset = (inContent: number) => number;

interface Context {
  readonly definitions: Definitions;
  readonly mdx: boolean;
  readonly style: 'quarto' | 'rmd' | undefined;
  /** Whether a link of HTML is open around it. */
  readonly inLink: boolean;
  /** Whether no other image is in its leaf. */
  readonly isOnly: boolean;
}

/** The reference of an image in brackets, with what its dialects make of the words and attributes. */
export function bracketReference(
  image: Bracketed,
  read: ReadLeaf,
  { definitions, mdx, style, inLink, isOnly }: Context,
): ImageReference {
  const { content, offset, leaf } = read;
  const { start, end, text, target, byItself, list } = image;
  const whole = content.slice(text.start, text.end);
  const size = mdx || byItself ? 0 : sizeLength(whole, leaf.kind === 'cell');
  const written = whole.slice(0, whole.length - size);
  const words = written.trim() === '' ? undefined : plainText(written, definitions, mdx);
  const own = altAttribute(list, style);
  const isFigure = style !== undefined && isOnly && isAlone(image, read);
  const alt = own === undefined ? (isFigure ? undefined : words) : listedText(own);
  const state = altState(alt, target);
  const inBrackets = { start: text.start, end: text.start + written.length };
  const labelled = { start: text.start, end: list?.start ?? end };
  const slot = own ?? (isFigure ? { start: end, end } : byItself ? labelled : inBrackets);
  return {
    syntax:
      style === 'quarto'
        ? 'quarto'
        : style === 'rmd' || list
          ? 'attributeList'
          : mdx
            ? 'mdx'
            : 'markdown',
    target,
    alt,
    state,
    role: roleOf(image.linked || inLink, state),
    range: moved({ start, end }, offset),
    altRange: alt === undefined ? undefined : moved(own?.valueRange ?? inBrackets, offset),
    slot: moved(slot, offset),
    computed: false,
    ...optional(
      'caption',
      style !== undefined && (isFigure || own !== undefined) ? words : undefined,
    ),
    ...optional('title', image.title),
    ...optional('linkTarget', image.linkTarget),
    ...themeOf(target),
  };
}

/** The attribute that gives the alt text: Pandoc's own is `alt`, and Quarto has `fig-alt` before it. */
function altAttribute(list: AttributeList | undefined, style: Context['style']) {
  const names =
    style === 'quarto' ? ['fig-alt', 'alt'] : style === 'rmd' ? ['alt', 'fig-alt'] : ['alt'];
  return names
    .map((name) => list?.attributes.find((attribute) => attribute.name === name))
    .find((attribute) => attribute !== undefined);
}

/** Whether an image is its whole paragraph, the marks of Pandoc's divisions aside. */
function isAlone(
  { start, end, linked }: Bracketed,
  { content, leaf, textStart }: ReadLeaf,
): boolean {
  const isMark = (line: string) => line.trim() === '' || /^\s*:{3,}/.test(line);
  return (
    leaf.kind === 'text' &&
    !linked &&
    content.slice(textStart, start).split('\n').every(isMark) &&
    content.slice(end).split('\n').every(isMark)
  );
}

/** The reference of an image that a dialect has its own markup for. */
export function embedReference(embed: Embed, offset: Offset, inLink: boolean): ImageReference {
  const { syntax, target, alt, altRange, slot, computed = false, role } = embed;
  const decorative = role === 'decorative';
  const state = computed ? 'present' : decorative ? 'decorative' : altState(alt, target);
  const linked = embed.linked || inLink;
  return {
    syntax,
    target,
    alt,
    state,
    role: role === 'complex' && !linked ? role : roleOf(linked, state),
    range: moved(embed, offset),
    altRange: altRange === undefined ? undefined : moved(altRange, offset),
    slot: moved(slot, offset),
    computed,
    ...optional('caption', embed.caption),
    ...optional('linkTarget', embed.linkTarget),
    ...themeOf(target),
  };
}

/** The reference of an image that a directive of MyST shows. */
export function directiveReference(
  { target, alt, altRange, slot, linkTarget, caption }: Directive,
  { content, offset }: ReadLeaf,
): ImageReference {
  const state = altState(alt, target);
  return {
    syntax: 'myst',
    target,
    alt,
    state,
    role: roleOf(linkTarget !== undefined, state),
    range: moved({ start: 0, end: content.trimEnd().length }, offset),
    altRange: altRange === undefined ? undefined : moved(altRange, offset),
    slot: moved(slot, offset),
    computed: false,
    ...optional('caption', plainText(caption, new Map(), false)),
    ...optional('linkTarget', linkTarget),
    ...themeOf(target),
  };
}

function roleOf(linked: boolean, state: ImageReference['state']): ImageRole {
  return linked ? 'link' : state === 'decorative' ? 'decorative' : 'informative';
}

/** A reference by the offsets of a leaf in, the same by those of the document out. */
export function movedReference(reference: ImageReference, offset: Offset): ImageReference {
  const { range, altRange, slot } = reference;
  return {
    ...reference,
    range: moved(range, offset),
    altRange: altRange === undefined ? undefined : moved(altRange, offset),
    slot: moved(slot, offset),
  };
}

function moved({ start, end }: Range, offset: Offset): Range {
  return { start: offset(start), end: offset(end) };
}
