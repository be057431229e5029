import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { Pictures, type PictureServices } from '../../src/host/conversation/pictures';
import { Session } from '../../src/host/conversation/session';
import { droppedFile } from '../../src/host/images/droppedFile';
import { readImage } from '../../src/host/images/imageFiles';
import { ImageStore } from '../../src/host/images/imageStore';
import { readSettings } from '../../src/host/settings';
import { disposeImaging } from '../../src/imaging';
import { until } from '../support/editor/until';
import { MemoryFiles } from './memoryFiles';
import { pictures as nothing } from './noPictures';
import { quietLog } from './quietLog';
import { useServices } from './services';

const scheme = 'sightline-pictures';

describe('the pictures of a panel', () => {
  const services = useServices();
  let folder = '';
  let png: Uint8Array<ArrayBuffer>;
  let registration: vscode.Disposable;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'sightline-pictures-'));
    const workspace = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(workspace);
    const phone = vscode.Uri.joinPath(workspace, 'screenshots', 'phone.png');
    png = new Uint8Array(await vscode.workspace.fs.readFile(phone));
    await writeFile(path.join(folder, 'a.png'), png);
    await writeFile(path.join(folder, 'b.png'), png);
    await writeFile(path.join(folder, 'text.png'), 'no picture at all');
    await writeFile(path.join(folder, 'empty.png'), '');
    await writeFile(path.join(folder, 'secret.txt'), 'secret');
    const files = new MemoryFiles(new Map([['/c.png', png]]));
    registration = vscode.workspace.registerFileSystemProvider(scheme, files, { isReadonly: true });
  });
  after(async () => {
    registration.dispose();
    await rm(folder, { recursive: true, force: true });
    await disposeImaging();
  });
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  const uri = (name: string): vscode.Uri => vscode.Uri.file(path.join(folder, name));

  function stage(dialogs: Partial<PictureServices['dialogs']> = {}) {
    const { jobs } = services();
    const images = new ImageStore(readImage);
    const ports = {
      images,
      jobs,
      prepared: new WeakMap(),
      drawn: <T>(image: T) => Promise.resolve(image),
      answerer: () => assert.fail('nothing is asked'),
      settings: readSettings,
      loadSending: () => assert.fail('nothing is sent'),
      factsOf: () => '',
      log: quietLog,
    };
    const session = new Session(ports, { id: 's', title: 'S' });
    const closing = new AbortController();
    const all = { ...nothing, images, log: quietLog, dialogs: { ...nothing.dialogs, ...dialogs } };
    const shown = new Pictures(session, all, () => vscode.ViewColumn.One, closing.signal);
    const names = () => session.pending.ids.map((id) => images.record(id)?.name);
    return { session, images, shown, names };
  }

  it('are added from a dialog, which offers images only', async () => {
    let asked: vscode.OpenDialogOptions | undefined;
    const { shown, names } = stage({
      showOpenDialog: (options) => {
        asked = options;
        return Promise.resolve([uri('a.png'), uri('b.png'), uri('text.png')]);
      },
    });
    const { ids, problems } = await shown.answers.chooseImages({});
    assert.deepEqual([ids.length, names()], [2, ['a.png', 'b.png']]);
    assert.equal(problems.length, 1);
    assert.match(problems[0] ?? '', /text\.png/);
    assert.equal(asked?.canSelectMany, true);
    assert.ok(asked.filters?.Images?.includes('heic'));
    const { shown: closed, names: none } = stage();
    assert.deepEqual(await closed.answers.chooseImages({}), { ids: [], problems: [] });
    assert.deepEqual(none(), []);
  });

  it('are added as bytes, whose type is not the page’s to say', async () => {
    const { shown } = stage();
    const added = await shown.answers.addBytes({ name: 'a.gif', bytes: png });
    assert.deepEqual([added.mediaType, added.problems], ['image/png', []]);
    const bad: readonly (readonly [Uint8Array<ArrayBuffer>, RegExp])[] = [
      [new Uint8Array(), /empty/i],
      [new Uint8Array(Buffer.from('no picture')), /a\.txt is not an image that Sightline knows/],
      [png.subarray(0, 2000), /cut off/],
    ];
    for (const [bytes, words] of bad) {
      const { ids, problems } = await shown.answers.addBytes({ name: 'a.txt', bytes });
      assert.deepEqual(ids, []);
      assert.match(problems.join(), words);
    }
  });

  it('are added by URI where that is an image file of a file system that is open', async () => {
    const { shown, names } = stage();
    const { ids, problems } = await shown.answers.addUris({
      uris: [
        String(uri('a.png')),
        String(uri('b.png')),
        `${scheme}:/c.png`,
        String(uri('empty.png')),
        String(uri('secret.txt')),
        String(uri('missing.png')),
        'untitled:/a.png',
        'https://pictures.example/a.png',
      ],
    });
    assert.deepEqual([ids.length, names()], [2, ['a.png', 'b.png']]);
    assert.equal(problems.length, 6);
    assert.ok(!problems.join().includes(folder), 'no path is told');
  });

  const refused = [
    '',
    'a.png',
    '/a.png',
    'file:///etc/passwd',
    'file://evil.example/share/a.png',
    'file:////evil.example/share/a.png',
    'http://a.example/a.png',
    'data:image/png;base64,AAAA',
    'command:/workbench.png',
    'untitled:/a.png',
    'vscode-userdata:/User/a.png',
    'nobody-knows:/a.png',
    'javascript:/a.png',
    'file:///a.png\u0000.txt',
    `file:///${'a'.repeat(3000)}`,
    '%%%:///a.png',
  ];
  for (const text of refused) {
    it(`are nowhere: ${JSON.stringify(text.slice(0, 40))}`, () =>
      assert.equal(droppedFile(text), undefined));
  }

  it('of a remote window are this machine’s', () => {
    const found = droppedFile('vscode-remote://somewhere/x/a.png?q=1#f');
    assert.equal(vscode.env.remoteName === undefined ? 'file' : found?.scheme, 'file');
    assert.equal(droppedFile('file:///x/a%20b.PNG')?.path, '/x/a b.PNG');
  });

  it('that were pasted are saved under a free name, and are that file from then on', async () => {
    const target = uri('saved.png');
    let proposed = '';
    const { shown, session, images } = stage({
      showSaveDialog: (options) => {
        proposed = options?.defaultUri?.path ?? '';
        return Promise.resolve(target);
      },
    });
    const { ids } = await shown.answers.addBytes({ name: 'image.png', bytes: png });
    const [id = ''] = ids;
    let changes = 0;
    session.listen({
      turnChanged: () => undefined,
      textAdded: () => undefined,
      changed: () => changes++,
    });
    await shown.receive({ type: 'saveImage', image: id });
    assert.match(proposed, /\/pasted\.png$/);
    assert.deepEqual(new Uint8Array(await readFile(target.fsPath)), new Uint8Array(png));
    const { name, isPasted, address } = images.record(id) ?? {};
    assert.deepEqual([name, isPasted, String(address)], ['saved.png', undefined, String(target)]);
    assert.equal(changes, 1);
  });

  it('stay as they are where they cannot be saved, or the user escapes', async () => {
    const told: string[] = [];
    const targets = [vscode.Uri.from({ scheme, path: '/new.png' }), undefined];
    const { shown, images } = stage({
      showSaveDialog: () => Promise.resolve(targets.shift()),
      showErrorMessage: (words: string) => {
        told.push(words);
        return Promise.resolve(undefined);
      },
    });
    const { ids } = await shown.answers.addBytes({ name: 'image.png', bytes: png });
    const [id = ''] = ids;
    await shown.receive({ type: 'saveImage', image: id });
    assert.match(told.join(), /^new\.png could not be saved: /);
    await shown.receive({ type: 'saveImage', image: id });
    assert.equal(images.record(id)?.isPasted, true);
    assert.equal(told.length, 1);
  });

  it('that are files open in VS Code’s preview beside the panel; others of nobody do not', async () => {
    const { shown } = stage();
    const { ids } = await shown.answers.addUris({ uris: [String(uri('a.png'))] });
    const pasted = await shown.answers.addBytes({ name: 'image.png', bytes: png });
    await shown.receive({ type: 'openImage', image: pasted.ids[0] ?? '' });
    await shown.receive({ type: 'openImage', image: 'nobody' });
    await shown.receive({ type: 'openImage', image: ids[0] ?? '' });
    await until('the preview', () =>
      vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => label === 'a.png')),
    );
    const all = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
    assert.deepEqual(all, ['a.png']);
  });

  it('can be taken out again', async () => {
    const { shown, session, images } = stage();
    const { ids } = await shown.answers.addUris({ uris: [String(uri('a.png'))] });
    const [id = ''] = ids;
    await shown.receive({ type: 'removeImage', image: id });
    assert.deepEqual([session.pending.ids, images.record(id)], [[], undefined]);
  });
});
