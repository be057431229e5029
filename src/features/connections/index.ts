import * as vscode from 'vscode';
import type { Services } from '../../host/services';
import { addConnection } from './addConnection';
import { deleteApiKey, setApiKey } from './apiKeys';
import { confirmHost } from './confirmHost';
import { setSecret } from './secrets';
import { selectConnection } from './selectConnection';
import { testConnection } from './testConnection';

/** The commands about connections. Those that a fix may follow answer whether something changed. */
export function registerConnections(services: Services): vscode.Disposable {
  const commands: Record<string, (name?: unknown) => Promise<unknown>> = {
    'sightline.addConnection': () => addConnection(services),
    'sightline.selectConnection': () => selectConnection(services),
    'sightline.setApiKey': (name) => setApiKey(services, textOf(name)),
    'sightline.setSecret': (name) => setSecret(services, textOf(name)),
    'sightline.confirmHost': (name) => confirmHost(services, textOf(name)),
    'sightline.deleteApiKey': () => deleteApiKey(services),
    'sightline.testConnection': (name) => testConnection(services, textOf(name)),
  };
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([id, run]) => vscode.commands.registerCommand(id, run)),
  );
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
