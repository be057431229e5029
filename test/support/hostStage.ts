import path from 'node:path';
import { format } from 'node:util';
import { openSession } from './editor/session';
import { demoWorkspace, modelsExtension, out, root } from './paths';
import { markVariable, summaryVariable } from './reporter';

/** The tests in the extension host, in milliseconds. */
const limit = 5 * 60_000;

/** Tells the test run's lines from what VS Code itself logs. */
const mark = '\u2063';

/** What the extension host printed, and its exit code once it has ended. */
class HostRun {
  /** What VS Code logged beside the tests. */
  readonly others: string[] = [];
  readonly ended: Promise<number>;
  finish!: (code: number) => void;
  private reported = false;

  constructor() {
    this.ended = new Promise((resolve) => (this.finish = resolve));
  }

  print(args: readonly unknown[]): void {
    const line = format(...args);
    if (line.startsWith(mark)) {
      this.reported = true;
      console.log(line.slice(mark.length));
    } else {
      this.others.push(line);
    }
  }

  get started(): boolean {
    return this.reported;
  }
}

/** Runs the tests of test/host in the extension host of a real VS Code; out comes its exit code. */
async function runHostTests(): Promise<number> {
  const run = new HostRun();
  const session = await openSession(
    { workspace: demoWorkspace, env: { ...passedOn(), [markVariable]: mark } },
    {
      installed: [{ folder: modelsExtension }],
      development: { extension: root, tests: path.join(out, 'host/index.js') },
      functions: {
        codeAutomationLog: (_type: string, args: unknown[]) => run.print(args),
        codeAutomationExit: (code: number) => run.finish(code),
      },
    },
  );
  const timer = setTimeout(() => {
    console.error(`The extension host did not end within ${limit / 1000} s. VS Code's own log:`);
    console.error([session.serverLog, ...run.others].join('\n'));
    run.finish(1);
  }, limit);
  const code = await run.ended;
  clearTimeout(timer);
  if (!run.started) {
    console.error(['The tests did not start. VS Code logged:', ...run.others].join('\n'));
  }
  await session.close();
  return code;
}

/** The variables by which a test run is steered. */
function passedOn(): Record<string, string> {
  const names = ['CI', 'SIGHTLINE_TEST_GREP', summaryVariable];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

runHostTests().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
