import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { driverExtension } from '../paths';
import { Driver } from './driver';
import { launchEditor, type Editor, type EditorOptions } from './launch';

/** An editor that a test can also steer from inside. */
export interface DrivenEditor extends Editor {
  readonly driver: Driver;
}

/** Starts an editor with the driver in it. */
export async function launchDrivenEditor(options: EditorOptions): Promise<DrivenEditor> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sightline-driver-'));
  const driver = new Driver(folder);
  const editor = await launchEditor({
    ...options,
    others: [...(options.others ?? []), driverExtension],
    env: { ...options.env, ...driver.env },
  });
  const close = editor.close.bind(editor);
  const closeAll = async () => {
    await close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await driver.started();
    return Object.assign(editor, { driver, close: closeAll });
  } catch (error) {
    await closeAll();
    throw error;
  }
}
