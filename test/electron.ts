/**
 * `npm run test:electron`: the tests of test/host in desktop VS Code. SIGHTLINE_VSCODE names the
 * executable of an installed one; without it @vscode/test-electron downloads the newest.
 */
import { downloadAndUnzipVSCode, runTests, SilentReporter } from '@vscode/test-electron';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { personal } from './support/editor/server';
import { demoWorkspace, modelsExtension, out, root } from './support/paths';
import { reportsVariable } from './support/hostVariables';
import type { Report } from './support/runner/report';

async function main(): Promise<void> {
  const vscodeExecutablePath = process.env.SIGHTLINE_VSCODE ?? (await download());
  if (!existsSync(vscodeExecutablePath)) {
    throw new Error(`SIGHTLINE_VSCODE names ${vscodeExecutablePath}, which does not exist.`);
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'sightline-'));
  try {
    const workspace = path.join(folder, 'demo');
    await cp(demoWorkspace, workspace, { recursive: true });
    const reports = path.join(folder, 'reports.jsonl');
    const hidden = Object.keys(process.env).filter((name) => personal.test(name));
    await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: [root, modelsExtension],
      extensionTestsPath: path.join(out, 'host/index.js'),
      extensionTestsEnv: {
        ...Object.fromEntries(hidden.map((name) => [name, undefined])),
        [reportsVariable]: reports,
      },
      launchArgs: [
        workspace,
        '--disable-extensions',
        '--enable-proposed-api=sightline-tests.models',
        '--disable-gpu',
        `--user-data-dir=${path.join(folder, 'user-data')}`,
      ],
    });
    if (!existsSync(reports)) {
      throw new Error(`${vscodeExecutablePath} ended before the tests had.`);
    }
    const lines = (await readFile(reports, 'utf8')).trimEnd().split('\n');
    const types = lines.map((line) => (JSON.parse(line) as Report).type);
    const count = (type: Report['type']) => types.filter((other) => other === type).length;
    console.log(`${count('passed')} passed, ${count('failed')} failed`);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function download(): Promise<string> {
  try {
    return await downloadAndUnzipVSCode({
      cachePath: path.join(root, '.vscode-test'),
      reporter: new SilentReporter(),
    });
  } catch (error) {
    throw new Error(
      'Desktop VS Code could not be downloaded from update.code.visualstudio.com: set SIGHTLINE_VSCODE to the executable of an installed one.',
      { cause: error },
    );
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
