import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DrivenEditor } from '../../support/editor/drivenEditor';
import type { Editor } from '../../support/editor/launch';
import { startEmulator, type Emulator, type EmulatorOptions } from '../../support/emulator';
import { workspacesFolder } from '../../support/pictures';
import { Conversation } from './conversation';
import { borrowEditor, reset, returnEditor, type Wishes } from './lending';

/** Starts an emulator for the tests of a suite; each of them finds it well-behaved and without requests. */
export function useEmulator(options: EmulatorOptions | (() => EmulatorOptions)): () => Emulator {
  let emulator: Emulator | undefined;
  before(async () => {
    emulator = await startEmulator(typeof options === 'function' ? options() : options);
  });
  beforeEach(() => emulator?.forget());
  afterEach(() => {
    emulator?.behave({});
    emulator?.forget();
  });
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
 * Gives the tests of a suite an editor. Each test begins with it as `wishes` say, whatever ran before;
 * a failed one leaves a picture in `out`. The emulators of the suite are running when `wishes` is called.
 */
export function useEditor(wishes: () => Wishes): () => DrivenEditor {
  let wanted: Wishes | undefined;
  let editor: DrivenEditor | undefined;
  before(async function () {
    this.timeout(120_000);
    wanted = wishes();
    editor = await borrowEditor(wanted);
  });
  beforeEach(async function () {
    this.timeout(120_000);
    editor ??= await borrowEditor(there(wanted));
    await reset(editor, there(wanted));
  });
  afterEach(async function () {
    this.timeout(60_000);
    const { currentTest } = this;
    if (editor && currentTest?.isFailed() === true) {
      const name = currentTest.title.replace(/[^\p{L}\d]+/gu, '-').slice(0, 60);
      await editor.workbench.screenshot(`failed-${name}`);
    }
    if (editor && currentTest?.timedOut === true) {
      // What it was waiting for may still come, and be acted upon.
      await returnEditor(editor, { fresh: wanted?.fresh !== undefined, isBusy: true });
      editor = undefined;
    }
  });
  after(async function () {
    this.timeout(60_000);
    if (editor) {
      await returnEditor(editor, { fresh: wanted?.fresh !== undefined, isBusy: false });
    }
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
