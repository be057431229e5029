import Mocha from 'mocha';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import SummaryReporter, { markVariable } from '../support/reporter';

/**
 * Runs the test files beside this module; VS Code calls it in its extension host. Rejects when a test
 * fails. The environment may name a pattern for the titles of the tests to run: SIGHTLINE_TEST_GREP.
 */
export async function run(): Promise<void> {
  process.setSourceMapsEnabled(true);
  markReport(process.env[markVariable] ?? '');
  const { SIGHTLINE_TEST_GREP: grep, CI: ci } = process.env;
  const mocha = new Mocha({
    ui: 'bdd',
    reporter: SummaryReporter,
    timeout: 20_000,
    forbidOnly: ci !== undefined,
    ...(grep !== undefined && { grep: new RegExp(grep) }),
  });
  for (const name of readdirSync(__dirname).sort()) {
    if (name.endsWith('.test.js')) {
      mocha.addFile(path.join(__dirname, name));
    }
  }
  const failures = await new Promise<number>((resolve) => void mocha.run(resolve));
  if (failures > 0) {
    throw new Error(`${failures} failed in the extension host.`);
  }
}

/** An extension host's console cannot be replaced, so what a test logs itself stays without the mark. */
function markReport(mark: string): void {
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) => console.log(mark + format(...args));
}
