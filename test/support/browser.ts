import path from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { installPackages, onPath, thisMachine, type Machine } from './machine';

/** What finding a browser needs to know about a machine. */
export interface BrowserMachine extends Machine {
  /** The path of the browser that Playwright would have downloaded, whether it is there or not. */
  playwrightBrowser(): string;
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
export async function findBrowser(machine: BrowserMachine = thisBrowserMachine): Promise<string> {
  const named = machine.env.SIGHTLINE_BROWSER;
  if (named !== undefined && named !== '') {
    if (!machine.exists(named)) {
      throw new Error(`SIGHTLINE_BROWSER names ${named}, which does not exist.`);
    }
    return named;
  }
  return find(machine) ?? (await installed(machine)) ?? giveUp();
}

function find(machine: BrowserMachine): string | undefined {
  return [...candidates(machine), machine.playwrightBrowser()].find((file) => machine.exists(file));
}

async function installed(machine: BrowserMachine): Promise<string | undefined> {
  return (await installPackages(machine, debianPackages)) ? find(machine) : undefined;
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

const thisBrowserMachine: BrowserMachine = {
  ...thisMachine,
  playwrightBrowser: () => chromium.executablePath(),
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
