import { globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../paths';
import type { Stage } from './stages';

/** The test files of a stage, relative to the project's root, by name. */
export function filesOf({ folder, without = [] }: Stage): string[] {
  return globSync(`${folder}/**/*.test.ts`, { cwd: root })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !without.some((other) => file.startsWith(`${other}/`)))
    .sort();
}

/** The milliseconds that test files took the last time. */
export type Times = Readonly<Record<string, number>>;

export function readTimes(file: string): Times {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Times;
  } catch {
    return {};
  }
}

export function writeTimes(file: string, times: Times): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(times, undefined, 2));
}

/** The longest first, so that no long one is left at the end; one without a time is told by its size. */
export function longestFirst(files: readonly string[], times: Times): string[] {
  const known = files.filter((file) => times[file] !== undefined);
  const sizes = new Map(files.map((file) => [file, statSync(path.join(root, file)).size]));
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  const milliseconds = sum(known.map((file) => times[file] ?? 0));
  const bytes = sum(known.map((file) => sizes.get(file) ?? 0));
  const rate = bytes > 0 ? milliseconds / bytes : 1;
  const estimate = (file: string) => times[file] ?? (sizes.get(file) ?? 0) * rate;
  return files.toSorted((one, other) => estimate(other) - estimate(one));
}
