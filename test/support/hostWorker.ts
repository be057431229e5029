/** A process that runs the tests of test/host in the extension host of a real VS Code. */
import path from 'node:path';
import { format } from 'node:util';
import { openSession } from './editor/session';
import { filesVariable, grepVariable, markVariable } from './hostVariables';
import { demoWorkspace, modelsExtension, out, root } from './paths';
import { follow } from './runner/follow';
import type { Report } from './runner/report';

/** Tells the test run's lines from what VS Code itself logs. */
const mark = '\u2063';

/** Rejects if the extension host ends before the files are done. */
async function run(
  files: readonly string[],
  grep: string | undefined,
  report: (report: Report) => void,
): Promise<void> {
  const others: string[] = [];
  const open = new Set(files);
  let finish!: (code: number) => void;
  const ended = new Promise<number>((resolve) => (finish = resolve));
  const print = (args: readonly unknown[]): void => {
    const line = format(...args);
    if (!line.startsWith(mark)) {
      others.push(line);
      return;
    }
    const told = JSON.parse(line.slice(mark.length)) as Report;
    if (told.type !== 'done' || open.delete(told.file)) {
      report(told);
    }
  };
  const session = await openSession(
    {
      workspace: demoWorkspace,
      env: {
        ...(process.env.CI !== undefined && { CI: process.env.CI }),
        ...(grep !== undefined && { [grepVariable]: grep }),
        [filesVariable]: files.join(path.delimiter),
        [markVariable]: mark,
      },
    },
    {
      installed: [{ folder: modelsExtension }],
      development: { extension: root, tests: path.join(out, 'host/index.js') },
      functions: {
        codeAutomationLog: (_type: string, args: unknown[]) => print(args),
        codeAutomationExit: finish,
      },
    },
  );
  const code = await ended;
  const log = [session.serverLog, ...others].join('\n');
  await session.close();
  if (open.size > 0) {
    throw new Error(`The extension host ended with ${code}. VS Code logged:\n${log}`);
  }
}

follow({ run, end: () => Promise.resolve() });
