import { isBlock } from '../tags/elements';
import type { TagEvent } from '../tags/events';
import type { Element, ElementTree } from './elementTree';

/** Elements that hold no blocks, or one element only, besides those of running text. */
const closed =
  /^(?:audio|canvas|datalist|h[1-6]|hgroup|iframe|keep-alive|keepalive|legend|map|math|meter|noscript|object|optgroup|option|output|p|pre|progress|select|summary|svg|textarea|title|transition|video)$/;
/** What stands in these directly is of certain kinds only. */
const strict = /^(?:colgroup|dl|frameset|head|menu|ol|svelte:head|table|tbody|tfoot|thead|tr|ul)$/;

/** Whether blocks stand behind an element and not in it. In a figure, they would part it from its caption. */
function isPassed({ name }: Element): boolean {
  return (!isBlock(name) && name !== 'fragment') || closed.test(name) || name === 'figure';
}

/** The outermost element around an offset that a block is to stand behind. */
export function passedAt(tree: ElementTree, offset: number): Element | undefined {
  return tree.around(offset).find(isPassed);
}

/** Whether the content of an element may be blocks. */
export function holdsBlocks(element: Element): boolean {
  return !isPassed(element) && !strict.test(element.name);
}

/** Whether a block may stand at an offset. */
export function takesBlock(tree: ElementTree, offset: number): boolean {
  const around = tree.around(offset);
  const innermost = around.at(-1);
  return !around.some(isPassed) && (innermost === undefined || holdsBlocks(innermost));
}

/**
 * Where a block may stand behind an image, whose tag begins at an offset: behind the outermost element
 * that holds none, or behind the running text that the image is in.
 */
export function placeBehind(tree: ElementTree, image: number): number | undefined {
  const element = tree.allAround(image).find(isPassed) ?? tree.at(image);
  if (element === undefined || (!element.closed && !tree.isImplied(element))) {
    return undefined;
  }
  const end = tree.text.slice(0, element.end).trimEnd().length;
  const place = isBlock(element.name) ? end : runEnd(tree, end);
  return takesBlock(tree, place) && !isBeforeElse(tree, place) ? place : undefined;
}

/** Where running text that goes on at an offset ends: before a block, and before code that branches. */
function runEnd(tree: ElementTree, offset: number): number {
  const around = tree.around(offset);
  const isStray = (event: TagEvent) =>
    event.kind === 'close' &&
    event.name.toLowerCase() !== 'p' &&
    !around.some(({ contentEnd }) => contentEnd === event.start);
  let end = offset;
  for (const event of tree.events) {
    const source = tree.text.slice(event.start, event.end);
    if (event.start < end || source.trim() === '' || isStray(event)) {
      continue;
    }
    const next =
      event.kind === 'text' ? event.start + source.trimEnd().length : inlineEnd(tree, event);
    if (next === undefined) {
      break;
    }
    end = next;
  }
  return end;
}

/** Where an element of running text or an expression ends; undefined of others, and of what branches. */
function inlineEnd(tree: ElementTree, event: TagEvent): number | undefined {
  const element = event.kind === 'open' ? tree.at(event.start) : undefined;
  if (element !== undefined) {
    return element.closed && !isBlock(element.name) ? element.end : undefined;
  }
  const code = event.kind === 'code' ? tree.text.slice(event.start, event.end) : '';
  if (/^\{\{[^]*\}\}$/.test(code)) {
    return event.end;
  }
  // The brace that ends an expression is no part of its code.
  const brace = /^\{(?![#:/@])/.test(code)
    ? /^\s*\}/.exec(tree.text.slice(event.end, event.end + 100))
    : null;
  return brace === null ? undefined : event.end + brace[0].length;
}

/** In Vue, nothing may stand between an element with a condition and the one for the other case. */
function isBeforeElse({ events, text }: ElementTree, offset: number): boolean {
  const next = events.find(
    ({ start, end }) => start >= offset && text.slice(start, end).trim() !== '',
  );
  return (
    next?.kind === 'open' && next.tag.attributes.some(({ name }) => /^v-else(?:-if)?$/.test(name))
  );
}

/** Where a figure around an offset takes a caption: at its end, if it has none and nothing in it is open there. */
export function captionPlace(tree: ElementTree, offset: number): number | undefined {
  const figure = tree.around(offset).findLast(({ name }) => name === 'figure');
  if (figure?.closed !== true || hasCaption(tree, figure)) {
    return undefined;
  }
  const place = tree.text.slice(0, figure.contentEnd).trimEnd().length;
  const around = tree.around(place);
  const isAlone = around.every((element) => element.name === 'figure' || !isPassed(element));
  return isAlone && around.at(-1) === figure ? place : undefined;
}

/** Whether a figure has a caption, those of the figures in it left out. */
function hasCaption(tree: ElementTree, figure: Element): boolean {
  let inner = figure.start;
  return tree.within(figure).some(({ name, start, contentEnd }) => {
    inner = name === 'figure' ? Math.max(inner, contentEnd) : inner;
    return name === 'figcaption' && start >= inner;
  });
}
