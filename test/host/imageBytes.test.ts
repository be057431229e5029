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
import { isRemote, maxImageBytes } from '../../src/core/images/images';
import { readImageFile } from '../../src/host/images/imageFiles';
import { mostBytes, mostImages, readImages } from '../../src/host/images/readImages';
import { MemoryFiles } from './memoryFiles';

const scheme = 'sightline-bytes';
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
      const { code, image } = await failure(readImageFile(uri), 'imageNotReadable');
      assert.deepEqual([code, image], ['noFile', path.basename(uri.fsPath)]);
    });
  }

  it('leaves the threads for files free: many pipes at once, and another file', async () => {
    const pipes = Array.from({ length: 8 }, (_, index) => pipe(`many-${index}.png`));
    const reading = pipes.map((uri) => failure(readImageFile(uri), 'imageNotReadable'));
    await fs.writeFile(path.join(folder, 'pixel.png'), pixel);
    const { width } = await readImageFile(vscode.Uri.file(path.join(folder, 'pixel.png')));
    assert.equal(width, 1);
    await Promise.all(reading);
  });

  it('is read through a link where that is a regular file', async () => {
    await fs.writeFile(path.join(folder, 'target.png'), pixel);
    const uri = await link(path.join(folder, 'target.png'), 'link.png');
    assert.deepEqual(Buffer.from((await readImageFile(uri)).bytes), pixel);
  });

  it('is not read to its end where it is too large, whatever size it states', async () => {
    const large = path.join(folder, 'sparse.png');
    await fs.writeFile(large, pixel);
    await fs.truncate(large, maxImageBytes + 1);
    const { actual } = await failure(readImageFile(vscode.Uri.file(large)), 'imageTooLarge');
    assert.equal(actual, maxImageBytes + 1);
    if (process.platform === 'linux') {
      // It states no size, and has as many bytes as this process has of memory maps.
      const maps = await link('/proc/self/maps', 'maps.png');
      await failure(readImageFile(maps), 'imageDamaged');
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

  it('gives them in their order, files and URLs', async () => {
    const url = new URL('https://example.com/a.png');
    const images = await readImages([at('pixel.png'), url, at('pixel.png')]);
    assert.deepEqual(images.map(isRemote), [false, true, false]);
  });

  it('refuses too many before any is read', async () => {
    const most = Array<vscode.Uri>(mostImages).fill(at('pixel.png'));
    const details = await failure(readImages([...most, at('pixel.png')]), 'tooManyImages');
    assert.deepEqual([details.actual, details.limit, details.code], [101, mostImages, 'count']);
    assert.deepEqual(files.reads, []);
    assert.equal((await readImages(most)).length, mostImages);
  });

  it('refuses those that are too large together before any is read', async () => {
    const uris = Array<vscode.Uri>(60).fill(at('18mb.png'));
    const details = await failure(readImages(uris), 'tooManyImages');
    assert.deepEqual(
      [details.actual, details.limit, details.code],
      [60 * 18 * 1024 * 1024, mostBytes, 'bytes'],
    );
    assert.deepEqual(files.reads, []);
  });

  it('reads four at a time', async () => {
    let go!: () => void;
    files.hold = new Promise<void>((resolve) => (go = resolve));
    const reading = readImages(Array<vscode.Uri>(10).fill(at('pixel.png')));
    await files.read(4);
    assert.equal(files.reads.length, 4);
    go();
    assert.equal((await reading).length, 10);
    assert.equal(files.reads.length, 10);
  });

  it('begins no other after one that failed', async () => {
    const uris = [at('missing.png'), ...Array<vscode.Uri>(20).fill(at('pixel.png'))];
    await failure(readImages(uris), 'imageNotReadable');
    assert.deepEqual(files.reads, []);
  });

  it('is cut where a file system gives more than it stated', async () => {
    files.lies.set('/pixel.png', lie);
    const { actual } = await failure(readImageFile(at('pixel.png')), 'imageTooLarge');
    assert.equal(actual, lie.length);
  });

  it('counts what was read where a file system states less', async () => {
    files.lies.set('/pixel.png', lie.subarray(0, maxImageBytes));
    const reading = readImages(Array<vscode.Uri>(40).fill(at('pixel.png')));
    const { code } = await failure(reading, 'tooManyImages');
    assert.equal(code, 'bytes');
    assert.ok(files.reads.length < 20, String(files.reads.length));
  });

  it('ends with its signal, though the file system hangs', async () => {
    files.hold = new Promise(() => undefined);
    const controller = new AbortController();
    const reading = readImages([at('pixel.png'), at('pixel.png')], controller.signal);
    await files.read(2);
    controller.abort(new Error('The panel was closed.'));
    await assert.rejects(reading, /The panel was closed/);
    await assert.rejects(readImageFile(at('pixel.png'), controller.signal), /The panel was closed/);
    assert.equal(files.reads.length, 2);
  });
});
