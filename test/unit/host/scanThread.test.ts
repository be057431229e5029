import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { DocumentFacts } from '../../../src/core/altText/facts';
import { filesBelow, isDocument, scanDocuments } from '../../../src/documents/repository';
import { nodeFiles } from '../../../src/host/documents/scan/nodeFiles';
import { scanInThread } from '../../../src/host/documents/scan/thread';

/** Of a document that takes more memory than the threads of these tests get. */
const heavy = '![](a.png)'.repeat(300_000);

describe('the scan in a thread', () => {
  let folder: string;
  let root: string;
  const { signal } = new AbortController();

  const write = (name: string, text: string | Buffer): string => {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
    return uriPath(file);
  };
  const scan = (
    paths: readonly string[],
    options: Partial<Parameters<typeof scanInThread>[1]> = {},
  ): Promise<DocumentFacts[]> =>
    scanInThread({ paths, roots: [{ path: root }], open: new Map() }, { signal, ...options });

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sightline-scan-'));
    root = uriPath(folder);
  });
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  it('tells the same as without one, in order, and how far it is', async () => {
    write('images/a.png', 'a');
    const paths = Array.from({ length: 300 }, (_, index) =>
      write(`${index}.md`, `# ${index}\n\nText.\n\n![](images/a.png) ![](images/A.png)\n`),
    );
    const own: DocumentFacts[] = [];
    const roots = [{ path: root }];
    for await (const document of scanDocuments(paths, nodeFiles, { roots })) {
      own.push(document);
    }
    const progress: number[] = [];
    const facts = await scan(paths, { onProgress: (done) => progress.push(done) });
    assert.deepEqual(facts, own);
    assert.deepEqual(
      facts[299]?.references.map(({ image }) => image.kind),
      ['file', 'otherCase'],
    );
    assert.equal(progress.at(-1), 300);
    assert.ok(progress.length > 1 && progress.length < 100, String(progress.length));
    assert.deepEqual(
      progress,
      progress.toSorted((one, other) => one - other),
    );
  });

  it('comes through folders in a circle, and to links', async function () {
    if (process.platform === 'win32') {
      this.skip();
    }
    write('b/a.md', '![](up/b/up/a.png) ![[c.png]]');
    write('a.png', 'a');
    write('c/c.png', 'c');
    fs.symlinkSync('..', path.join(folder, 'b', 'up'));
    fs.symlinkSync('nowhere', path.join(folder, 'gone.md'));
    fs.symlinkSync('itself.png', path.join(folder, 'itself.png'));
    fs.symlinkSync('../b/a.md', path.join(folder, 'c', 'linked.md'));
    const paths: string[] = [];
    for await (const file of filesBelow(root, nodeFiles.list)) {
      paths.push(...(isDocument(file) ? [file] : []));
    }
    assert.deepEqual(paths.sort(), [`${root}/b/a.md`, `${root}/c/linked.md`]);
    const [facts] = await scan(paths);
    assert.deepEqual(
      facts?.references.map(({ image }) => image),
      [
        { kind: 'file', path: `${root}/b/up/b/up/a.png` },
        { kind: 'file', path: `${root}/c/c.png` },
      ],
    );
  });

  it('waits for nothing that is no file', async () => {
    const after = write('z.md', '![](a.png)');
    fs.mkdirSync(path.join(folder, 'folder.md'));
    const others = [`${root}/folder.md`, `${root}/gone.md`];
    if (process.platform !== 'win32') {
      execFileSync('mkfifo', [path.join(folder, 'pipe.md')]);
      others.push(`${root}/pipe.md`);
    }
    const facts = await scan([...others, after]);
    assert.deepEqual(
      facts.map(({ problem }) => problem),
      [...others.map(() => 'unreadable'), undefined],
    );
  });

  it('takes what is changed in the editor', async () => {
    const changed = write('a.md', '![](a.png)');
    const open = new Map([[changed, { languageId: 'markdown', text: '![](b.png) ![](c.png)' }]]);
    const roots = [{ path: root }];
    const [facts] = await scanInThread({ paths: [changed], roots, open }, { signal });
    assert.deepEqual(
      facts?.references.map(({ target }) => target),
      ['b.png', 'c.png'],
    );
  });

  it('loses no document but the one that it breaks at', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const paths = names.map((name) =>
      write(`${name}.md`, name === 'c' || name === 'e' ? heavy : '![](a.png)'),
    );
    const facts = await scan(paths, { memory: 48 });
    assert.deepEqual(
      facts.map(({ path: file, languageId, problem, references }) => [
        path.basename(file),
        languageId,
        problem ?? references.length,
      ]),
      names.map((name) => [
        `${name}.md`,
        'markdown',
        name === 'c' || name === 'e' ? 'unreadable' : 1,
      ]),
    );
  });

  it('ends as soon as it is cancelled', async () => {
    const small = Array.from({ length: 200 }, (_, index) => write(`${index}.md`, ''));
    const paths = [...small, write('heavy.md', heavy), write('last.md', '')];
    const controller = new AbortController();
    const progress: number[] = [];
    const cancelled = scan(paths, {
      signal: controller.signal,
      onProgress: (done) => {
        progress.push(done);
        controller.abort(new Error('Enough'));
      },
    });
    await assert.rejects(cancelled, { message: 'Enough' });
    await assert.rejects(scan(paths, { signal: controller.signal }), { message: 'Enough' });
    assert.equal(progress.length, 1);
  });

  it('fails where no thread can be started', async () => {
    const paths = [write('a.md', '')];
    await assert.rejects(scan(paths, { script: path.join(folder, 'none.js') }), /has ended/);
    assert.deepEqual(await scan([]), []);
  });
});

/** On Windows, a path as URIs have it begins with a slash too. */
function uriPath(file: string): string {
  const slashes = file.split(path.sep).join('/');
  return slashes.startsWith('/') ? slashes : `/${slashes}`;
}
