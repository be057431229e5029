import type { Box } from '../pixels';

/** Things side by side, from left to right. */
export interface Line<T> {
  readonly items: readonly T[];
  readonly top: number;
  readonly bottom: number;
}

interface Boxed {
  readonly box: Box;
}

/**
 * Groups boxes into lines, from the top: boxes whose heights overlap by half are on one line. What
 * is much taller than the rest (a big figure, an icon) does not pull the lines beside it together.
 */
export function linesOf<T extends Boxed>(items: readonly T[]): Line<T>[] {
  const tall = 1.6 * usualHeight(items);
  const isTall = (item: T): boolean => heightOf(item) > tall;
  const lines = overlapping(items.filter((item) => !isTall(item)));
  const alone: T[] = [];
  for (const item of items.filter(isTall)) {
    const beside = lines.filter(
      (line) => overlap(line, item.box) >= 0.5 * (line.bottom - line.top),
    );
    if (beside.length === 1) {
      beside[0]?.items.push(item);
    } else {
      alone.push(item);
    }
  }
  const all = [...lines, ...overlapping(alone)];
  all.forEach((line) => line.items.sort((a, b) => a.box.left - b.box.left));
  return all.sort((a, b) => a.top + a.bottom - b.top - b.bottom);
}

interface OpenLine<T> {
  readonly items: T[];
  top: number;
  bottom: number;
}

function overlapping<T extends Boxed>(items: readonly T[]): OpenLine<T>[] {
  const lines: OpenLine<T>[] = [];
  for (const item of [...items].sort((a, b) => centreOf(a.box) - centreOf(b.box))) {
    const { top, bottom } = item.box;
    // Only the last few lines can still overlap.
    const line = lines
      .slice(-3)
      .findLast(
        (other) =>
          overlap(other, item.box) >= 0.5 * Math.min(other.bottom - other.top, bottom - top),
      );
    if (line === undefined) {
      lines.push({ items: [item], top, bottom });
    } else {
      line.items.push(item);
      line.top = Math.min(line.top, top);
      line.bottom = Math.max(line.bottom, bottom);
    }
  }
  return lines;
}

/** The height that three quarters of the boxes do not pass: a line's height without outliers. */
export function usualHeight(items: readonly Boxed[]): number {
  const heights = items.map(heightOf).sort((a, b) => a - b);
  return heights[Math.floor(heights.length * 0.75)] ?? 0;
}

/** The vertical centre, in pixels. */
export function centreOf({ top, bottom }: Pick<Box, 'top' | 'bottom'>): number {
  return (top + bottom) / 2;
}

function heightOf({ box }: Boxed): number {
  return box.bottom - box.top;
}

function overlap(line: { readonly top: number; readonly bottom: number }, box: Box): number {
  return Math.min(line.bottom, box.bottom) - Math.max(line.top, box.top);
}
