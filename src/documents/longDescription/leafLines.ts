import type { ReadLeaf } from '../markdown/readLeaf';
import { lineAt, lineStart } from '../place';

/** Whether an offset of the document is in a line of a leaf. */
export function holds({ leaf }: ReadLeaf, at: number): boolean {
  return leaf.lines.some(({ start, end }) => start <= at && at < end);
}

/** The offset in the content of a leaf of one in the document. */
export function offsetIn({ leaf }: ReadLeaf, at: number): number {
  return leaf.lines
    .filter(({ start }) => start <= at)
    .reduce(
      (sum, { start, end }, index) => sum + Math.min(at, end) - start + (index > 0 ? 1 : 0),
      0,
    );
}

/** Where the last line of a leaf ends, the one that makes a heading of it included. */
export function endOf(text: string, { leaf }: ReadLeaf): number {
  const end = leaf.lines.at(-1)?.end ?? 0;
  const isUnderlined = leaf.kind === 'text' && leaf.level !== undefined;
  return isUnderlined ? lineAt(text, text.indexOf('\n', end) + 1).end : end;
}

/** What begins a block that goes on in lines of four spaces: footnotes, definitions, notes and tabs. */
const dialectMark = /^(?:\[\^[^\]\n]{1,200}\]:|[:~][ \t]|!{3}|\?{3}|={3}[ \t])/m;

/** What a line begins with that is to stand beside a leaf in its list item; undefined where none can. */
export function indentOf(text: string, { leaf, content }: ReadLeaf): string | undefined {
  const { kind, lines } = leaf;
  const [marks = '', ...others] = lines.map(({ start }) =>
    text.slice(lineStart(text, start), start),
  );
  const before = kind === 'heading' ? marks.replace(/#{1,6}[ \t]*$/, '') : marks;
  const isInQuote = before.includes('>');
  const beginsFootnote = before.includes('[^');
  // Whether such a line goes on with the paragraph or ends its list is told differently by parsers.
  const isLazy = others.some(
    (own, at) => own.length < before.length && text[lines[at + 1]?.start ?? 0] === '<',
  );
  return isInQuote || beginsFootnote || (kind === 'text' && (isLazy || dialectMark.test(content)))
    ? undefined
    : before.replaceAll(/[^\t]/g, ' ');
}

/** What the lines of a block of HTML begin with that are to follow on one of its lines; undefined in a quote. */
export function lineIndent(text: string, read: ReadLeaf, at: number): string | undefined {
  const indent = indentOf(text, read);
  const start = lineStart(text, at);
  const isFirst = start <= (read.leaf.lines[0]?.start ?? 0);
  return isFirst || indent === undefined ? indent : /^[ \t]*/.exec(text.slice(start, at))?.[0];
}
