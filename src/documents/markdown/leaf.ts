import type { Range } from '../reference';
import type { HtmlBlock } from './htmlBlocks';
import type { LineReader } from './lines';

/** A piece of a Markdown document that holds no other block. */
export interface Leaf {
  /** `cell` is one of a table, `excess` one that no column is there for, `tags` are of MDX. */
  readonly kind:
    'text' | 'heading' | 'cell' | 'excess' | 'html' | 'tags' | 'code' | 'frontMatter' | 'module';
  /** Its lines without the marks of quotes and lists, within the text. */
  readonly lines: Range[];
  /** Of a heading; a line below makes one of text. */
  level?: number;
}

/** The leaf that the last line was of, with what ends it. */
export type Open =
  | { kind: 'text'; leaf: Leaf }
  | { kind: 'table'; cells: number }
  | { kind: 'indented'; leaf: Leaf }
  | { kind: 'fence'; leaf: Leaf; mark: string }
  | { kind: 'html'; leaf: Leaf; until: HtmlBlock }
  | { kind: 'module'; leaf: Leaf };

const ended = { taken: false, open: undefined };

/** Whether a line belongs to an open leaf by that leaf's own rule, and what is open behind the line. */
export function goOn(
  open: Open,
  reader: LineReader,
): { readonly taken: boolean; readonly open: Open | undefined } {
  switch (open.kind) {
    case 'fence':
      return take(open, reader, closes(open.mark, reader));
    case 'html':
      return open.until === 'blank' && reader.isBlank
        ? ended
        : take(open, reader, open.until !== 'blank' && open.until.test(reader.rest));
    case 'module':
      return reader.isBlank ? ended : take(open, reader, false);
    case 'indented':
      return reader.indent < 4 && !reader.isBlank ? ended : take(open, reader, false);
    case 'table':
    case 'text':
      return { taken: false, open };
  }
}

function take(
  open: Extract<Open, { leaf: Leaf }>,
  { position, line }: LineReader,
  ends: boolean,
): { taken: true; open: Open | undefined } {
  open.leaf.lines.push({ start: position, end: line.end });
  return { taken: true, open: ends ? undefined : open };
}

function closes(mark: string, { indent, rest }: LineReader): boolean {
  const line = rest.trim();
  return indent <= 3 && line.startsWith(mark) && line.replaceAll(mark.charAt(0), '') === '';
}
