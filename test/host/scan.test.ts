import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { documentsIn, imagesIn, scanRepository } from '../../src/host/documents/scan';
import { MemoryFiles } from './memoryFiles';
import { configure, unconfigure } from './sightline';

describe('the scan of a workspace', () => {
  const root = vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail('no workspace');
  const { signal } = new AbortController();
  let folder: string;

  const uri = (name: string): vscode.Uri => vscode.Uri.file(path.join(folder, name));
  const write = async (name: string, text: string): Promise<vscode.Uri> => {
    await fs.mkdir(path.dirname(uri(name).fsPath), { recursive: true });
    await fs.writeFile(uri(name).fsPath, text);
    return uri(name);
  };
  const named = (uris: readonly vscode.Uri[]): string[] =>
    uris.map(({ path: file }) => file.slice(vscode.Uri.file(folder).path.length + 1));

  beforeEach(() => (folder = mkdtempSync(path.join(root.fsPath, 'scan-'))));
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    rmSync(folder, { recursive: true });
    await unconfigure();
  });

  it('finds the documents and images of a folder, of a document and of the workspace', async () => {
    const names = ['B.MD', 'a.md', 'b/c.html', 'b/d.tsx', 'd.RST', 'f.Rmd'];
    const images = ['a.PNG', 'b/e.svg'];
    const others = ['a.txt', 'a.min.js', 'node_modules/a.md', 'b/node_modules/a/b.png'];
    for (const name of [...names, ...images, ...others]) {
      await write(name, '');
    }
    assert.deepEqual(named(await documentsIn(uri('.'), signal)), names);
    assert.deepEqual(named(await imagesIn(uri('.'), signal)), images);
    assert.deepEqual(named(await documentsIn(uri('b'), signal)), ['b/c.html', 'b/d.tsx']);
    assert.deepEqual(named(await documentsIn(uri('a.md'), signal)), ['a.md']);
    assert.deepEqual(named(await imagesIn(uri('a.md'), signal)), []);
    const all = (await documentsIn(undefined, signal)).map(String);
    assert.ok(names.every((name) => all.includes(String(uri(name)))));
    assert.ok(all.length > names.length);
  });

  it('leaves out what the repository and the settings do', async () => {
    for (const name of ['a.md', 'old/b.md', 'new/c.md', 'new/d.html', 'hidden/e.md', 'old/f.png']) {
      await write(name, '');
    }
    const own = path.basename(folder);
    const said = { folders: { include: [own], exclude: [`${own}/old`, '**/*.html'] } };
    const file = path.join(root.fsPath, '.sightline.json');
    const files = vscode.workspace.getConfiguration('files');
    await fs.writeFile(file, JSON.stringify(said));
    await files.update('exclude', { '**/hidden': true }, vscode.ConfigurationTarget.Global);
    try {
      assert.deepEqual(named(await documentsIn(undefined, signal)), ['a.md', 'new/c.md']);
      assert.deepEqual(await imagesIn(uri('.'), signal), []);
    } finally {
      await files.update('exclude', undefined, vscode.ConfigurationTarget.Global);
      await fs.rm(file);
    }
  });

  it('reads files in a thread, and takes what is changed from the editor', async () => {
    await write('static/a.png', 'a');
    const saved = await write('saved.md', '![](static/a.png) ![](static/A.png)');
    const changed = await write('changed.md', '![](static/a.png)');
    const set = await write('set.md', '![](/a.png)');
    const document = await vscode.workspace.openTextDocument(changed);
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '![](b.png)\n\n'));
    await configure({ 'altText.siteRoot': `${path.basename(folder)}/static` });
    const progress: number[] = [];
    const documents = [saved, changed, set, uri('gone.md')];
    const facts = await scanRepository(documents, {
      signal,
      onProgress: (done) => progress.push(done),
    });
    assert.deepEqual(
      facts.map(({ path: file, problem, references }) => [
        path.posix.basename(file),
        problem ?? references.map(({ image }) => image.kind),
      ]),
      [
        ['saved.md', ['file', 'otherCase']],
        ['changed.md', ['missing', 'file']],
        ['set.md', ['file']],
        ['gone.md', 'unreadable'],
      ],
    );
    assert.equal(progress.at(-1), 4);
  });

  it('reads documents of other file systems, between those of this computer', async () => {
    const bytes = new TextEncoder().encode('![](img/a.png) ![](img/b.png)');
    const memory = new MemoryFiles(
      new Map<string, Uint8Array | { readonly size: number }>([
        ['/w/a.md', bytes],
        ['/w/img/a.png', bytes],
        ['/w/large.md', { size: 5_000_000 }],
      ]),
    );
    const provider = vscode.workspace.registerFileSystemProvider('scan-test', memory);
    const other = (file: string): vscode.Uri =>
      vscode.Uri.from({ scheme: 'scan-test', path: file });
    try {
      const documents = [other('/w/a.md'), await write('a.md', ''), other('/w/large.md')];
      const facts = await scanRepository(documents, { signal });
      assert.deepEqual(
        facts.map(({ problem, references }) => problem ?? references.map(({ image }) => image)),
        [
          [
            { kind: 'file', path: '/w/img/a.png' },
            { kind: 'missing', path: '/w/img/b.png' },
          ],
          [],
          'tooLarge',
        ],
      );
    } finally {
      provider.dispose();
    }
  });

  it('ends when it is cancelled, whoever it waits for', async () => {
    const memory = new MemoryFiles(new Map([['/w/a.md', new Uint8Array(10)]]));
    memory.hold = new Promise(() => undefined);
    const provider = vscode.workspace.registerFileSystemProvider('scan-test', memory);
    const controller = new AbortController();
    const held = vscode.Uri.from({ scheme: 'scan-test', path: '/w/a.md' });
    try {
      const scan = scanRepository([held], { signal: controller.signal });
      await memory.read(1);
      controller.abort(new Error('Enough'));
      await assert.rejects(scan, { message: 'Enough' });
      await assert.rejects(documentsIn(undefined, controller.signal), { message: 'Enough' });
    } finally {
      provider.dispose();
    }
  });
});
