import { spawn } from 'node:child_process';
import { nodeBinary, withProjectTools } from './editor/nodeBinary';

/** Runs npm in `folder` with the project's tools. Rejects with npm's output when it fails. */
export function runNpm(folder: string, args: readonly string[]): Promise<void> {
  const cli = process.env.npm_execpath;
  const [command, first] =
    cli?.endsWith('npm-cli.js') === true ? [nodeBinary(), [cli]] : ['npm', []];
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...first, ...args], {
      cwd: folder,
      env: withProjectTools(process.env),
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32' && command === 'npm',
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    }
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0
        ? resolve()
        : reject(new Error(`npm ${args.join(' ')} failed in ${folder}:\n${output.slice(-2000)}`)),
    );
  });
}
