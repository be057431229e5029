/**
 * `npm test`: builds, then runs the unit, host and UI tests, each in a process of its own, and prints
 * `N passed, N failed` last. `npm test -- host --grep key` runs a part.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { findBrowser } from './support/browser';
import { vscodeServer } from './support/editor/install';
import { nodeBinary, withProjectTools } from './support/editor/nodeBinary';
import { out, root } from './support/paths';
import { summaryVariable, type Summary } from './support/reporter';
import { findTinyproxy } from './support/tinyproxy';

interface Stage {
  /** The arguments for Node, which runs in the project's folder. */
  readonly args: (grep: string | undefined) => string[];
  /** Milliseconds after which it is ended and counts as failed. */
  readonly limit: number;
  /** What may take minutes on a fresh machine, and no test's time. */
  readonly prepare?: () => Promise<unknown>;
}

const minute = 60_000;

const stages: Readonly<Record<string, Stage>> = {
  unit: { args: (grep) => mocha('test/unit/**/*.test.ts', grep), limit: 5 * minute },
  host: {
    args: () => ['--import', 'tsx', 'test/support/hostStage.ts'],
    limit: 6 * minute,
    prepare: installEditor,
  },
  ui: {
    // Two editors at a time: one waits most of the time.
    args: (grep) => [...mocha('test/ui/**/*.test.ts', grep), '--parallel', '--jobs', '2'],
    limit: 12 * minute,
    prepare: installEditor,
  },
};

async function installEditor(): Promise<void> {
  await vscodeServer();
  await findBrowser();
  // The tests that need it say so where it is missing.
  await findTinyproxy().catch(() => undefined);
}

function mocha(pattern: string, grep: string | undefined): string[] {
  return [
    '--import',
    'tsx',
    path.join(root, 'node_modules/mocha/bin/mocha.js'),
    '--reporter',
    path.join(root, 'test/support/reporter.ts'),
    ...(process.env.CI === undefined ? [] : ['--forbid-only']),
    ...(grep === undefined ? [] : ['--grep', grep]),
    pattern,
  ];
}

async function main(args: readonly string[]): Promise<void> {
  const { names, grep } = parse(args);
  const results = new Map<string, Summary>();
  if ((await run(['esbuild.js'], 2 * minute, {})) !== 0) {
    results.set('build', broken('the build failed'));
  } else {
    for (const name of names) {
      console.log(`\n${name} tests`);
      results.set(name, await runStage(name, grep));
    }
  }
  report(results);
}

/** Rejects unknown words, so that a typing error can't pass as success. */
function parse(args: readonly string[]): { names: string[]; grep: string | undefined } {
  const at = args.indexOf('--grep');
  const grep = at < 0 ? undefined : args[at + 1];
  const names = at < 0 ? [...args] : args.toSpliced(at, 2);
  const unknown = names.find((name) => !(name in stages));
  if (unknown !== undefined || (at >= 0 && grep === undefined)) {
    throw new Error(`Usage: npm test [-- [${Object.keys(stages).join('|')}]… [--grep PATTERN]]`);
  }
  return { names: names.length > 0 ? names : Object.keys(stages), grep };
}

async function runStage(name: string, grep: string | undefined): Promise<Summary> {
  const stage = stages[name];
  if (!stage) {
    return broken(`there is no stage ${name}`);
  }
  try {
    await stage.prepare?.();
  } catch (error) {
    console.error(error);
    return broken(error instanceof Error ? error.message : 'it could not be prepared');
  }
  const file = path.join(out, `tests-${name}.json`);
  rmSync(file, { force: true });
  const env = {
    [summaryVariable]: file,
    ...(grep !== undefined && { SIGHTLINE_TEST_GREP: grep }),
  };
  const end = await run(stage.args(grep), stage.limit, env);
  if (!existsSync(file)) {
    return broken(`it ended with ${end} before its tests had`);
  }
  const summary = JSON.parse(readFileSync(file, 'utf8')) as Summary;
  return end === 0 || summary.failed > 0
    ? summary
    : { ...summary, failed: 1, failures: [`it ended with ${end}`] };
}

/** Runs Node with its output passed on; out comes its exit code or the signal that ended it. */
function run(args: string[], limit: number, env: NodeJS.ProcessEnv): Promise<number | string> {
  return new Promise((resolve) => {
    const child = spawn(nodeBinary(), args, {
      cwd: root,
      env: { ...withProjectTools(process.env), ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const timer = setTimeout(() => {
      console.error(`Ended after ${limit / minute} minutes.`);
      child.kill('SIGTERM');
    }, limit);
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      resolve(code ?? signal ?? 'no code');
    });
  });
}

function broken(reason: string): Summary {
  return { passed: 0, failed: 1, pending: 0, failures: [reason] };
}

function report(results: ReadonlyMap<string, Summary>): void {
  let [passed, failed] = [0, 0];
  console.log('');
  for (const [name, summary] of results) {
    passed += summary.passed;
    failed += summary.failed;
    const skipped = summary.pending > 0 ? `, ${summary.pending} skipped` : '';
    console.log(`${name}: ${summary.passed} passed, ${summary.failed} failed${skipped}`);
    summary.failures.forEach((title) => console.log(`  failed: ${title}`));
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
