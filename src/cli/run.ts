import fs from 'node:fs';
import { visible } from '../core/altText/visible';
import {
  reports,
  textReport,
  toolName,
  type Report,
  type ReportFormat,
} from '../core/altText/report';
import type { Files } from '../documents';
import { check } from './check';
import { reason } from './collect';
import { parseCommand, Refusal, usage } from './options';
import { nativePath, slashed } from './paths';

/** What the program has of its process. */
export interface Process {
  readonly workingFolder: string;
  readonly files: Files;
  readonly version: string;
  readonly isColoured: boolean;
  /** Writes to standard output, and to standard error. */
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
}

/** Whether a terminal is to show colours (no-color.org). */
export function wantsColours(
  { isTTY }: { readonly isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  return isTTY === true && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb';
}

/** The exit statuses. */
const nothingFound = 0;
const somethingFound = 1;
const couldNotRun = 2;

/** Runs the program with its arguments. Resolves to its exit status, and never rejects. */
export async function run(args: readonly string[], process: Process): Promise<number> {
  try {
    return await obey(args, process);
  } catch (error) {
    const words =
      error instanceof Refusal
        ? error.message
        : `It failed, which is a fault of ${toolName}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
    // Paths come from the file system, and a terminal would obey what they may hold.
    process.error(`${toolName}: ${words.trimEnd().replaceAll(/[^\P{Cc}\n]/gu, ' ')}\n`);
    return couldNotRun;
  }
}

async function obey(args: readonly string[], process: Process): Promise<number> {
  const command = parseCommand(args);
  switch (command.kind) {
    case 'help':
      process.out(usage);
      return nothingFound;
    case 'version':
      process.out(`${process.version}\n`);
      return nothingFound;
    case 'check': {
      const { format, output, paths } = command;
      const warn = (words: string) => process.error(`${toolName}: ${visible(words)}.\n`);
      // GitHub finds files by their paths in the repository, wherever the program runs.
      const fromRepository = format === 'github' || format === 'sarif';
      const found = await check(paths, { fromRepository }, { ...process, warn });
      const report = { ...found, toolVersion: process.version };
      if (output === undefined) {
        process.out(written(report, format, process.isColoured));
      } else {
        save(output, written(report, format, false), process.workingFolder);
      }
      return found.findings.some(({ severity }) => severity !== 'note')
        ? somethingFound
        : nothingFound;
    }
  }
}

function written(report: Report, format: ReportFormat, isColoured: boolean): string {
  return format === 'text' ? textReport(report, { isColoured }) : reports[format](report);
}

function save(output: string, text: string, workingFolder: string): void {
  try {
    fs.writeFileSync(nativePath(slashed(output, workingFolder)), text);
  } catch (error) {
    throw new Refusal(`${output} cannot be written: ${reason(error)}`);
  }
}
