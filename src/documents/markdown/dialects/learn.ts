import { decodeHTMLStrict } from 'entities/decode';
import { oneLine, type Edit, type ImageReference } from '../../reference';
import { edited } from '../../verify';
import { withoutTicks } from '../codeSpan';
import { endOfInstruction } from '../inlineHtml';
import { cellOfTable } from '../tables';
import { optional, type Unit } from './embed';
import { afterSpace, joinedLines, matchAt, namedValueAt, type NamedValue } from './namedValue';

const opening = /:::image(?=\s)/y;
const rules = { quotes: `"'`, escapes: false, bare: /[^\s"':]+/y };

/** Where the long description of a complex image ends. */
export const learnEnd = ':::image-end:::';

interface LearnImage {
  readonly attributes: readonly NamedValue[];
  readonly end: number;
}

function read(text: string, start: number): LearnImage | undefined {
  const open = matchAt(opening, text, start);
  const attributes: NamedValue[] = [];
  let position = afterSpace(text, start + (open?.length ?? 0));
  while (open !== undefined && !text.startsWith(':::', position)) {
    const attribute = namedValueAt(text, position, rules);
    if (attribute === undefined) {
      return undefined;
    }
    attributes.push(attribute);
    position = afterSpace(text, attribute.end);
  }
  return open === undefined ? undefined : { attributes, end: position + ':::'.length };
}

/**
 * The image of Microsoft Learn at `start`: `:::image type="content" source="…" alt-text="…":::`. An icon
 * is decorative, and takes no alt text.
 */
export function learnImageAt(text: string, start: number): Unit | undefined {
  const found = read(text, start);
  const named = (name: string) => found?.attributes.find((attribute) => attribute.name === name);
  const source = named('source');
  if (found === undefined || source === undefined) {
    return undefined;
  }
  const own = named('alt-text');
  const complex = named('type')?.value.trim().toLowerCase() === 'complex';
  const linkTarget = named('link')?.value;
  return {
    end: found.end,
    image: {
      syntax: 'learn',
      target: decoded(source),
      alt: own === undefined ? undefined : decoded(own),
      altRange: own?.valueRange,
      slot: { start: own?.start ?? source.end, end: own?.end ?? source.end },
      ...optional('role', isIcon(named('type')) ? 'decorative' : complex ? 'complex' : undefined),
      linked: linkTarget !== undefined,
      ...optional('linkTarget', linkTarget),
      start,
      end: found.end,
    },
  };
}

function isIcon(type: NamedValue | undefined): boolean {
  return type?.value.trim().toLowerCase() === 'icon';
}

function decoded({ value }: NamedValue): string {
  return decodeHTMLStrict(joinedLines(value)).trim();
}

/**
 * The edit that gives the image its alt text. An empty one makes an icon of it: Learn has no other
 * decorative images, and icons with an alt text make its build warn.
 */
export function learnEdit(text: string, { range, slot }: ImageReference, alt: string): Edit {
  const { start } = range;
  const found = read(text, start);
  const named = (name: string) => found?.attributes.find((attribute) => attribute.name === name);
  const [type, own] = [named('type'), named('alt-text')];
  const none = oneLine(alt).trim() === '';
  const described = found !== undefined && range.end > found.end;
  if (none && isIcon(type)) {
    return { start, end: start, text: '' };
  }
  if (found === undefined || described || none === isIcon(type)) {
    return { ...slot, text: (own === undefined ? ' ' : '') + altText(text, start, alt, own) };
  }
  const kind = `type="${none ? 'icon' : 'content'}"`;
  const mark = start + ':::image'.length;
  const words = none ? '' : ` ${altText(text, start, alt, own)}`;
  const changes = [
    type === undefined ? { start: mark, end: mark, text: ` ${kind}` } : { ...type, text: kind },
    { start: spaceBefore(text, slot.start), end: slot.end, text: words },
  ].sort((one, other) => other.start - one.start);
  let tag = text.slice(start, found.end);
  for (const change of changes) {
    tag = edited(tag, { ...change, start: change.start - start, end: change.end - start });
  }
  return { start, end: found.end, text: tag };
}

function spaceBefore(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && /\s/.test(text.charAt(start - 1))) {
    start--;
  }
  return start;
}

function altText(text: string, start: number, alt: string, own: NamedValue | undefined): string {
  const quote = own?.quote === "'" ? "'" : '"';
  const escaped = oneLine(alt)
    .trim()
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(endOfInstruction, '&gt;')
    .replaceAll(/(?<=[%>])\}/g, '&#125;')
    .replaceAll(quote, quote === '"' ? '&quot;' : '&#39;');
  const inCell = cellOfTable(text, start) ? escaped.replaceAll('|', '&#124;') : escaped;
  return `alt-text=${quote}${withoutTicks(inCell, text, start)}${quote}`;
}
