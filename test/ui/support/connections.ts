import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Connection } from '../../../src/core/connections/connection';
import type { DrivenEditor } from '../../support/editor/drivenEditor';
import type { Editor } from '../../support/editor/launch';
import type { QuickInput } from '../../support/editor/quickInput';
import { until } from '../../support/editor/until';
import { commandWithTitle } from '../../support/manifest';

/** The settings about connections, as they stand in the file. */
export interface SavedConnections {
  readonly connections: readonly Connection[];
  readonly connection: string;
}

/** What the machine's settings file holds now. */
export async function savedConnections({ dataDir }: Editor): Promise<SavedConnections> {
  const file = path.join(dataDir, 'data', 'Machine', 'settings.json');
  // It is empty for a moment while it is written.
  const settings = await until(
    'the settings',
    async () => JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>,
  );
  return {
    connections: (settings['sightline.connections'] ?? []) as Connection[],
    connection: (settings['sightline.connection'] ?? '') as string,
  };
}

/** The connection in use, once it is the one of that name. */
export async function usedConnection(editor: Editor, name: string): Promise<Connection> {
  return until(`the connection ${name} in the settings`, async () => {
    const { connections, connection } = await savedConnections(editor);
    return connection === name && connections.find((item) => item.name === name);
  });
}

/**
 * Begins a command of Sightline by the title that users see. The Explorer has the focus: a webview
 * that gets it back late would close what the command asks.
 */
export async function run({ page, driver }: DrivenEditor, title: string): Promise<void> {
  await page.locator('.explorer-folders-view .monaco-list').focus();
  await driver.start(commandWithTitle(title));
}

/** The origins that a key is stored for, sorted. */
export async function originsWithKey({ driver }: DrivenEditor): Promise<string[]> {
  return driver.keyOrigins();
}

/** Runs a command of Sightline, and chooses `item` where it asks. */
export async function runWith(editor: DrivenEditor, title: string, item: string): Promise<void> {
  await run(editor, title);
  await pick(editor.workbench, item);
}

/** Chooses `item` where a command asks which connection or key it is about. */
export async function pick({ quickInput }: Editor['workbench'], item: string): Promise<void> {
  await quickInput.shown('Which ');
  await quickInput.pick(item);
}

/** Chooses a connection with Select Connection…, and waits until it is the one in use. */
export async function select(editor: DrivenEditor, name: string): Promise<void> {
  await runWith(editor, 'Select Connection…', name);
  const { connections } = await savedConnections(editor);
  const isSaved = connections.some((connection) => connection.name === name);
  await editor.driver.settled({ 'sightline.connection': isSaved ? name : idOf(name) });
}

/** What the setting holds for an answerer that is no connection. */
function idOf(label: string): string {
  const model = /^(\w+) \(Tests\)$/.exec(label)?.[1]?.toLowerCase();
  return model === undefined ? 'offline' : `vscode:sightline-tests/${model}`;
}

/** Waits until the settings editor, which lies over the window, shows the connections; closes it. */
export async function leaveConnectionSettings({ page }: Editor): Promise<void> {
  const overlay = page.locator('.monaco-modal-editor-block');
  // By its name: the description of the other setting mentions this one.
  await overlay.getByRole('treeitem', { name: /^Sightline Connections\./ }).waitFor();
  await until('the settings to close', async () => {
    await page.keyboard.press('Escape');
    return overlay.isHidden();
  });
}

/** Enters a key where Set API Key… asks for it. */
export async function enterKey({ workbench }: Editor, key: string): Promise<void> {
  const { input } = workbench.quickInput;
  await workbench.quickInput.shown('API key for');
  assert.equal(await input.getAttribute('type'), 'password');
  await workbench.quickInput.submit(key);
}

/** Add Connection…, gone through as a person does: each method answers one step, in any order. */
export class AddConnection {
  private readonly quickInput: QuickInput;
  private isAzure = false;

  private constructor(private readonly editor: DrivenEditor) {
    this.quickInput = editor.workbench.quickInput;
  }

  /** Runs the command and chooses a server by the name that the first step shows. */
  static async with(editor: DrivenEditor, server: string): Promise<AddConnection> {
    const flow = new AddConnection(editor);
    await run(editor, 'Add Connection…');
    await flow.server(server);
    return flow;
  }

  async server(name: string): Promise<void> {
    await this.quickInput.shown('Where does your vision model run?');
    await this.quickInput.pick(name);
    this.isAzure = name === 'Azure OpenAI';
  }

  /** Pastes the endpoint; then chooses how to sign in, where that is asked. */
  async endpoint(text: string, way = 'API key'): Promise<void> {
    await this.quickInput.shown('Paste the');
    await this.quickInput.submit(text);
    if (this.isAzure) {
      await this.signIn(way);
    }
  }

  /** Chooses how to sign in to Azure. */
  async signIn(way: string): Promise<void> {
    await this.quickInput.shown('How do you sign in to');
    await this.quickInput.pick(way);
  }

  /** Enters a text that is refused as the endpoint with `words`; the whole message comes out. */
  async refusedEndpoint(text: string, words: string): Promise<string> {
    await this.quickInput.shown('(2/5)');
    await this.quickInput.submit(text);
    await this.quickInput.shown(words);
    return this.quickInput.message();
  }

  /** Waits for the key's box, and out comes its input's type. */
  async keyInput(): Promise<string | null> {
    await this.quickInput.shown('API key for');
    return this.quickInput.input.getAttribute('type');
  }

  async key(text: string): Promise<void> {
    await this.keyInput();
    await this.quickInput.submit(text);
  }

  /** Types the deployment's name where the server has no list. */
  async deployment(name: string): Promise<void> {
    await this.quickInput.shown('Name of the');
    await this.quickInput.submit(name);
  }

  /** Waits for the list of models; out come their names in its order. */
  async models(): Promise<string[]> {
    await this.quickInput.shown('Choose a model that takes images, or type its name');
    return this.quickInput.items();
  }

  async model(name: string): Promise<void> {
    await this.models();
    await this.quickInput.pick(name);
  }

  /** Types a model's name and chooses the item that it makes. */
  async typedModel(name: string): Promise<void> {
    await this.quickInput.input.fill(name);
    await this.model(name);
  }

  /** Presses Enter in the box that says `words`, once it offers `value`. */
  async accept(words: string, value: string): Promise<void> {
    const { input } = this.quickInput;
    await this.quickInput.shown(words);
    await until(`a box that offers ${value}`, async () => (await input.inputValue()) === value);
    await input.press('Enter');
  }

  async back(): Promise<void> {
    await this.quickInput.root.getByRole('button', { name: /^Back\b/ }).click();
  }

  async escape(): Promise<void> {
    await this.quickInput.escape();
  }

  /** Waits for the sentence that the connection works, and for its settings under `name`. */
  async works(name: string): Promise<Connection> {
    await this.editor.workbench.notifications.shown('answers questions about images');
    return usedConnection(this.editor, name);
  }

  /** Waits for the dialog that says why the test failed; its words come out. */
  async problem(title: string): Promise<string> {
    const { dialog } = this.editor.workbench;
    await until(`the dialog ${title}`, async () => (await dialog.text()).includes(title));
    return dialog.text();
  }
}
