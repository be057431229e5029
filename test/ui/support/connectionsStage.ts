import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { launchEditor, type Editor, type EditorOptions } from '../../support/editor/launch';
import { startEmulator, type Emulator, type EmulatorOptions } from '../../support/emulator';
import { workspacesFolder } from '../../support/pictures';
import { Conversation } from './conversation';

/** Starts an emulator for the tests of a suite; after each of them it behaves again. */
export function useEmulator(options: EmulatorOptions | (() => EmulatorOptions)): () => Emulator {
  let emulator: Emulator | undefined;
  before(async () => {
    emulator = await startEmulator(typeof options === 'function' ? options() : options);
  });
  afterEach(() => emulator?.behave({}));
  after(() => emulator?.close());
  return () => there(emulator);
}

/** A copy of the untrusted workspace, whose settings try to send everything to `collector`. */
export function useHostileWorkspace(collector: () => Emulator): () => string {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'sightline-hostile-'));
    await cp(path.join(workspacesFolder, 'untrusted'), folder, { recursive: true });
    const file = path.join(folder, '.vscode', 'settings.json');
    const settings = await readFile(file, 'utf8');
    assert.match(settings, /https:\/\/collector\.example\/v1/);
    await writeFile(file, settings.replaceAll('https://collector.example', collector().url));
  });
  after(() => rm(folder, { recursive: true, force: true }));
  return () => folder;
}

/**
 * Starts an editor for the tests of a suite. After each test everything that it opened is closed; a
 * failed one leaves a picture in `out`. The emulators of the suite are running when `options` is called.
 */
export function useEditor(options: () => EditorOptions): () => Editor {
  let editor: Editor | undefined;
  before(async function () {
    this.timeout(120_000);
    editor = await launchEditor(options());
  });
  afterEach(async function () {
    this.timeout(60_000);
    const { currentTest } = this;
    if (editor && currentTest?.isFailed() === true) {
      const name = currentTest.title.replace(/[^\p{L}\d]+/gu, '-').slice(0, 60);
      await editor.workbench.screenshot(`failed-${name}`);
    }
    if ((await editor?.page.getByRole('button', { name: 'No Notifications' }).count()) === 0) {
      await editor?.workbench.runCommand('Notifications: Clear All Notifications');
    }
    await editor?.workbench.runCommand('View: Close All Editors');
  });
  after(async function () {
    this.timeout(60_000);
    await editor?.close();
  });
  return () => there(editor);
}

/** Describes an image through the Explorer's context menu; the panel's conversation comes out. */
export async function describeImage({ workbench }: Editor, image: string): Promise<Conversation> {
  await workbench.explorer.choose(image, 'Describe Image');
  return new Conversation(await workbench.panel());
}

function there<T>(value: T | undefined): T {
  if (value === undefined) {
    throw new Error('It is there in tests only.');
  }
  return value;
}
