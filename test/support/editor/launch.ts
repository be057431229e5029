import { root } from '../paths';
import type { ExtensionSource } from './extensions';
import { openSession, type Profile, type Session } from './session';
import { themes } from './settings';
import { Workbench } from './workbench';

export interface EditorOptions extends Profile {
  /** The extension to install; the project's folder when absent. */
  readonly extension?: ExtensionSource;
  /** Folders of more extensions. */
  readonly others?: readonly string[];
}

export interface Editor extends Session {
  readonly workbench: Workbench;
}

/** Starts VS Code as a user has it, on a fresh profile, and waits until its window is there. */
export async function launchEditor(options: EditorOptions): Promise<Editor> {
  const session = await openSession(options, {
    installed: [
      options.extension ?? { folder: root },
      ...(options.others ?? []).map((folder) => ({ folder })),
    ],
  });
  try {
    const workbench = new Workbench(session.page);
    await workbench.ready(themes[options.theme ?? 'dark'].className);
    return Object.assign(session, { workbench });
  } catch (error) {
    await session.close();
    throw error;
  }
}
