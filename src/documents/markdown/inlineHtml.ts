const autolink =
  /<(?:[a-z][a-z\d+.-]{1,31}:[^\s<>]*|[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w.-]{1,255})>/iy;
const attribute = String.raw`\s+[A-Za-z_:][\w:.-]*(?:\s*=\s*(?:[^\s"'=<>\x60]+|'[^']*'|"[^"]*"))?`;
const htmlTag = new RegExp(
  `<(?:[A-Za-z][A-Za-z0-9-]*(?:${attribute})*\\s*/?|/[A-Za-z][A-Za-z0-9-]*\\s*)>`,
  'y',
);

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
  htmlTag.lastIndex = start;
  return htmlTag.test(text) ? { kind: 'tag', end: htmlTag.lastIndex } : undefined;
}
