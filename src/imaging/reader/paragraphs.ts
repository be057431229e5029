import type { Word } from './recognise';

/** A line of text in its place; lines of one column share a `group`. Top and bottom in pixels. */
export interface TextLine {
  readonly text: string;
  readonly words: readonly Word[];
  readonly top: number;
  readonly bottom: number;
  readonly group: symbol;
}

/** Joins lines, with a blank line where a group ends or a gap is wider than is usual in it. */
export function joinBlocks(shown: readonly TextLine[]): string {
  const gapsOf = new Map<symbol, number[]>();
  shown.forEach((line, index) => {
    const gap = gapBefore(shown, index);
    if (gap !== undefined) {
      gapsOf.set(line.group, [...(gapsOf.get(line.group) ?? []), gap]);
    }
  });
  return shown
    .map((line, index) => {
      if (index === 0) {
        return line.text;
      }
      const gap = gapBefore(shown, index);
      const usual = lowerMedian(gapsOf.get(line.group) ?? []);
      const isBreak =
        gap === undefined || gap > Math.max(0.8 * (line.bottom - line.top), 1.5 * usual);
      return `${isBreak ? '\n\n' : '\n'}${line.text}`;
    })
    .join('');
}

/** The space above a line in pixels, or undefined where it begins a group. */
function gapBefore(lines: readonly TextLine[], index: number): number | undefined {
  const [before, line] = [lines[index - 1], lines[index]];
  return line && before?.group === line.group ? Math.max(0, line.top - before.bottom) : undefined;
}

function lowerMedian(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[(values.length - 1) >> 1] ?? 0;
}
