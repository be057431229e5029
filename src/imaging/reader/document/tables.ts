import type { TextLine } from '../paragraphs';
import { columnsOf, columnUnder, rowOf, type Row, type Segment, type Span } from './cells';

/** A table: its rows have a cell for each column, which holds what stands there, line by line. */
export interface Table {
  /** Its lines are those from `from` up to before `to`. */
  readonly from: number;
  readonly to: number;
  readonly rows: readonly (readonly (readonly Segment[])[])[];
}

/** Two columns may be labels with their fields, so that more is asked of them. */
const fewestRows = { pairs: 3, wider: 2 };

/** How far edges of cells may be from those of their column, in heights of a line. */
const tolerance = 0.6;

/** From this many words in each cell on columns are prose side by side. */
const prose = 5;

/** Finds tables among lines in reading order: lines of one column of the page whose parts stand in columns again. */
export function tablesIn(lines: readonly TextLine[]): Table[] {
  let first = 0;
  const rows = lines.map((line, index) => {
    const row = rowOf(line, index, first);
    first += line.words.length;
    return row;
  });
  const tables: Table[] = [];
  for (let at = 0; at < rows.length;) {
    const run = runFrom(rows, lines, at);
    const table = run.length === 0 ? undefined : tableOf(run);
    if (table !== undefined) {
      tables.push(table);
    }
    at = table?.to ?? at + 1;
  }
  return tables;
}

/** The longest run of rows from one on that have columns in common; empty where that has one part only. */
function runFrom(rows: readonly Row[], lines: readonly TextLine[], from: number): Row[] {
  const run: Row[] = [];
  for (let at = from; at < rows.length; at++) {
    const row = rows[at];
    const before = run.at(-1);
    if (row === undefined || row.segments.length === 0) {
      break;
    }
    const height = row.bottom - row.top;
    const isApart =
      before !== undefined &&
      (lines[at]?.group !== lines[from]?.group || row.top - before.bottom > 4 * height);
    if (isApart || (run.length === 0 && row.segments.length < 2) || !fits([...run, row])) {
      break;
    }
    run.push(row);
  }
  while ((run.at(-1)?.segments.length ?? 2) < 2) {
    run.pop();
  }
  return run;
}

/** True while no two parts of one row fall into the same column. */
function fits(rows: readonly Row[]): boolean {
  const columns = columnsOf(rows);
  return (
    columns.length >= 2 &&
    rows.every(({ segments }) => {
      const places = segments.map((segment) => columnUnder(columns, segment));
      return new Set(places).size === places.length;
    })
  );
}

function tableOf(run: readonly Row[]): Table | undefined {
  const columns = columnsOf(run);
  const rows = joined(run, columns);
  const full = rows.filter((row) => row.filter((cell) => cell.length > 0).length >= 2);
  const fewest = columns.length === 2 ? fewestRows.pairs : fewestRows.wider;
  const height = (run[0]?.bottom ?? 0) - (run[0]?.top ?? 0);
  const isTable =
    full.length >= fewest &&
    full.length >= 0.6 * rows.length &&
    columns.every((_, column) => isAligned(rows, column, tolerance * height)) &&
    !isProse(rows);
  const [first, last] = [run[0], run.at(-1)];
  return isTable && first !== undefined && last !== undefined
    ? { from: first.line, to: last.line + 1, rows }
    : undefined;
}

/** The cells of each row. A line with one part, close below another line, goes on with the cell above it. */
function joined(run: readonly Row[], columns: readonly Span[]): Segment[][][] {
  const gaps = run.slice(1).map((row, index) => row.top - (run[index]?.bottom ?? row.top));
  const usual = gaps.toSorted((a, b) => a - b)[gaps.length >> 1] ?? 0;
  const rows: Segment[][][] = [];
  run.forEach((row, index) => {
    const above = rows.at(-1);
    const column = row.segments[0] ? columnUnder(columns, row.segments[0]) : -1;
    const goesOn =
      row.segments.length === 1 &&
      above?.[column]?.length !== 0 &&
      (gaps[index - 1] ?? Infinity) < 0.6 * usual;
    const cells: Segment[][] = goesOn && above ? above : columns.map(() => []);
    row.segments.forEach((segment) => cells[columnUnder(columns, segment)]?.push(segment));
    if (cells !== above) {
      rows.push(cells);
    }
  });
  return rows;
}

/** True where most cells of a column have their left edges, their right edges or their middles in one place. */
function isAligned(
  rows: readonly (readonly (readonly Segment[])[])[],
  column: number,
  slack: number,
): boolean {
  const boxes = rows.flatMap((row) => (row[column] ?? []).map(({ box }) => box));
  const edges = [
    boxes.map(({ left }) => left),
    boxes.map(({ right }) => right),
    boxes.map(({ left, right }) => (left + right) / 2),
  ];
  return edges.some((values) => {
    const middle = values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
    const near = values.filter((value) => Math.abs(value - middle) <= slack);
    return near.length >= 0.7 * values.length;
  });
}

/** Newspapers and pages with a margin: in every column there are sentences. */
function isProse(rows: readonly (readonly (readonly Segment[])[])[]): boolean {
  const columns = rows[0]?.length ?? 0;
  return Array.from({ length: columns }, (_, column) => column).every((column) => {
    const cells = rows.map((row) => row[column] ?? []).filter((cell) => cell.length > 0);
    const words = cells.flat().reduce((sum, segment) => sum + segment.words.length, 0);
    return words >= prose * cells.length;
  });
}
