import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { startEmulator, type Emulator } from '../support/emulator';
import { MemoryFiles } from './memoryFiles';
import { configure, loadedScripts, sightline, unconfigure } from './sightline';

const scheme = 'sightline-memory';
const at = (file: string): vscode.Uri => vscode.Uri.from({ scheme, path: file });

/** A workspace that no file system holds, and the server that its images are sent to. */
interface MemoryStage {
  readonly emulator: Emulator;
  readonly files: MemoryFiles;
  close(): Promise<void>;
}

async function openMemory(): Promise<MemoryStage> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const screenshot = (name: string): Promise<Buffer> =>
    readFile(path.join(folder, 'screenshots', name));
  const files = new MemoryFiles(
    new Map<string, Uint8Array>([
      ['/notes.png', new TextEncoder().encode('No picture at all.')],
      ['/pictures/board.png', await screenshot('dashboard.png')],
      ['/pictures/form.png', await screenshot('checkout-form.png')],
    ]),
  );
  const registration = vscode.workspace.registerFileSystemProvider(scheme, files, {
    isReadonly: true,
  });
  const emulator = await startEmulator({ kind: 'azure', deployments: ['gpt-4o'] });
  const connection = {
    name: 'memory',
    provider: 'azure',
    endpoint: emulator.url,
    deployment: 'gpt-4o',
    auth: 'none',
  };
  await configure({ connections: [connection] });
  return {
    emulator,
    files,
    close: async () => {
      await unconfigure();
      await emulator.close();
      registration.dispose();
    },
  };
}

let afterActivation: string[];
let afterFirstUse: string[];

// On the root suite, so that it runs before the tests of every other file.
before('activate, and use it for the first time', async () => {
  await sightline().activate();
  afterActivation = loadedScripts();
  const stage = await openMemory();
  try {
    await vscode.commands.executeCommand('sightline.describeImage', at('/pictures/board.png'));
    await stage.emulator.nextRequest();
    afterFirstUse = loadedScripts();
  } finally {
    await stage.close();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  }
});

describe('activation', () => {
  it('registers exactly the commands of the manifest', async () => {
    const { contributes } = sightline().packageJSON as {
      contributes: { commands: { command: string }[] };
    };
    const registered = (await vscode.commands.getCommands(true)).filter((id) =>
      id.startsWith('sightline.'),
    );
    // The editor adds commands of its own for views, of which there is none.
    assert.deepEqual(
      registered.toSorted(),
      contributes.commands.map(({ command }) => command).sort(),
    );
  });

  it('loads dist/extension.js and no chunk', () => {
    assert.deepEqual(afterActivation, ['extension.js']);
  });

  it('is followed by the chunks that the first use needs, and no other', () => {
    assert.deepEqual(afterFirstUse, [
      'extension.js',
      'host-conversation-sending.js',
      'host-conversation.js',
      'imaging.js',
      'providers.js',
    ]);
  });
});

describe('a virtual workspace', () => {
  let stage: MemoryStage;

  before(async () => {
    stage = await openMemory();
  });

  after(() => stage.close());

  it('has its images sent', async () => {
    await vscode.commands.executeCommand('sightline.describeImage', at('/pictures/board.png'));
    const request = await stage.emulator.nextRequest();
    assert.deepEqual(
      request.images.map(({ type, width, height }) => [type, width, height]),
      [['image/png', 1400, 900]],
    );
  });

  it('has several images sent in the order in which they were selected', async () => {
    const selected = [at('/pictures/form.png'), at('/pictures/board.png')];
    await vscode.commands.executeCommand('sightline.describeImage', selected[1], selected);
    const request = await stage.emulator.nextRequest();
    assert.deepEqual(
      request.images.map(({ width }) => width),
      [1280, 1400],
    );
  });

  it('has what is no image read but not sent', async () => {
    const before = stage.emulator.requests.length;
    await vscode.commands.executeCommand('sightline.describeImage', at('/notes.png'));
    await vscode.commands.executeCommand('sightline.describeImage', at('/pictures/form.png'));
    const request = await stage.emulator.nextRequest();
    assert.equal(request.images[0]?.width, 1280);
    assert.equal(stage.emulator.requests.length, before + 1);
    assert.ok(stage.files.reads.includes('/notes.png'));
  });
});
