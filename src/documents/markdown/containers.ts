import type { LineReader } from './lines';

/** A quote, or an item of a list or a footnote with the columns that its lines are indented by. */
export type Container =
  { readonly quote: true } | { readonly quote: false; readonly indent: number };

/** Deeper quotes and lists are text, so that hostile text costs no more than its length. */
const deepest = 100;

export const listMark = /^(?:([-*+])|(\d{1,9})[.)])(?=[ \t]|$)/;
export const footnoteMark = /^\[\^[^[\]\s]{1,999}\]:/;
/** How far the lines of a footnote are indented below its mark (GitHub, Pandoc, Markdown Extra). */
const footnoteIndent = 4;
export const thematicBreak =
  /^(?:\*[ \t]*\*[ \t]*\*[* \t]*|-[ \t]*-[ \t]*-[- \t]*|_[ \t]*_[ \t]*_[_ \t]*)$/;

/** Reads the marks of open containers off a line; gives how many of them the line is in. */
export function matchContainers(reader: LineReader, containers: readonly Container[]): number {
  let matched = 0;
  for (const container of containers) {
    const { indent } = reader;
    if (container.quote) {
      if (indent > 3 || !reader.rest.trimStart().startsWith('>')) {
        break;
      }
      takeQuoteMark(reader);
    } else if (indent >= container.indent) {
      reader.skip(container.indent);
    } else if (!reader.isBlank) {
      break;
    }
    matched++;
  }
  return matched;
}

/** Reads the marks of containers that a line begins; `inText` where a paragraph is open before them. */
export function newContainers(
  reader: LineReader,
  depth: number,
  inText: boolean,
  mdx: boolean,
): Container[] {
  const opened: Container[] = [];
  for (;;) {
    const rest = reader.rest.trimStart();
    const afterText = inText && opened.length === 0;
    const { indent } = reader;
    if (rest === '' || depth + opened.length >= deepest || (indent > 3 && !(mdx && !afterText))) {
      return opened;
    }
    const mark = thematicBreak.test(rest) ? null : listMark.exec(rest);
    const footnote = footnoteMark.exec(rest)?.[0];
    if (rest.startsWith('>')) {
      takeQuoteMark(reader);
      opened.push({ quote: true });
    } else if (mark !== null && (!afterText || interrupts(rest, mark))) {
      reader.skip(indent);
      reader.take(mark[0].length);
      const space = reader.indent;
      const own = reader.isBlank || space > 4 ? 1 : space;
      reader.skip(own);
      opened.push({ quote: false, indent: indent + mark[0].length + own });
    } else if (footnote !== undefined) {
      reader.skip(indent);
      reader.take(footnote.length);
      reader.skip(reader.indent);
      opened.push({ quote: false, indent: footnoteIndent });
    } else {
      return opened;
    }
  }
}

function takeQuoteMark(reader: LineReader): void {
  reader.skip(reader.indent);
  reader.take(1);
  reader.skip(1);
}

/** Only a list that begins with 1 and has content may follow on a paragraph at once. */
function interrupts(rest: string, mark: RegExpExecArray): boolean {
  return (
    rest.length > mark[0].length &&
    rest.slice(mark[0].length).trim() !== '' &&
    (mark[2] === undefined || Number(mark[2]) === 1)
  );
}
