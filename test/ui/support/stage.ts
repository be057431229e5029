import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import type { DrivenEditor } from '../../support/editor/drivenEditor';
import type { Workbench } from '../../support/editor/workbench';
import type { Emulator, RecordedRequest } from '../../support/emulator';
import { workspacesFolder } from '../../support/pictures';
import { useEditor, useEmulator } from './connectionsStage';
import { Conversation } from './conversation';

/** The key that the emulated resource accepts. */
const key = 'key-of-the-emulated-resource';

export interface StageOptions {
  /** Folders of `test/workspaces` that are in the workspace; with one, it is the workspace. */
  readonly workspaces?: readonly string[];
  /** More files of the workspace, by their path in it. */
  readonly files?: () => Promise<Readonly<Record<string, Buffer>>>;
  /** More user settings; asked when the editor is launched. */
  readonly settings?: () => Readonly<Record<string, unknown>>;
  /** False: no connection is configured, and the emulator is known to nobody. */
  readonly connected?: boolean;
  /** An editor of its own, whose extension host may end: its environment is not set from inside. */
  readonly fresh?: boolean;
}

/** An editor with Sightline, and the Azure OpenAI resource that it is connected to. */
export class Stage {
  constructor(
    readonly editor: DrivenEditor,
    readonly emulator: Emulator,
  ) {}

  get page(): Page {
    return this.editor.page;
  }

  get workbench(): Workbench {
    return this.editor.workbench;
  }

  /** The conversation in the panel with this tab title, or in the only one. */
  async conversation(title?: string): Promise<Conversation> {
    return new Conversation(await this.workbench.panel(title));
  }

  /** Right-clicks an image, chooses what `labels` lead to, and waits for the panel. */
  async choose(image: string, ...labels: string[]): Promise<Conversation> {
    await this.workbench.explorer.choose(image, ...labels);
    return this.conversation();
  }

  /** The next request of this test. */
  nextRequest(): Promise<RecordedRequest> {
    return this.emulator.nextRequest();
  }

  /** The requests of this test. */
  get requests(): readonly RecordedRequest[] {
    return this.emulator.requests;
  }

  async closeEditors(): Promise<void> {
    await this.editor.driver.run('workbench.action.closeAllEditors');
  }

  /** What the clipboard holds, once it is `expected` or else when the time is over. */
  clipboard(): Promise<string> {
    return this.page.evaluate('navigator.clipboard.readText()');
  }
}

/**
 * Gives the tests of a suite an editor and an emulator. Each test begins with both as the options say,
 * whatever ran before; a failed one leaves a picture in `out`.
 */
export function useStage(options: StageOptions = {}): () => Stage {
  let folder = '';
  let workspace = '';
  let stage: Stage | undefined;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'sightline-workspace-'));
    workspace = await makeWorkspace(folder, options);
  });
  const emulator = useEmulator({ kind: 'azure', key, deployments: ['gpt-4o'] });
  const editor = useEditor(() => {
    const env = {
      ...(options.connected !== false && {
        AZURE_OPENAI_ENDPOINT: emulator().url,
        AZURE_OPENAI_API_KEY: key,
      }),
    };
    return {
      workspace,
      settings: {
        ...(options.connected !== false && connection(emulator())),
        ...options.settings?.(),
      },
      ...(options.fresh === true ? { fresh: { env } } : { env }),
    };
  });
  beforeEach(() => {
    stage = new Stage(editor(), emulator());
  });
  after(() => rm(folder, { recursive: true, force: true }));
  return () => {
    if (stage === undefined) {
      throw new Error('The stage is there in tests only.');
    }
    return stage;
  };
}

function connection({ url }: Emulator): Record<string, unknown> {
  return {
    'sightline.connections': [
      { name: 'Work', provider: 'azure', endpoint: url, deployment: 'gpt-4o' },
    ],
  };
}

async function makeWorkspace(folder: string, { workspaces, files }: StageOptions): Promise<string> {
  const names = workspaces ?? ['demo'];
  const workspace = path.join(folder, names.length === 1 ? (names[0] ?? '') : 'pictures');
  for (const name of names) {
    const target = names.length === 1 ? workspace : path.join(workspace, name);
    await cp(path.join(workspacesFolder, name), target, { recursive: true });
  }
  for (const [name, bytes] of Object.entries((await files?.()) ?? {})) {
    await mkdir(path.dirname(path.join(workspace, name)), { recursive: true });
    await writeFile(path.join(workspace, name), bytes);
  }
  return workspace;
}
