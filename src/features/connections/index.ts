import * as vscode from 'vscode';
import type { Services } from '../../host/services';
import type { connectionCommands } from './connectionCommands';

const names = [
  'addConnection',
  'selectConnection',
  'setApiKey',
  'setSecret',
  'confirmHost',
  'deleteApiKey',
  'testConnection',
] as const satisfies readonly (keyof typeof connectionCommands)[];

/** The commands about connections, which are loaded when one is first run. */
export function registerConnections(services: Services): vscode.Disposable {
  return vscode.Disposable.from(
    ...names.map((name) =>
      vscode.commands.registerCommand(`sightline.${name}`, async (argument?: unknown) => {
        const { connectionCommands: commands } = await import('./connectionCommands');
        return commands[name](services, typeof argument === 'string' ? argument : undefined);
      }),
    ),
  );
}
