/**
 * `npm test`: builds, then runs the host, UI, page and unit tests and prints `N passed, N failed` last.
 * `npm test -- ui --grep Stop` runs a part, `npm test -- test/unit/core/fit.test.ts` a file, and with
 * `--reverse` the tests of each file are run in the reverse order, so that none builds on another.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { nodeBinary, withProjectTools } from './support/editor/nodeBinary';
import { out, root } from './support/paths';
import { filesOf, longestFirst, readTimes, writeTimes } from './support/runner/files';
import { reverseVariable } from './support/runner/mochaRun';
import { runPool, type Batch } from './support/runner/pool';
import { referenceSeconds } from './support/runner/referenceWork';
import { Results } from './support/runner/results';
import { stages, workers, type Stage } from './support/runner/stages';
import { endWorkersWithThisProcess } from './support/runner/workerProcess';

/** Milliseconds for which a test file may be silent; no test waits for so long. */
const patience = 240_000;

const timesFile = path.join(out, 'test-times.json');

/** What of a stage is to run. */
interface Part {
  readonly name: string;
  readonly stage: Stage;
  readonly files: readonly string[];
}

async function main(args: readonly string[]): Promise<void> {
  const begun = performance.now();
  const { parts, grep } = parse(args);
  const results = new Results(path.join(out, 'tests.jsonl'), (line) => console.log(line));
  endWorkersWithThisProcess((signal) => {
    results.fail('all', 'the run comes to its end', `It was ended by ${signal}.`);
    finish(results);
  });
  const reference = referenceSeconds();
  if ((await build()) !== 0) {
    results.fail('build', 'esbuild.js', 'The build failed.');
  } else {
    await runPool(await batchesOf(parts, results), {
      workers,
      grep,
      patience,
      report: (stage, report) => results.add(stage, report),
    });
  }
  if (grep === undefined) {
    writeTimes(timesFile, { ...readTimes(timesFile), ...Object.fromEntries(results.times) });
  }
  console.log(
    `\n${seconds(performance.now() - begun)} s in all; the fixed piece of work took ${reference.toFixed(2)} s`,
  );
  finish(results);
}

/** Takes an option off the arguments; out comes whether it was there. */
function takeFlag(args: string[], flag: string): boolean {
  const at = args.indexOf(flag);
  return at >= 0 && args.splice(at, 1).length > 0;
}

/** Rejects unknown words, so that a typing error can't pass as success. */
function parse(given: readonly string[]): { parts: Part[]; grep: string | undefined } {
  const args = [...given];
  if (takeFlag(args, '--reverse')) {
    process.env[reverseVariable] = '1';
  }
  const at = args.indexOf('--grep');
  const grep = at < 0 ? undefined : args[at + 1];
  const words = at < 0 ? args : args.toSpliced(at, 2);
  const all = Object.entries(stages).map(([name, stage]) => {
    return { name, stage, files: filesOf(stage) };
  });
  const wanted = words.map((word) => word.replaceAll('\\', '/').replace(/^\.\//, ''));
  const unknown = wanted.find(
    (word) => !all.some(({ name, files }) => name === word || files.includes(word)),
  );
  if (unknown !== undefined || (at >= 0 && grep === undefined)) {
    const names = Object.keys(stages).join('|');
    throw new Error(`Usage: npm test [-- [${names}|FILE]… [--grep PATTERN] [--reverse]]`);
  }
  const parts = all.map((part) => ({
    ...part,
    files: part.files.filter(
      (file) => wanted.length === 0 || wanted.includes(part.name) || wanted.includes(file),
    ),
  }));
  return { parts: parts.filter(({ files }) => files.length > 0), grep };
}

/** What the processes run: each file by itself, the longest of a stage first, or all of a stage together. */
async function batchesOf(parts: readonly Part[], results: Results): Promise<Batch[]> {
  const times = readTimes(timesFile);
  const batches: Batch[] = [];
  for (const { name, stage, files } of parts) {
    try {
      await stage.prepare?.();
    } catch (error) {
      results.fail(name, 'it is prepared', error instanceof Error ? error.message : String(error));
      continue;
    }
    const ordered = longestFirst(files, times);
    const groups = stage.together === true ? [ordered] : ordered.map((file) => [file]);
    batches.push(...groups.map((group) => ({ name, stage, files: group })));
  }
  return batches;
}

function build(): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(nodeBinary(), ['esbuild.js'], {
      cwd: root,
      env: withProjectTools(process.env),
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.once('error', () => resolve(1));
    child.once('close', (code) => resolve(code ?? 1));
  });
}

function finish(results: Results): void {
  results.report().forEach((line) => console.log(line));
  process.exitCode = results.isGood ? 0 : 1;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(0);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
