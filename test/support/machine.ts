import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

/** What finding and installing a program needs to know about a machine. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  readonly isRoot: boolean;
  exists(file: string): boolean;
  /** Runs a command to its end; out comes whether it succeeded. */
  run(command: string, args: readonly string[]): Promise<boolean>;
}

/** Where programs of these names could be on a Unix machine, in the order of the names. */
export function onPath({ env }: Machine, names: readonly string[]): string[] {
  const folders = (env.PATH ?? '').split(':').filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => path.posix.join(folder, name)));
}

/** Installs Debian packages where that is allowed; out comes whether it succeeded. */
export async function installPackages(
  machine: Machine,
  packages: readonly string[],
): Promise<boolean> {
  if (!machine.isRoot || onPath(machine, ['apt-get']).every((file) => !machine.exists(file))) {
    return false;
  }
  console.error(`Installing ${packages.join(', ')} with apt-get (once)…`);
  const apt = (...args: string[]) =>
    machine.run('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...args]);
  return (
    (await apt('update')) && (await apt('install', '-y', '--no-install-recommends', ...packages))
  );
}

export const thisMachine: Machine = {
  platform: process.platform,
  env: process.env,
  isRoot: process.getuid?.() === 0,
  exists: existsSync,
  run: (command, args) =>
    new Promise((resolve) => {
      const child = spawn(command, args, {
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      child.once('error', () => resolve(false)).once('close', (code) => resolve(code === 0));
    }),
};
