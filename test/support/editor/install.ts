import { buildSync } from 'esbuild';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runNpm } from '../npm';
import { root } from '../paths';

/** The npm package that carries VS Code's own server and web workbench; 4.139.1 is VS Code 1.139.1. */
const serverPackage = 'code-server';
const serverVersion = '4.139.1';

/** Runs npm in `folder`. Rejects with npm's output when it fails. */
export type RunNpm = (folder: string, args: string[]) => Promise<void>;

let installed: Promise<string> | undefined;

/** Installs VS Code's server on first use. Out comes its folder, which holds `out/server-main.js`. */
export function vscodeServer(): Promise<string> {
  installed ??= installServer(path.join(root, '.vscode-test'), (folder, args) =>
    runNpm(folder, [...args, ...npmOptions]),
  );
  return installed;
}

/**
 * Installs into a folder of its own and renames that at the end, so that neither an interruption nor
 * a second process can leave or see half an installation.
 */
export async function installServer(cache: string, npm: RunNpm): Promise<string> {
  const home = path.join(cache, `vscode-server-${serverVersion}`);
  if (existsSync(home)) {
    return home;
  }
  console.error(`Installing VS Code's server into ${cache} (once, about half a minute)…`);
  await mkdir(cache, { recursive: true });
  await removeAbandoned(cache);
  const work = await mkdtemp(path.join(cache, `installing-${process.pid}-`));
  try {
    await writeFile(path.join(work, 'package.json'), '{"private":true}');
    await npm(work, ['install', `${serverPackage}@${serverVersion}`]);
    const server = path.join(work, 'node_modules', serverPackage, 'lib/vscode');
    await npm(server, ['install', '--omit=dev', '--omit=optional']);
    await replaceNativeModules(server);
    await rename(server, home).catch((error: unknown) => {
      if (!existsSync(home)) {
        throw error;
      }
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return home;
}

/** Removes what interrupted installations left. */
async function removeAbandoned(cache: string): Promise<void> {
  for (const name of await readdir(cache)) {
    const pid = /^installing-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) {
      await rm(path.join(cache, name), { recursive: true, force: true });
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Gives log files without the native logger, and spares the log the missing watchdog. */
async function replaceNativeModules(server: string): Promise<void> {
  const modules = path.join(server, 'node_modules/@vscode');
  await writeFile(path.join(modules, 'native-watchdog/index.js'), 'exports.start = () => {};\n');
  buildSync({
    entryPoints: [path.join(__dirname, 'spdlog.ts')],
    outfile: path.join(modules, 'spdlog/index.js'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    allowOverwrite: true,
    logLevel: 'error',
  });
}

/** Install scripts build native modules, which need a compiler and headers and are not needed here. */
const npmOptions = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefix', '.'];
