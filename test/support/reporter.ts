import Mocha from 'mocha';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What one stage of `npm test` came to. */
export interface Summary {
  readonly passed: number;
  readonly failed: number;
  readonly pending: number;
  /** The full titles of what failed. */
  readonly failures: readonly string[];
}

/** Names the file to which a stage's summary goes. */
export const summaryVariable = 'SIGHTLINE_TEST_SUMMARY';

/** Names what starts each line that the test run in an extension host prints. */
export const markVariable = 'SIGHTLINE_TEST_MARK';

/** Mocha's own report for people, and a summary in a file for `npm test`. */
export default class SummaryReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const file = process.env[summaryVariable];
      if (file !== undefined) {
        mkdirSync(path.dirname(file), { recursive: true });
        writeFileSync(file, JSON.stringify(this.summary()));
      }
    });
  }

  private summary(): Summary {
    return {
      passed: this.stats.passes,
      failed: this.stats.failures,
      pending: this.stats.pending,
      failures: this.failures.map((failure) => failure.fullTitle()),
    };
  }
}
