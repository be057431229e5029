import type { MarkupLanguage, ReadDocument } from '../language';
import { markdownLanguage } from '../markdown';
import type { Outline } from '../outline';
import type { Edit, ImageReference, Range } from '../reference';
import { lastUpTo } from '../search';
import { markdownCells, type Cell } from './cells';

const markdown = markdownLanguage('markdown');

/** Jupyter notebooks as their file is: JSON whose Markdown cells hold the images. */
export const notebook: MarkupLanguage = {
  find: (text) => [...read(text).references],
  read,
  insert: (text, selection, image) => {
    const cell = markdownCells(text).find(
      (other) => selection.end >= startOf(other) && selection.end <= other.end,
    );
    if (cell === undefined) {
      return 'code';
    }
    const place = { start: fromJson(selection.start, cell), end: fromJson(selection.end, cell) };
    const edit = markdown.insert(cell.text, place, image);
    return typeof edit === 'string' ? edit : editInJson(edit, cell);
  },
  outline: (text) =>
    together(
      markdownCells(text).map((cell) =>
        outlineInJson(markdown.outline?.(cell.text) ?? { blocks: [] }, cell),
      ),
    ),
};

/** A reference of a cell, by the offsets of its text. */
interface CellReference {
  readonly cell: Cell;
  readonly reference: ImageReference;
}

interface Notebook extends ReadDocument {
  readonly text: string;
  /** By where the references begin in the JSON. */
  readonly inCells: ReadonlyMap<number, CellReference>;
}

/** Kept as long as it may be, so that many edits of one text take one reading. */
let lastRead: WeakRef<Notebook> | undefined;

function read(text: string): Notebook {
  const last = lastRead?.deref();
  if (last?.text === text) {
    return last;
  }
  const cells = markdownCells(text).map((cell) => ({ cell, ...markdown.read(cell.text) }));
  const references: ImageReference[] = [];
  const inCells = new Map<number, CellReference>();
  for (const { cell, references: own } of cells) {
    for (const reference of own) {
      const moved = inJson(reference, cell);
      references.push(moved);
      inCells.set(moved.range.start, { cell, reference });
    }
  }
  const outline = () => together(cells.map(({ cell, outline }) => outlineInJson(outline(), cell)));
  const notebook = { text, references, inCells, outline };
  lastRead = new WeakRef(notebook);
  return notebook;
}

function together(outlines: readonly Outline[]): Outline {
  const { title, language } = outlines[0] ?? {};
  return { blocks: outlines.flatMap(({ blocks }) => blocks), title, language };
}

function outlineInJson({ blocks, title, language }: Outline, cell: Cell): Outline {
  const moved = blocks.map((block) => ({
    ...block,
    range: jsonRange(block.range, cell),
    of: block.of === undefined ? undefined : jsonRange(block.of, cell),
    text: (near: Range, reach?: number) =>
      block.text({ start: fromJson(near.start, cell), end: fromJson(near.end, cell) }, reach),
  }));
  return { blocks: moved, title, language };
}

/** The edit of a reference in a notebook, where `editOf` gives that of the same in its cell's text. */
export function notebookEdit(
  text: string,
  { range }: ImageReference,
  editOf: (cell: string, reference: ImageReference) => Edit | undefined,
): Edit | undefined {
  const found = read(text).inCells.get(range.start);
  const edit = found && editOf(found.cell.text, found.reference);
  return edit && editInJson(edit, found.cell);
}

function inJson(reference: ImageReference, cell: Cell): ImageReference {
  const { range, altRange, slot } = reference;
  return {
    ...reference,
    range: jsonRange(range, cell),
    altRange: altRange === undefined ? undefined : jsonRange(altRange, cell),
    slot: jsonRange(slot, cell),
    encoding: 'json',
  };
}

function editInJson({ start, end, text }: Edit, cell: Cell): Edit {
  return { ...jsonRange({ start, end }, cell), text: JSON.stringify(text).slice(1, -1) };
}

function startOf({ pieces, end }: Cell): number {
  return pieces[0]?.inJson ?? end;
}

function jsonRange({ start, end }: Range, cell: Cell): Range {
  const from = jsonOffset(start, cell);
  if (start === end) {
    return { start: from, end: from };
  }
  // Behind the last character: the next one may stand in another string.
  const last = cell.pieces[pieceAt(end - 1, cell)] ?? { start: 0, inJson: cell.end, escape: 0 };
  return { start: from, end: last.inJson + (last.escape || end - last.start) };
}

function jsonOffset(offset: number, cell: Cell): number {
  if (offset >= cell.text.length) {
    return cell.end;
  }
  const piece = cell.pieces[pieceAt(offset, cell)];
  return piece === undefined ? cell.end : piece.inJson + offset - piece.start;
}

function fromJson(offset: number, { pieces, text }: Cell): number {
  const index = Math.max(
    0,
    lastUpTo(pieces, offset, ({ inJson }) => inJson),
  );
  const piece = pieces[index];
  const next = pieces[index + 1]?.start ?? text.length;
  return piece === undefined ? 0 : Math.min(next, piece.start + offset - piece.inJson);
}

/** The last piece that begins at an offset of the text or before it, or else the first. */
function pieceAt(offset: number, { pieces }: Cell): number {
  return Math.max(
    0,
    lastUpTo(pieces, offset, ({ start }) => start),
  );
}
