/** One line of the table. */
export interface Figure {
  readonly name: string;
  readonly value: string;
  /** What is allowed, where there is a bound, with its sign: `≤ 15.0 ms`. */
  readonly bound?: string;
  readonly isMissed?: boolean;
}

/** The middle of what was measured, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]];
  if (low === undefined || high === undefined) {
    throw new Error('Nothing was measured.');
  }
  return (low + high) / 2;
}

/** The median of times in milliseconds, with their number and range, and a bound to compare it to. */
export function timeFigure(name: string, times: readonly number[], bound?: number): Figure {
  const middle = median(times);
  const range = `${Math.min(...times).toFixed(1)} to ${Math.max(...times).toFixed(1)}`;
  return {
    name,
    value: `${middle.toFixed(1)} ms (${range}, n = ${times.length})`,
    ...(bound !== undefined && { bound: `≤ ${bound.toFixed(1)} ms`, isMissed: middle > bound }),
  };
}

/** A size in bytes; 1 KB is 1024 bytes. */
export function sizeFigure(name: string, bytes: number, unit: 'KB' | 'MB', bound?: number): Figure {
  const value = bytes / (unit === 'KB' ? 1024 : 1024 * 1024);
  return {
    name,
    value: `${value.toFixed(2)} ${unit}`,
    ...(bound !== undefined && { bound: `≤ ${bound} ${unit}`, isMissed: value > bound }),
  };
}

/** The median of ratios, with their number and range, and a bound to compare it to. */
export function ratioFigure(name: string, ratios: readonly number[], bound?: number): Figure {
  const middle = median(ratios);
  const range = `${Math.min(...ratios).toFixed(3)} to ${Math.max(...ratios).toFixed(3)}`;
  return {
    name,
    value: `${middle.toFixed(3)} (${range}, n = ${ratios.length})`,
    ...(bound !== undefined && { bound: `≤ ${bound}`, isMissed: middle > bound }),
  };
}

/** A share from 0 to 1, and what it must be at least. */
export function shareFigure(name: string, share: number, least?: number): Figure {
  return {
    name,
    value: `${(share * 100).toFixed(1)} %`,
    ...(least !== undefined && { bound: `≥ ${least * 100} %`, isMissed: share < least }),
  };
}

/** A Markdown table whose columns stand one below the other in plain text too. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, value, bound = '', isMissed }) => [
    name,
    value,
    bound,
    bound === '' ? '' : isMissed === true ? 'MISSED' : 'ok',
  ]);
  const all = [['Figure', 'Median', 'Bound', ''], ...rows];
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(3, ...all.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = all;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}
