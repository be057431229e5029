import type { Size } from '../../core/images/fit';
import { firstElement } from '../structure/xml';
import { parseDeclarations } from './stylesheet';

/** What the root element of a drawing says, and the drawing with its size stated plainly. */
export interface Root {
  /** In CSS pixels, not rounded; undefined where nothing states it. */
  readonly natural?: Size;
  /** A colour that the whole is drawn on. */
  readonly background?: string;
  readonly text: string;
}

/** The units of CSS in pixels, relative ones at the usual size of text. */
const units: Readonly<Record<string, number>> = {
  '': 1,
  px: 1,
  pt: 4 / 3,
  pc: 16,
  in: 96,
  cm: 96 / 2.54,
  mm: 96 / 25.4,
  q: 96 / 101.6,
  em: 16,
  rem: 16,
  ex: 8,
};

/**
 * Reads the root element of an SVG text. A side that is not stated, or as a share of a page that is not there,
 * follows from the shape of the view box, as in browsers; with neither side it is the view box itself.
 * Source: SVG 2, 8.12 "Intrinsic sizing properties"; CSS 2.2, 10.3.2 "Inline, replaced elements".
 */
export function readRoot(text: string): Root {
  const start = firstElement(text);
  const tag = /^<[^\s/>]+(?:\s+[^\s=>]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*\/?>/.exec(
    start === -1 ? '' : text.slice(start),
  )?.[0];
  if (tag === undefined) {
    return { text };
  }
  const attributes = new Map(
    [...tag.matchAll(/\s([^\s=>]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(
      ([, name = '', double, single]) => [name, double ?? single ?? ''],
    ),
  );
  const style = new Map(
    parseDeclarations((attributes.get('style') ?? '').replaceAll('&quot;', '"')).map(
      ({ property, value }) => [property, value],
    ),
  );
  const background = style.get('background-color') ?? plainBackground(style.get('background'));
  const natural = naturalSize(
    lengthOf(style.get('width')) ?? lengthOf(attributes.get('width')),
    lengthOf(style.get('height')) ?? lengthOf(attributes.get('height')),
    attributes.get('viewBox'),
  );
  const sized = natural && withSize(tag, natural);
  return {
    text:
      sized === undefined ? text : text.slice(0, start) + sized + text.slice(start + tag.length),
    ...(natural && { natural }),
    ...(background &&
      !/^(?:transparent|none|inherit|initial)$/i.test(background) && { background }),
  };
}

/** The colour among the parts of the shorthand; pictures and gradients are left out. */
function plainBackground(value?: string): string | undefined {
  return value === undefined || /url|gradient/i.test(value)
    ? undefined
    : /#[\da-f]+|rgba?\([^)]*\)|^[a-z]+/i.exec(value.trim())?.[0];
}

function lengthOf(text?: string): number | undefined {
  const [, value, unit = ''] = /^\s*\+?([\d.]+(?:e[-+]?\d+)?)([a-z]*)\s*$/i.exec(text ?? '') ?? [];
  const factor = units[unit.toLowerCase()];
  const length = value === undefined || factor === undefined ? NaN : Number(value) * factor;
  return Number.isFinite(length) ? length : undefined;
}

function naturalSize(width?: number, height?: number, viewBox = ''): Size | undefined {
  const [, , across = 0, down = 0] = viewBox
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const hasBox = across > 0 && down > 0 && Number.isFinite(across / down);
  if (width !== undefined && height !== undefined) {
    return { width, height };
  }
  if (hasBox) {
    return width !== undefined
      ? { width, height: (width * down) / across }
      : height !== undefined
        ? { width: (height * across) / down, height }
        : { width: across, height: down };
  }
  return width === undefined && height === undefined
    ? undefined
    : { width: width ?? 300, height: height ?? 150 };
}

function withSize(tag: string, { width, height }: Size): string {
  const bare = tag.replace(/\s(?:width|height)\s*=\s*(?:"[^"]*"|'[^']*')/g, '');
  const [name = ''] = /^<[^\s/>]+/.exec(bare) ?? [];
  return `${name} width="${width}" height="${height}"${bare.slice(name.length)}`;
}
