import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser } from 'playwright-core';

/** What finding a browser needs to know about a machine. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  readonly isRoot: boolean;
  exists(file: string): boolean;
  /** The path of the browser that Playwright would have downloaded, whether it is there or not. */
  playwrightBrowser(): string;
  /** Runs a command to its end; out comes whether it succeeded. */
  run(command: string, args: readonly string[]): Promise<boolean>;
}

/** Names on the PATH of Linux, in the order in which they are tried. */
const linuxNames = [
  'google-chrome',
  'google-chrome-stable',
  'chromium',
  'chromium-browser',
  'microsoft-edge',
  'microsoft-edge-stable',
];

const macApps = ['Google Chrome', 'Chromium', 'Microsoft Edge'];

const windowsFiles = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
];

const debianPackages = ['chromium', 'fonts-dejavu-core', 'fonts-liberation'];

/**
 * The path of a Chromium-based browser: the one that SIGHTLINE_BROWSER names, else an installed one,
 * else Playwright's, else one that apt-get installs where that is allowed. Rejects with what to do.
 */
export async function findBrowser(machine: Machine = thisMachine): Promise<string> {
  const named = machine.env.SIGHTLINE_BROWSER;
  if (named !== undefined && named !== '') {
    if (!machine.exists(named)) {
      throw new Error(`SIGHTLINE_BROWSER names ${named}, which does not exist.`);
    }
    return named;
  }
  return find(machine) ?? (await installed(machine)) ?? giveUp();
}

function find(machine: Machine): string | undefined {
  return [...candidates(machine), machine.playwrightBrowser()].find((file) => machine.exists(file));
}

async function installed(machine: Machine): Promise<string | undefined> {
  if (!machine.isRoot || onPath(machine, ['apt-get']).every((file) => !machine.exists(file))) {
    return undefined;
  }
  console.error(`No browser found: installing ${debianPackages.join(', ')} with apt-get (once)…`);
  const wait = ['-o', 'DPkg::Lock::Timeout=300'];
  const done =
    (await machine.run('apt-get', [...wait, 'update'])) &&
    (await machine.run('apt-get', [
      ...wait,
      'install',
      '-y',
      '--no-install-recommends',
      ...debianPackages,
    ]));
  return done ? find(machine) : undefined;
}

function giveUp(): never {
  throw new Error(
    'No browser found: install Chrome, Chromium or Edge, or set SIGHTLINE_BROWSER to the path of one.',
  );
}

function candidates(machine: Machine): string[] {
  if (machine.platform === 'darwin') {
    return macApps.map((app) => `/Applications/${app}.app/Contents/MacOS/${app}`);
  }
  if (machine.platform === 'win32') {
    return ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
      .flatMap((name) => machine.env[name] ?? [])
      .flatMap((folder) => windowsFiles.map((file) => path.win32.join(folder, file)));
  }
  return onPath(machine, linuxNames);
}

function onPath({ env }: Machine, names: readonly string[]): string[] {
  const folders = (env.PATH ?? '').split(':').filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => path.posix.join(folder, name)));
}

const thisMachine: Machine = {
  platform: process.platform,
  env: process.env,
  isRoot: process.getuid?.() === 0,
  exists: existsSync,
  playwrightBrowser: () => chromium.executablePath(),
  run: (command, args) =>
    new Promise((resolve) => {
      const child = spawn(command, args, {
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      child.once('error', () => resolve(false)).once('close', (code) => resolve(code === 0));
    }),
};

/** Starts a browser without a window that reaches this machine only. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: await findBrowser(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
    ],
  });
}
