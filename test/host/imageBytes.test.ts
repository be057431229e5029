import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import {
  isVisionError,
  type VisionErrorDetails,
  type VisionErrorKind,
} from '../../src/core/errors';
import { maxImageBytes } from '../../src/core/images/images';
import { readImage, readImageFile } from '../../src/host/images/imageFiles';
import { checkTogether, fewAtATime, mostBytes, mostImages } from '../../src/host/images/together';
import { MemoryFiles } from './memoryFiles';

const scheme = 'sightline-bytes';
const never = new AbortController().signal;
const at = (name: string): vscode.Uri => vscode.Uri.from({ scheme, path: `/${name}` });

async function failure(
  reading: Promise<unknown>,
  kind: VisionErrorKind,
): Promise<VisionErrorDetails> {
  let details: VisionErrorDetails = {};
  await assert.rejects(reading, (error: unknown) => {
    assert.ok(isVisionError(error), String(error));
    assert.equal(error.kind, kind);
    ({ details } = error);
    return true;
  });
  return details;
}

/** A PNG of one pixel; what follows its end does not count. */
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('a file that is no image file', function () {
  let folder: string;
  before(async function () {
    if (process.platform === 'win32') {
      this.skip(); // Neither devices nor pipes have a place among files there.
    }
    folder = await fs.mkdtemp(path.join(os.tmpdir(), 'sightline-files-'));
  });
  after(() => fs.rm(folder, { recursive: true, force: true }));

  const link = async (target: string, name: string): Promise<vscode.Uri> => {
    const file = path.join(folder, name);
    await fs.symlink(target, file);
    return vscode.Uri.file(file);
  };
  const pipe = (name: string): vscode.Uri => {
    const file = path.join(folder, name);
    execFileSync('mkfifo', [file]);
    return vscode.Uri.file(file);
  };

  for (const [what, make] of [
    ['a link to a device without an end', () => link('/dev/zero', 'zero.png')],
    ['a link to a device that waits', () => link('/dev/tty', 'tty.png')],
    ['a link to a folder', () => link('/', 'root.png')],
    ['a pipe', () => Promise.resolve(pipe('pipe.png'))],
    ['a link to a pipe', async () => link(pipe('other.png').fsPath, 'linked.png')],
  ] as const) {
    it(`is not read: ${what}`, async () => {
      const uri = await make();
      const { code, image } = await failure(readImageFile(uri, never), 'imageNotReadable');
      assert.deepEqual([code, image], ['noFile', path.basename(uri.fsPath)]);
    });
  }

  it('leaves the threads for files free: many pipes at once, and another file', async () => {
    const pipes = Array.from({ length: 8 }, (_, index) => pipe(`many-${index}.png`));
    const reading = pipes.map((uri) => failure(readImageFile(uri, never), 'imageNotReadable'));
    await fs.writeFile(path.join(folder, 'pixel.png'), pixel);
    const { width } = await readImageFile(vscode.Uri.file(path.join(folder, 'pixel.png')), never);
    assert.equal(width, 1);
    await Promise.all(reading);
  });

  it('is read through a link where that is a regular file', async () => {
    await fs.writeFile(path.join(folder, 'target.png'), pixel);
    const uri = await link(path.join(folder, 'target.png'), 'link.png');
    assert.deepEqual(Buffer.from((await readImageFile(uri, never)).bytes), pixel);
  });

  it('is not read to its end where it is too large, whatever size it states', async () => {
    const large = path.join(folder, 'sparse.png');
    await fs.writeFile(large, pixel);
    await fs.truncate(large, maxImageBytes + 1);
    const { actual } = await failure(readImageFile(vscode.Uri.file(large), never), 'imageTooLarge');
    assert.equal(actual, maxImageBytes + 1);
    if (process.platform === 'linux') {
      // It states no size, and has as many bytes as this process has of memory maps.
      const maps = await link('/proc/self/maps', 'maps.png');
      await failure(readImageFile(maps, never), 'imageDamaged');
    }
  });
});

describe('reading images', () => {
  const lie = Buffer.concat([pixel, Buffer.alloc(maxImageBytes)]);
  const files = new MemoryFiles(
    new Map<string, Uint8Array | { size: number }>([
      ['/pixel.png', pixel],
      ['/18mb.png', { size: 18 * 1024 * 1024 }],
    ]),
  );
  let registration: vscode.Disposable;
  before(() => {
    registration = vscode.workspace.registerFileSystemProvider(scheme, files);
  });
  after(() => {
    registration.dispose();
  });
  beforeEach(() => files.reads.splice(0));
  afterEach(() => {
    files.hold = undefined;
    files.lies.clear();
  });

  it('refuses too many before any is read', async () => {
    const most = Array<vscode.Uri>(mostImages).fill(at('pixel.png'));
    const checking = checkTogether([...most, at('pixel.png')], never);
    const { actual, limit, code } = await failure(checking, 'tooManyImages');
    assert.deepEqual([actual, limit, code], [mostImages + 1, mostImages, 'count']);
    await checkTogether([...most.slice(1), new URL('https://example.com/a.png')], never);
    assert.deepEqual(files.reads, []);
  });

  it('refuses those that are too large together before any is read', async () => {
    const uris = Array<vscode.Uri>(60).fill(at('18mb.png'));
    const { actual, limit, code } = await failure(checkTogether(uris, never), 'tooManyImages');
    assert.deepEqual([actual, limit, code], [60 * 18 * 1024 * 1024, mostBytes, 'bytes']);
    await checkTogether(uris.slice(0, 14), never);
    await checkTogether([at('missing.png'), at('pixel.png')], never);
    assert.deepEqual(files.reads, []);
  });

  it('reads four at a time, whoever asks', async () => {
    let go!: () => void;
    files.hold = new Promise<void>((resolve) => (go = resolve));
    const read = fewAtATime(readImage);
    const uris = [at('missing.png'), ...Array<vscode.Uri>(10).fill(at('pixel.png'))];
    const reading = uris.map((uri) => read(uri, never));
    const [missing, ...others] = reading;
    assert.ok(missing);
    await failure(missing, 'imageNotReadable');
    await files.read(4);
    assert.equal(files.reads.length, 4);
    go();
    assert.equal((await Promise.all(others)).length, 10);
    assert.equal(files.reads.length, 10);
  });

  it('does not read what is let go while it waits its turn', async () => {
    let go!: () => void;
    files.hold = new Promise<void>((resolve) => (go = resolve));
    const read = fewAtATime(readImage, 1);
    const controller = new AbortController();
    const first = read(at('pixel.png'), never);
    const second = read(at('pixel.png'), controller.signal);
    const third = read(at('pixel.png'), never);
    await files.read(1);
    controller.abort(new Error('The panel was closed.'));
    go();
    await assert.rejects(second, /The panel was closed/);
    await Promise.all([first, third]);
    assert.equal(files.reads.length, 2);
  });

  it('is cut where a file system gives more than it stated', async () => {
    files.lies.set('/pixel.png', lie);
    const { actual } = await failure(readImageFile(at('pixel.png'), never), 'imageTooLarge');
    assert.equal(actual, lie.length);
  });

  it('ends with its signal, though the file system hangs', async () => {
    files.hold = new Promise(() => undefined);
    const controller = new AbortController();
    const reading = readImageFile(at('pixel.png'), controller.signal);
    await files.read(1);
    controller.abort(new Error('The panel was closed.'));
    await assert.rejects(reading, /The panel was closed/);
    await assert.rejects(readImageFile(at('pixel.png'), controller.signal), /The panel was closed/);
    assert.equal(files.reads.length, 1);
  });
});
