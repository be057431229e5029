import { createRequire } from 'node:module';
import path from 'node:path';
import * as vscode from 'vscode';

/** The context that VS Code gives to Sightline: the only way to its secrets and its state. */
export interface SightlineContext {
  /** Undefined until Sightline is active. */
  readonly known: vscode.ExtensionContext | undefined;
  /** Activates Sightline where it is not active yet. */
  get(): Promise<vscode.ExtensionContext>;
}

interface Entry {
  activate(context: vscode.ExtensionContext): unknown;
}

/**
 * Looks over the shoulder of Sightline's `activate`: VS Code runs all extensions in one process and
 * loads them with Node's `require`, whose cache this changes before. Sightline itself knows of no test.
 */
export function contextOfSightline(): SightlineContext {
  const extension = vscode.extensions.getExtension('sightline.sightline');
  if (!extension) {
    throw new Error('Sightline is not installed.');
  }
  let known: vscode.ExtensionContext | undefined;
  const { main } = extension.packageJSON as { main: string };
  const require = createRequire(path.join(extension.extensionPath, 'package.json'));
  const file = require.resolve(path.join(extension.extensionPath, main));
  const entry = require(file) as Entry;
  const cached = require.cache[file];
  if (!cached) {
    throw new Error(`${file} is not in the cache of Node.`);
  }
  cached.exports = {
    ...entry,
    activate(context: vscode.ExtensionContext) {
      known = context;
      return entry.activate(context);
    },
  };
  return {
    get known() {
      return known;
    },
    async get() {
      await extension.activate();
      if (!known) {
        throw new Error('Sightline was activated before the driver.');
      }
      return known;
    },
  };
}
