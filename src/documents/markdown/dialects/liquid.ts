import { decodeHTMLAttribute } from 'entities/decode';
import { imageEnding } from '../../../core/images/endings';
import { oneLine, type Edit, type ImageReference } from '../../reference';
import type { Marks } from '../codeSpan';
import { optional, type Unit } from './embed';
import { afterSpace, matchAt, namedValueAt, type NamedValue } from './namedValue';

const opening = /\{%-?\s*include(?:_relative|_cached)?\s+([\w./-]+)(?=\s)/y;
const closing = /-?%\}/y;
const rules = { quotes: `"'`, escapes: true, bare: /[\w.-]+/y };
const imageName = /[\s/_-](?:image|img|figure)(?:\.\w+)?$/;
const sources = ['file', 'src', 'url', 'image', 'path', 'image_path'];
const imagePath = new RegExp(`${imageEnding}(?:[?#].*)?$`, 'is');

/**
 * The tag of Liquid at the `{%` at `start`. An include of Jekyll shows an image where one of its
 * parameters is an image's path, and either it has an alt text or its name is that of an image.
 */
export function liquidAt(text: string, start: number, marks: Marks): Unit | undefined {
  const open = matchAt(opening, text, start);
  if (open === undefined) {
    return unread(marks, start);
  }
  const parameters: NamedValue[] = [];
  let position = afterSpace(text, start + open.length);
  for (let next = true; next;) {
    const parameter = namedValueAt(text, position, rules);
    next = parameter !== undefined;
    if (parameter !== undefined) {
      parameters.push(parameter);
      position = afterSpace(text, parameter.end);
    }
  }
  const close = matchAt(closing, text, position);
  const named = (key: string) => parameters.find(({ name }) => name === key);
  const source = sources
    .map(named)
    .find((found) => found !== undefined && found.quote !== '' && imagePath.test(found.value));
  const own = named('alt');
  const isImage = own !== undefined || imageName.test(open.trim());
  if (close === undefined || source === undefined || !isImage) {
    return unread(marks, start);
  }
  const linkTarget = textOf(named('link')) ?? textOf(named('href'));
  const end = position + close.length;
  return {
    end,
    image: {
      syntax: 'liquid',
      target: textOf(source) ?? '',
      alt: textOf(own),
      altRange: own?.valueRange,
      slot: { start: own?.start ?? source.end, end: own?.end ?? source.end },
      computed: own?.quote === '',
      ...optional('caption', textOf(named('caption'))),
      linked: linkTarget !== undefined,
      ...optional('linkTarget', linkTarget),
      start,
      end,
    },
  };
}

function unread(marks: Marks, start: number): Unit | undefined {
  const end = marks.find('%}', start);
  return end === -1 ? undefined : { end: end + '%}'.length };
}

/** The text of a quoted value: includes write it into HTML as it is. A bare word is a variable. */
function textOf(parameter: NamedValue | undefined): string | undefined {
  return parameter === undefined || parameter.quote === ''
    ? undefined
    : decodeHTMLAttribute(parameter.value.replaceAll(`\\${parameter.quote}`, parameter.quote));
}

/** The edit that gives an include its alt text, safe in HTML and in Liquid, which reads `%}` first. */
export function liquidEdit(text: string, { slot }: ImageReference, alt: string): Edit {
  const { start, end } = slot;
  const quote = text.charAt(end - 1) === "'" && start < end ? "'" : '"';
  const escaped = oneLine(alt)
    .replaceAll('&', '&amp;')
    .replaceAll(/[\\{}<>|`]/g, (char) => `&#${char.charCodeAt(0)};`)
    .replaceAll('"', '&quot;')
    .replaceAll("'", quote === "'" ? '&#39;' : "'");
  return { start, end, text: `${start === end ? ' ' : ''}alt=${quote}${escaped}${quote}` };
}
