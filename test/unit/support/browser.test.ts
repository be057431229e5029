import assert from 'node:assert/strict';
import { findBrowser, type BrowserMachine } from '../../support/browser';

const downloaded = '/home/a/.cache/ms-playwright/chromium/chrome';

interface Setup {
  readonly files?: string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly platform?: NodeJS.Platform;
  readonly isRoot?: boolean;
  /** What apt-get puts on the disk; undefined: it fails. */
  readonly installs?: string[];
}

function machine(setup: Setup): BrowserMachine & { readonly commands: string[] } {
  const files = new Set(setup.files);
  const commands: string[] = [];
  return {
    platform: setup.platform ?? 'linux',
    env: { PATH: '/usr/local/bin:/usr/bin', ...setup.env },
    isRoot: setup.isRoot ?? false,
    exists: (file) => files.has(file),
    playwrightBrowser: () => downloaded,
    run: (command, args) => {
      commands.push([command, ...args].join(' '));
      setup.installs?.forEach((file) => files.add(file));
      return Promise.resolve(setup.installs !== undefined);
    },
    commands,
  };
}

const apt = { files: ['/usr/bin/apt-get'], isRoot: true };

describe('findBrowser', () => {
  it('takes the one that SIGHTLINE_BROWSER names before all others', async () => {
    const files = ['/opt/browser', '/usr/bin/chromium', downloaded];
    const found = await findBrowser(machine({ files, env: { SIGHTLINE_BROWSER: '/opt/browser' } }));
    assert.equal(found, '/opt/browser');
  });

  it('says so when SIGHTLINE_BROWSER names nothing, and takes no other', async () => {
    const setup = { files: ['/usr/bin/chromium'], env: { SIGHTLINE_BROWSER: '/opt/none' } };
    await assert.rejects(findBrowser(machine(setup)), {
      message: 'SIGHTLINE_BROWSER names /opt/none, which does not exist.',
    });
  });

  it('prefers Chrome to Chromium to Edge, wherever they are on the PATH', async () => {
    const files = ['/usr/local/bin/chromium', '/usr/bin/google-chrome', '/usr/bin/microsoft-edge'];
    assert.equal(await findBrowser(machine({ files })), '/usr/bin/google-chrome');
    assert.equal(await findBrowser(machine({ files: files.toSpliced(1, 1) })), files[0]);
    assert.equal(await findBrowser(machine({ files: files.slice(2) })), files[2]);
  });

  it('finds applications on macOS and Windows', async () => {
    const mac = '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge';
    assert.equal(await findBrowser(machine({ platform: 'darwin', files: [mac] })), mac);
    const windows = 'C:\\Users\\a\\AppData\\Local\\Google\\Chrome\\Application\\chrome.exe';
    const env = { LOCALAPPDATA: 'C:\\Users\\a\\AppData\\Local' };
    assert.equal(await findBrowser(machine({ platform: 'win32', files: [windows], env })), windows);
  });

  it('takes the one that Playwright downloaded if none is installed', async () => {
    assert.equal(await findBrowser(machine({ files: [downloaded] })), downloaded);
  });

  it('installs Chromium with fonts as root where apt-get is', async () => {
    const bare = machine({ ...apt, installs: ['/usr/bin/chromium'] });
    assert.equal(await findBrowser(bare), '/usr/bin/chromium');
    assert.deepEqual(bare.commands, [
      'apt-get -o DPkg::Lock::Timeout=300 update',
      'apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends chromium fonts-dejavu-core fonts-liberation',
    ]);
  });

  for (const [why, setup] of Object.entries({
    'the user is not root': { ...apt, isRoot: false, installs: ['/usr/bin/chromium'] },
    'there is no apt-get': { isRoot: true, installs: ['/usr/bin/chromium'] },
    'apt-get fails': apt,
    'apt-get brings no browser': { ...apt, installs: [] },
  } satisfies Record<string, Setup>)) {
    it(`says in one sentence what to install when ${why}`, async () => {
      await assert.rejects(findBrowser(machine(setup)), {
        message:
          'No browser found: install Chrome, Chromium or Edge, or set SIGHTLINE_BROWSER to the path of one.',
      });
    });
  }
});
