import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { isVisionError } from '../../src/core/errors';
import { loadSending } from '../../src/host/chunks';
import { NextAnswererWatch } from '../../src/host/connections/nextAnswerer';
import { Panels } from '../../src/host/conversation/panels';
import { SessionStore } from '../../src/host/conversation/sessionStore';
import { readImage } from '../../src/host/images/imageFiles';
import { ImageStore } from '../../src/host/images/imageStore';
import { fewAtATime, mostBytes } from '../../src/host/images/together';
import { readSettings } from '../../src/host/settings';
import { MemoryFiles } from './memoryFiles';
import { pictures } from './noPictures';
import { useServices } from './services';

const scheme = 'sightline-together';
const large = { size: 18 * 1024 * 1024 };
const addresses = Array.from({ length: 60 }, (_, index) =>
  vscode.Uri.from({ scheme, path: `/${index}.png` }),
);
const ids = addresses.map((_, index) => `image-${index}`);

/** Whoever asks, and however a conversation was kept: 60 images of 18 MB are a gigabyte. */
describe('images that are too large together', () => {
  const services = useServices();
  const files = new MemoryFiles(new Map(addresses.map(({ path }) => [path, large])));
  let registration: vscode.Disposable;
  let extensionUri: vscode.Uri;
  before(() => {
    registration = vscode.workspace.registerFileSystemProvider(scheme, files);
    const extension = vscode.extensions.getExtension('sightline.sightline');
    assert.ok(extension);
    ({ extensionUri } = extension);
  });
  after(() => {
    registration.dispose();
  });
  beforeEach(() => files.reads.splice(0));
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  function panels() {
    const { jobs, actions, connections, log } = services();
    const names = [...ids];
    const images = new ImageStore(fewAtATime(readImage), undefined, () => names.shift() ?? '');
    const nothing = () => Promise.resolve(undefined);
    const kept = {
      names: () => Promise.resolve([]),
      read: nothing,
      write: nothing,
      remove: nothing,
    };
    const limits = { isKept: false, conversations: 0, days: 0 };
    const ports = {
      images,
      jobs,
      prepared: new WeakMap(),
      answerer: () => connections.answerer(),
      settings: readSettings,
      loadSending,
      factsOf: () => '',
      log,
    };
    const next = new NextAnswererWatch(connections);
    const shown = { ...pictures, extensionUri, images, jobs, actions, next, log };
    return {
      images,
      panels: new Panels(shown, ports, new SessionStore(kept, () => limits)),
    };
  }

  async function areRefused(images: ImageStore): Promise<void> {
    for (const result of await Promise.allSettled(ids.map((id) => images.get(id)))) {
      const error: unknown = result.status === 'rejected' ? result.reason : undefined;
      assert.ok(isVisionError(error), result.status);
      const { kind, details } = error;
      assert.deepEqual([kind, details.code, details.limit], ['tooManyImages', 'bytes', mostBytes]);
    }
    assert.deepEqual(files.reads, []);
  }

  it('are not read for a question that no command has checked', async () => {
    const { images, panels: opened } = panels();
    await opened.ask({ title: 'x', prompt: 'What is it?', addresses });
    await areRefused(images);
    await opened.close();
  });

  it('are not read for a conversation that is restored, though they were small when it was kept', async () => {
    const { images, panels: opened } = panels();
    const half = ids.slice(30);
    const turn = (id: number, asked: readonly string[]) => ({
      id,
      question: { text: 'What is it?', images: asked, detail: 'auto', startsAnew: true } as const,
      replies: [{ text: 'A form.', state: 'done' } as const],
      shown: 0,
    });
    await opened.restore({
      id: 'kept',
      title: 'Kept',
      changed: 0,
      images: addresses.map((address, index) => ({
        id: ids[index] ?? '',
        name: 'a.png',
        uri: String(address),
        isUrl: false,
      })),
      turns: [turn(0, ids.slice(0, 30)), turn(1, half)],
      consent: { given: [] },
    });
    await areRefused(images);
    await opened.close();
  });
});
