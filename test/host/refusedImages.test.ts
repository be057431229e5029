import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { isVisionError } from '../../src/core/errors';
import { readImageFile } from '../../src/host/images/imageFiles';
import { hostileFolder, oversizedPng } from '../support/hostile';
import { pixelBomb } from '../unit/imaging/samples';
import { MemoryFiles } from './memoryFiles';
import { errorView } from './views';

const scheme = 'sightline-refused';

/** A PNG whose first chunk claims to be something else than a header. */
async function damagedPng(): Promise<Buffer> {
  const bytes = await readFile(path.join(hostileFolder, 'UPPER.PNG'));
  bytes.write('IEND', 12, 'latin1');
  return bytes;
}

const made: Readonly<Record<string, () => Promise<Buffer>>> = {
  'bomb.png': () => pixelBomb(50_000, 50_000),
  'huge.png': oversizedPng,
  'damaged.png': damagedPng,
};

/** The file, and the card's title and the begin of its explanation. */
const refusals: readonly (readonly [file: string, title: string, detail: RegExp])[] = [
  ['empty.png', 'The image is empty', /^empty\.png has no content/],
  ['truncated.png', 'The image is cut off', /^truncated\.png ends before its picture does/],
  ['truncated.jpg', 'The image is cut off', /^truncated\.jpg ends before/],
  ['truncated.gif', 'The image is cut off', /^truncated\.gif ends before/],
  ['truncated.webp', 'The image is cut off', /^truncated\.webp ends before/],
  ['signature-only.png', 'The image is cut off', /^signature-only\.png ends before/],
  ['damaged.png', 'The image is damaged', /^damaged\.png cannot be read as an image/],
  ['text-named.png', 'The image is damaged', /^text-named\.png cannot be read as an image/],
  [
    'bomb.png',
    'The image has too many pixels',
    /^bomb\.png states 2,500 million pixels, and 120 million is the most/,
  ],
  ['huge.png', 'The image is too large', /^huge\.png has 20\.9 MB, and 20\.0 MB is the most/],
];

describe('an image that is refused', () => {
  const files = new Map<string, Uint8Array>();
  let registration: vscode.Disposable;
  before(() => {
    registration = vscode.workspace.registerFileSystemProvider(scheme, new MemoryFiles(files));
  });
  after(() => {
    registration.dispose();
  });

  for (const [file, title, detail] of refusals) {
    it(`tells why in its own words: ${file}`, async () => {
      const make = made[file] ?? (() => readFile(path.join(hostileFolder, file)));
      const uri = vscode.Uri.from({ scheme, path: `/${file}` });
      files.set(uri.path, await make());
      await assert.rejects(readImageFile(uri, new AbortController().signal), (error: unknown) => {
        assert.ok(isVisionError(error), String(error));
        const card = errorView(error);
        assert.equal(card.title, title);
        assert.match(card.detail, detail);
        return true;
      });
    });
  }
});
