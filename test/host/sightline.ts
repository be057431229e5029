import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import { until } from '../support/editor/until';

/** The extension under test. */
export function sightline(): vscode.Extension<unknown> {
  const extension = vscode.extensions.getExtension('sightline.sightline');
  assert.ok(extension, 'the extension is not installed');
  return extension;
}

/** The scripts in the extension's `dist` that this process has loaded, by file name, sorted. */
export function loadedScripts(): string[] {
  const dist = path.join(sightline().extensionPath, 'dist') + path.sep;
  return Object.keys(require.cache)
    .filter((file) => file.startsWith(dist))
    .map((file) => file.slice(dist.length))
    .sort();
}

/** Writes user settings of the section `sightline`; undefined removes one. */
export async function configure(settings: Readonly<Record<string, unknown>>): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('sightline');
  for (const [name, value] of Object.entries(settings)) {
    await configuration.update(name, value, vscode.ConfigurationTarget.Global);
  }
}

/** Removes all user settings of Sightline. */
export async function unconfigure(): Promise<void> {
  const { contributes } = sightline().packageJSON as {
    contributes: { configuration: { properties: Record<string, unknown> } };
  };
  const configuration = vscode.workspace.getConfiguration();
  for (const name of Object.keys(contributes.configuration.properties)) {
    if (configuration.inspect(name)?.globalValue !== undefined) {
      await configuration.update(name, undefined, vscode.ConfigurationTarget.Global);
    }
  }
}

/**
 * Runs `test` while something stands behind the JSON of the machine's settings: they hold, but VS Code refuses to write
 * them. `repair` mends the file before the end.
 */
export async function withUnwritableSettings(
  test: (repair: () => Promise<void>) => Promise<void>,
): Promise<void> {
  // There is a file once there is a setting.
  await configure({ replyLanguage: 'auto' });
  await vscode.commands.executeCommand(
    vscode.env.remoteName === undefined
      ? 'workbench.action.openSettingsJson'
      : 'workbench.action.openRemoteSettingsFile',
  );
  const uri = await until('the settings file', () => {
    const shown = vscode.window.activeTextEditor?.document.uri;
    return shown?.path.endsWith('settings.json') === true && shown;
  });
  const before = (await vscode.workspace.openTextDocument(uri)).getText();
  let isBroken = true;
  const write = async (text: string): Promise<void> => {
    await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
    const document = await vscode.workspace.openTextDocument(uri);
    await until('VS Code to see the file', () => document.getText() === text);
  };
  const repair = async (): Promise<void> => {
    if (isBroken) {
      isBroken = false;
      await write(before);
    }
  };
  await write(`${before}\n{`);
  try {
    await test(repair);
  } finally {
    await repair();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  }
}
