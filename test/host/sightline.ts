import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';

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
