import Mocha from 'mocha';
import path from 'node:path';
import { inspect } from 'node:util';
import { root } from '../paths';
import type { Report } from './report';

/** Names the variable that turns the order of the tests round, to find those which build on others. */
export const reverseVariable = 'SIGHTLINE_TEST_REVERSE';

export interface MochaOptions {
  /** A pattern for the full titles of the tests to run. */
  readonly grep?: string | undefined;
  readonly report: (report: Report) => void;
}

/** Runs test files in this process, in one run of Mocha; each test is reported as it finishes. */
export async function runMocha(
  files: readonly string[],
  { grep, report }: MochaOptions,
): Promise<void> {
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 20_000,
    reporter: PassingOn,
    reporterOptions: { report },
    forbidOnly: process.env.CI !== undefined,
    ...(grep !== undefined && { grep: new RegExp(grep) }),
  });
  files.forEach((file) => mocha.addFile(path.resolve(root, file)));
  await new Promise<void>((resolve) => {
    mocha.run(() => resolve());
  });
  // Else it goes on listening to what the tests of the next file throw.
  mocha.dispose();
}

function reverse(suite: Mocha.Suite): void {
  suite.tests.reverse();
  suite.suites.reverse().forEach(reverse);
}

/** A reporter of Mocha that prints nothing and passes on what happens. */
class PassingOn extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const { report } = options.reporterOptions as MochaOptions;
    const { constants } = Mocha.Runner;
    const about = (runnable: Mocha.Runnable) => ({
      file: fileOf(runnable),
      title: runnable.fullTitle(),
    });
    if (process.env[reverseVariable] !== undefined) {
      reverse(runner.suite);
    }
    const begin = (runnable: Mocha.Runnable) => report({ type: 'begun', ...about(runnable) });
    runner.on(constants.EVENT_HOOK_BEGIN, begin);
    runner.on(constants.EVENT_TEST_BEGIN, begin);
    runner.on(constants.EVENT_TEST_PASS, (test: Mocha.Test) => {
      report({ type: 'passed', ...about(test), milliseconds: test.duration ?? 0 });
    });
    runner.on(constants.EVENT_TEST_PENDING, (test: Mocha.Test) => {
      report({ type: 'skipped', ...about(test) });
    });
    runner.on(constants.EVENT_TEST_FAIL, (test: Mocha.Test, error: unknown) => {
      report({ type: 'failed', ...about(test), error: wordsOf(error) });
    });
  }
}

/** The file of a test, or that in which the suite of a hook is. */
function fileOf({ file, parent }: Mocha.Runnable): string {
  for (let suite = parent; file === undefined && suite !== undefined; suite = suite.parent) {
    file = suite.file;
  }
  return file === undefined ? '' : path.relative(root, file).replaceAll('\\', '/');
}

/** An error with its stack, what differs where it is an assertion's, and its causes. */
function wordsOf(error: unknown): string {
  return inspect(error, { depth: 4, breakLength: 100 });
}
