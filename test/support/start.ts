/**
 * `npm start`: the extension and the demo workspace in VS Code for a person to try: in desktop VS Code
 * where it is installed, else in the web workbench, whose address is printed.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { installExtension } from './editor/extensions';
import { accountVariables, startServer, type ServerOptions } from './editor/server';
import { workbenchUrl } from './editor/url';
import { demoWorkspace, root } from './paths';

async function main(): Promise<void> {
  const desktop = findDesktop();
  if (desktop === undefined) {
    await startWeb();
    return;
  }
  console.log(`Opening ${demoWorkspace} in ${desktop}.`);
  spawn(desktop, [`--extensionDevelopmentPath=${root}`, demoWorkspace], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  }).once('error', fail);
}

/** Desktop VS Code, where a window can open; it refuses root. */
function findDesktop(): string | undefined {
  const { DISPLAY, WAYLAND_DISPLAY, PATH, SIGHTLINE_VSCODE } = process.env;
  if (process.platform === 'linux' && (DISPLAY ?? WAYLAND_DISPLAY) === undefined) {
    return undefined;
  }
  if (process.getuid?.() === 0) {
    return undefined;
  }
  const name = process.platform === 'win32' ? 'code.cmd' : 'code';
  const folders = (PATH ?? '').split(path.delimiter);
  return [
    ...(SIGHTLINE_VSCODE === undefined ? [] : [SIGHTLINE_VSCODE]),
    ...folders.map((folder) => path.join(folder, name)),
    '/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code',
  ].find((file) => existsSync(file));
}

async function startWeb(): Promise<void> {
  const folder = path.join(root, '.vscode-test/start');
  const options: ServerOptions = {
    dataDir: path.join(folder, 'data'),
    extensionsDir: path.join(folder, 'extensions'),
    env: accountVariables(),
    trust: true,
    driver: false,
  };
  await installExtension(options, { folder: root });
  const { authority } = await startServer(options);
  console.log(`VS Code with Sightline: ${workbenchUrl(authority, demoWorkspace)}`);
  console.log('Ctrl+C ends it.');
}

function fail(error: unknown): void {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

main().catch(fail);
