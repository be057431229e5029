import { matchAt } from './dialects/namedValue';

const autolink =
  /<(?:[a-z][a-z\d+.-]{1,31}:[^\s<>]*|[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w.-]{1,255})>/iy;
const tagStart = /<\/?[A-Za-z][A-Za-z0-9-]*/y;
const attribute = /\s+[A-Za-z_:][\w:.-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?/y;
const startTagEnd = /\s*\/?>/y;
const endTagEnd = /\s*>/y;

/** What begins with `<` in running text (CommonMark, 6.5 and 6.6), and where it ends. */
export interface InAngles {
  readonly kind: 'address' | 'comment' | 'tag';
  readonly end: number;
}

const instructions = [
  ['<!--', '-->'],
  ['<?', '?>'],
  ['<![CDATA[', ']]>'],
] as const;

/** A `>` that ends an instruction, of which the beginning may stand anywhere before it. */
export const endOfInstruction = /(?<=--|\?|\]\])>/g;

/** What begins at the `<` at `start`; `find` tells where a mark comes next, or -1. */
export function angleAt(
  text: string,
  start: number,
  find: (mark: string, from: number) => number,
): InAngles | undefined {
  for (const [open, close] of instructions) {
    const end = text.startsWith(open, start) ? find(close, start + 2) : -1;
    if (end !== -1) {
      return { kind: 'comment', end: end + close.length };
    }
  }
  autolink.lastIndex = start;
  if (autolink.test(text)) {
    return { kind: 'address', end: autolink.lastIndex };
  }
  const end = htmlTagEnd(text, start);
  return end === undefined ? undefined : { kind: 'tag', end };
}

/** Where the start tag or end tag at `start` ends, if one is there. One pattern for all would overflow the stack. */
export function htmlTagEnd(text: string, start: number): number | undefined {
  const opening = matchAt(tagStart, text, start);
  if (opening === undefined) {
    return undefined;
  }
  const isEndTag = opening.startsWith('</');
  let position = start + opening.length;
  for (let next = true; next && !isEndTag;) {
    const found = matchAt(attribute, text, position);
    next = found !== undefined;
    position += found?.length ?? 0;
  }
  const close = matchAt(isEndTag ? endTagEnd : startTagEnd, text, position);
  return close === undefined ? undefined : position + close.length;
}
