import Mocha from 'mocha';
import { appendFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import {
  filesVariable,
  grepVariable,
  markVariable,
  reportsVariable,
} from '../support/hostVariables';
import { out, root } from '../support/paths';
import { runMocha } from '../support/runner/mochaRun';
import type { Report } from '../support/runner/report';

const sources = 'test/host/';

/**
 * Runs test files of this folder in one run of Mocha; VS Code calls it in its extension host. Rejects
 * when a test fails. Variables of the environment tell which, and where to report.
 */
export async function run(): Promise<void> {
  process.setSourceMapsEnabled(true);
  const { [filesVariable]: named, [grepVariable]: grep } = process.env;
  const files = named?.split(path.delimiter) ?? allFiles();
  let failed = 0;
  let current: { readonly file: string; readonly begun: number } | undefined;
  const endFile = (): void => {
    if (current) {
      tell({ type: 'done', file: current.file, milliseconds: performance.now() - current.begun });
    }
  };
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) =>
    tell({ type: 'printed', text: format(...args) });
  await runMocha(files.map(builtFrom), {
    grep,
    report: (report) => {
      const told = 'file' in report ? { ...report, file: sourceOf(report.file) } : report;
      failed += told.type === 'failed' ? 1 : 0;
      if ('file' in told && files.includes(told.file) && told.file !== current?.file) {
        endFile();
        current = { file: told.file, begun: performance.now() };
      }
      tell(told);
    },
  });
  endFile();
  for (const file of files) {
    // Those in which no test was to run are done too.
    tell({ type: 'done', file, milliseconds: 0 });
  }
  if (failed > 0) {
    throw new Error(`${failed} failed in the extension host.`);
  }
}

function allFiles(): string[] {
  return readdirSync(__dirname)
    .filter((name) => name.endsWith('.test.js'))
    .sort()
    .map((name) => sourceOf(path.join(path.relative(root, __dirname), name)));
}

/** For example `out/host/keys.test.js` is built from `test/host/keys.test.ts`. */
function sourceOf(built: string): string {
  return built === '' ? '' : sources + path.basename(built).replace(/\.js$/, '.ts');
}

function builtFrom(source: string): string {
  return path.join(out, 'host', path.basename(source).replace(/\.ts$/, '.js'));
}

/** The runner reads lines that begin with its mark; without it a person reads them. */
function tell(report: Report): void {
  const { [markVariable]: mark, [reportsVariable]: file } = process.env;
  if (file !== undefined) {
    appendFileSync(file, `${JSON.stringify(report)}\n`);
  }
  if (mark !== undefined) {
    console.log(mark + JSON.stringify(report));
  } else if (report.type === 'passed') {
    console.log(`✔ ${report.title}`);
  } else if (report.type === 'failed') {
    console.log(`✘ ${report.title}\n${report.error}`);
  } else if (report.type === 'printed') {
    console.log(report.text);
  }
}
