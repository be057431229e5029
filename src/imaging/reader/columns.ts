import { centreOf, linesOf } from './lines';
import type { Box } from '../pixels';

/** What is put in order: a word, or a region that stays together. */
export interface Piece {
  readonly box: Box;
  readonly isRegion: boolean;
  /** A word that is a figure more than a text: `€86.40`, `12`, `30%`. */
  readonly isFigure: boolean;
}

/** Splits pieces at the widest gutter between two columns, or returns undefined if there is none. */
export function splitColumns<P extends Piece>(
  pieces: readonly P[],
  lineHeight: number,
): [P[], P[]] | undefined {
  const gaps = gapsBetween(pieces, ({ box }) => [box.left, box.right])
    .filter(({ width }) => width >= 1.5 * lineHeight)
    .sort((a, b) => b.width - a.width);
  for (const { at } of gaps) {
    const left = pieces.filter(({ box }) => box.right <= at);
    const right = pieces.filter(({ box }) => box.left >= at);
    if (areColumns(left, right, lineHeight)) {
      return [left, right];
    }
  }
  return undefined;
}

/**
 * Splits pieces into an upper and a lower part: where one of them falls into columns, else at the
 * highest gap between lines. Undefined where there is no gap, or no need of one.
 */
export function splitRows<P extends Piece>(
  pieces: readonly P[],
  lineHeight: number,
): [P[], P[]] | undefined {
  const gaps = gapsBetween(pieces, ({ box }) => [box.top, box.bottom]);
  const cut = (at: number): [P[], P[]] => [
    pieces.filter(({ box }) => box.bottom <= at),
    pieces.filter(({ box }) => box.top >= at),
  ];
  for (const { at } of gaps) {
    const parts = cut(at);
    if (splitColumns(parts[1], lineHeight)) {
      return parts;
    }
  }
  for (const { at } of gaps.toReversed()) {
    const parts = cut(at);
    if (splitColumns(parts[0], lineHeight)) {
      return parts;
    }
  }
  const highest = gaps.toSorted((a, b) => b.width - a.width)[0];
  return highest && highest.width > lineHeight ? cut(highest.at) : undefined;
}

/**
 * Columns run on their own. What stands line by line at the same heights is a table, and so is a
 * column of figures with what it counts.
 */
function areColumns(left: readonly Piece[], right: readonly Piece[], lineHeight: number): boolean {
  const all = heightOf([...left, ...right]);
  const holdsColumn = [...left, ...right].some(
    (piece) => piece.isRegion && heightOf([piece]) > all / 2,
  );
  if (holdsColumn) {
    return true;
  }
  if (
    [left, right].some((side) => side.filter((piece) => piece.isFigure).length > side.length / 2)
  ) {
    return false;
  }
  const [fewer, more] = [linesOf(left), linesOf(right)].sort((a, b) => a.length - b.length);
  if (fewer === undefined || more === undefined || fewer.length < 2) {
    return false;
  }
  const aligned = fewer.filter((line) =>
    more.some((other) => Math.abs(centreOf(line) - centreOf(other)) <= 0.35 * lineHeight),
  );
  return aligned.length < 0.6 * fewer.length;
}

function heightOf(pieces: readonly Piece[]): number {
  const tops = pieces.map(({ box }) => box.top);
  const bottoms = pieces.map(({ box }) => box.bottom);
  return Math.max(...bottoms) - Math.min(...tops);
}

interface Gap {
  /** Where the pieces after the gap begin, in pixels. */
  readonly at: number;
  readonly width: number;
}

/** The gaps that no piece crosses, in order, along the axis that `extent` reads. */
function gapsBetween<P>(pieces: readonly P[], extent: (piece: P) => [number, number]): Gap[] {
  const gaps: Gap[] = [];
  let end: number | undefined;
  for (const [from, to] of pieces.map(extent).sort((a, b) => a[0] - b[0])) {
    if (end !== undefined && from > end) {
      gaps.push({ at: from, width: from - end });
    }
    end = Math.max(end ?? to, to);
  }
  return gaps;
}
