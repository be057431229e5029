import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { VisionErrorKind } from '../../src/core/errors';
import { isVisionError } from '../../src/core/errors';
import { maxImageBytes } from '../../src/core/images/images';
import { imagesOf, readImageFile } from '../../src/host/images/imageFiles';
import { MemoryFiles } from './memoryFiles';
import { ScriptedInput } from './scriptedInput';

const never = new AbortController().signal;
const scheme = 'sightline-files';
const at = (path: string): vscode.Uri => vscode.Uri.from({ scheme, path });

function screenshot(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'no folder is open');
  return vscode.Uri.joinPath(folder.uri, 'screenshots', name);
}

describe('reading an image file', () => {
  const files = new MemoryFiles(
    new Map<string, Uint8Array | { size: number }>([
      ['/empty.png', new Uint8Array()],
      ['/huge.png', { size: maxImageBytes + 1 }],
      ['/gone.png', { size: 10 }],
      ['/notes.png', new TextEncoder().encode('No picture at all.')],
    ]),
  );
  let registration: vscode.Disposable;

  before(() => {
    registration = vscode.workspace.registerFileSystemProvider(scheme, files);
  });

  after(() => {
    registration.dispose();
  });

  it('gives its name, type, size and bytes', async () => {
    const uri = screenshot('dashboard.png');
    const { name, type, width, height, bytes } = await readImageFile(uri, never);
    assert.deepEqual([name, type, width, height], ['dashboard.png', 'image/png', 1400, 900]);
    assert.deepEqual(Buffer.from(bytes), Buffer.from(await vscode.workspace.fs.readFile(uri)));
  });

  const refused: [path: string, kind: VisionErrorKind][] = [
    ['/empty.png', 'imageEmpty'],
    ['/notes.png', 'imageDamaged'],
    ['/huge.png', 'imageTooLarge'],
    ['/gone.png', 'imageNotReadable'],
    ['/missing.png', 'imageNotReadable'],
  ];
  for (const [path, kind] of refused) {
    it(`throws ${kind} for ${path}`, async () => {
      await assert.rejects(readImageFile(at(path), never), (error: unknown) => {
        assert.ok(isVisionError(error));
        assert.deepEqual([error.kind, error.details.image], [kind, path.slice(1)]);
        return true;
      });
    });
  }

  it('does not read a file that is too large', async () => {
    for (const path of ['/empty.png', '/huge.png']) {
      await assert.rejects(readImageFile(at(path), never));
    }
    assert.ok(files.reads.includes('/empty.png'));
    assert.ok(!files.reads.includes('/huge.png'));
  });
});

describe('the images of a command', () => {
  let input: ScriptedInput;
  beforeEach(() => (input = new ScriptedInput()));
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('are the selected ones in their order, whichever was clicked', async () => {
    const selected = [at('/b.png'), at('/a.png')];
    assert.deepEqual(await imagesOf(input, selected[1], selected), selected);
  });

  it('leave out what is no file of a selection', async () => {
    assert.deepEqual(await imagesOf(input, undefined, ['a.png', at('/a.png')]), [at('/a.png')]);
  });

  it('are the clicked one without a selection', async () => {
    assert.deepEqual(await imagesOf(input, at('/a.png')), [at('/a.png')]);
    assert.deepEqual(await imagesOf(input, at('/a.png'), []), [at('/a.png')]);
  });

  it('are the one in the active tab when none was clicked', async () => {
    const uri = screenshot('docs-page.jpg');
    await vscode.commands.executeCommand('vscode.open', uri);
    assert.deepEqual((await imagesOf(input)).map(String), [uri.toString()]);
    assert.deepEqual(input.asked, []);
  });

  /** The names of what the picker gives. */
  const picked = async (act: () => Promise<void>): Promise<string[]> => {
    const uris = imagesOf(input);
    await act();
    return (await uris).map(({ path }) => path.split('/').at(-1) ?? '');
  };

  it('are else the one that has the focus of the picker, with a single Enter', async () => {
    assert.deepEqual(await picked(() => input.accept('Choose one or more', '')), [
      'checkout-form.png',
    ]);
    assert.deepEqual(await picked(() => input.submit('Choose one or more', 'docs-p')), [
      'docs-page.jpg',
    ]);
  });

  it('are else the ticked ones', async () => {
    const names = ['spinner.gif', 'dashboard.png'];
    const ticked = await picked(async () => {
      for (const name of names) {
        await input.pick(name);
      }
      await input.accept('Choose one or more', '');
    });
    assert.deepEqual(ticked, names);
  });

  it('are none on Escape', async () => {
    assert.deepEqual(await picked(() => input.escape('Choose one or more')), []);
  });
});
