import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { startEmulator, type Emulator } from '../support/emulator';
import { MemoryFiles } from './memoryFiles';
import { configure, unconfigure } from './sightline';

const scheme = 'sightline-panels';
const image = vscode.Uri.from({ scheme, path: '/board.png' });

function titles(): string[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
}

/** Resolves once the titles of the open tabs are these. */
function shown(...expected: string[]): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (titles().join() === expected.join()) {
        listener.dispose();
        resolve();
      }
    };
    const listener = vscode.window.tabGroups.onDidChangeTabs(look);
    look();
  });
}

describe('a panel', () => {
  let emulator: Emulator;
  let files: MemoryFiles;
  let registration: vscode.Disposable;

  before(async () => {
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder);
    const file = vscode.Uri.joinPath(folder.uri, 'screenshots', 'dashboard.png');
    files = new MemoryFiles(new Map([[image.path, await vscode.workspace.fs.readFile(file)]]));
    registration = vscode.workspace.registerFileSystemProvider(scheme, files);
    emulator = await startEmulator({ kind: 'azure' });
    await configure({
      connections: [
        {
          name: 'panels',
          provider: 'azure',
          endpoint: emulator.url,
          deployment: 'gpt-5.4',
          auth: 'none',
        },
      ],
    });
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  afterEach(async () => {
    files.hold = undefined;
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await shown();
  });

  after(async () => {
    await unconfigure();
    await emulator.close();
    registration.dispose();
  });

  it('opens while its image is still being read', async () => {
    let release: (() => void) | undefined;
    files.hold = new Promise<void>((resolve) => (release = resolve));
    const before = emulator.requests.length;
    await vscode.commands.executeCommand('sightline.describeImage', image);
    await shown('Describe: board.png');
    assert.equal(emulator.requests.length, before);
    release?.();
    await emulator.nextRequest();
  });

  it('is one for the same question, however often it is asked while its reply comes', async () => {
    const { length } = emulator.requests;
    await Promise.all([
      vscode.commands.executeCommand('sightline.describeImage', image),
      vscode.commands.executeCommand('sightline.describeImage', image),
      vscode.commands.executeCommand('sightline.describeImage', image),
    ]);
    await shown('Describe: board.png');
    await emulator.nextRequest((request) => emulator.requests.indexOf(request) >= length);
    assert.equal(emulator.requests.length, length + 1);
  });

  it('is another for another question while a reply comes, which is not disturbed', async () => {
    emulator.behave({ stream: 'stall' });
    await vscode.commands.executeCommand('sightline.describeImage', image);
    await shown('Describe: board.png');
    await vscode.commands.executeCommand('sightline.readText', image);
    await shown('Describe: board.png', 'Text: board.png');
    emulator.behave({});
  });
});
