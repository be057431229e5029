import { altState } from '../altState';
import {
  themeOf,
  type ImageReference,
  type ImageRole,
  type Range,
  type Syntax,
} from '../reference';
import { attributeText } from './escape';
import { stringLiteral } from './literal';
import { spread, type Attribute, type Tag } from './tag';

const elements = /^img$/i;
/** Components of the frameworks that show an image and take `src` and `alt`. */
const components = /^(?:Image|Img|NextImage|NuxtImg|nuxt-img|Picture|enhanced:img)$/;

/** Whether a tag shows an image; components are no elements of plain HTML. */
function isImage(name: string, syntax: Syntax): boolean {
  return elements.test(name)
    ? syntax !== 'jsx' || name === 'img'
    : syntax !== 'html' && syntax !== 'htmlInMarkdown' && components.test(name);
}

/**
 * A tag in, the image that it shows out; `undefined` where it has no path, or one that only the running
 * program knows.
 */
export function tagReference(
  tag: Tag,
  syntax: Syntax,
  imports: ReadonlyMap<string, string>,
): ImageReference | undefined {
  const target = targetOf(tag, syntax, imports);
  if (!isImage(tag.name, syntax) || target === undefined) {
    return undefined;
  }
  const { attribute, bound } = altAttribute(tag, syntax);
  const alt = attribute === undefined ? undefined : valueOf(attribute, bound, syntax);
  const inObject = tag.attributes.some(({ name }) => name === 'v-bind' || name === spread);
  const computed = attribute === undefined ? inObject : alt === undefined;
  const hidden = isHidden(tag, syntax);
  const state = computed ? 'present' : hidden ? 'decorative' : altState(alt, target);
  return {
    syntax,
    target,
    alt,
    state,
    role: roleOf(state, hidden, tag.linked),
    range: { start: tag.start, end: tag.end },
    altRange: attribute?.valueRange,
    slot:
      attribute === undefined ? afterSource(tag) : { start: attribute.start, end: attribute.end },
    computed,
    ...(tag.linkTarget === undefined ? {} : { linkTarget: tag.linkTarget }),
    ...themeOf(target),
  };
}

/** The attribute that gives the alt text, and whether its value is code though it stands in quotes. */
function altAttribute(
  { attributes }: Tag,
  syntax: Syntax,
): { attribute: Attribute | undefined; bound: boolean } {
  const attribute = named(attributes, 'alt', syntax);
  const bound =
    syntax === 'vue' && attribute === undefined
      ? attributes.find(({ name }) => name === ':alt' || name === 'v-bind:alt')
      : undefined;
  return { attribute: attribute ?? bound, bound: bound !== undefined };
}

function afterSource({ attributes, start, name }: Tag): Range {
  const source =
    attributes.find(({ name }) => /^(?::|v-bind:)?src$/i.test(name)) ??
    attributes.find(({ name }) => /^srcset$/i.test(name));
  const place = source?.end ?? start + 1 + name.length;
  return { start: place, end: place };
}

function named(
  attributes: readonly Attribute[],
  name: string,
  syntax: Syntax,
): Attribute | undefined {
  return attributes.find(
    (attribute) =>
      attribute.name === name || (syntax !== 'jsx' && attribute.name.toLowerCase() === name),
  );
}

function targetOf(
  { attributes }: Tag,
  syntax: Syntax,
  imports: ReadonlyMap<string, string>,
): string | undefined {
  const plain = named(attributes, 'src', syntax);
  const attribute =
    plain ?? attributes.find(({ name }) => name === ':src' || name === 'v-bind:src');
  if (attribute === undefined) {
    return firstOfSet(attributes, syntax);
  }
  if (attribute.value === undefined) {
    return undefined;
  }
  if (plain !== undefined && !isCode(plain, syntax)) {
    // Without a path, nothing is shown; what follows on `src=` would become one.
    return attributeText(attribute.value, syntax).trim() || firstOfSet(attributes, syntax);
  }
  const code = attribute.value.trim();
  const required = /^require\(([^]{1,400})\)(?:\.default)?$/.exec(code)?.[1];
  const path = stringLiteral(required ?? code);
  return path === '' ? undefined : (path ?? imports.get(code.replace(/\.(?:src|default)$/, '')));
}

/** The first image of a `srcset`, for tags that leave `src` out. */
function firstOfSet(attributes: readonly Attribute[], syntax: Syntax): string | undefined {
  const set = attributes.find(({ name }) => name.toLowerCase() === 'srcset');
  if (set?.value === undefined) {
    return undefined;
  }
  const text = isCode(set, syntax) ? stringLiteral(set.value) : attributeText(set.value, syntax);
  return /[^\s,]\S*/.exec(text ?? '')?.[0].replace(/(?<!,),+$/, '');
}

function isCode({ quote, value }: Attribute, syntax: Syntax): boolean {
  return quote === '{' || (syntax === 'svelte' && value?.includes('{') === true);
}

function valueOf(attribute: Attribute, bound: boolean, syntax: Syntax): string | undefined {
  const { value } = attribute;
  if (value === undefined) {
    return '';
  }
  if (syntax === 'svelte' && attribute.quote !== '{' && value.includes('{')) {
    return undefined;
  }
  return bound || attribute.quote === '{' ? stringLiteral(value) : attributeText(value, syntax);
}

function isHidden({ attributes }: Tag, syntax: Syntax): boolean {
  const role = named(attributes, 'role', syntax)?.value;
  const hidden = named(attributes, 'aria-hidden', syntax)?.value;
  return role === 'presentation' || role === 'none' || hidden === 'true';
}

function roleOf(state: ImageReference['state'], hidden: boolean, linked: boolean): ImageRole {
  if (linked && !hidden) {
    return 'link';
  }
  return state === 'decorative' ? 'decorative' : 'informative';
}
