import * as vscode from 'vscode';
import type { Services } from '../../host/services';
import type { connectionCommands } from './connectionCommands';

const ids = [
  'sightline.addConnection',
  'sightline.selectConnection',
  'sightline.setApiKey',
  'sightline.setSecret',
  'sightline.confirmHost',
  'sightline.deleteApiKey',
  'sightline.testConnection',
] as const satisfies readonly (keyof typeof connectionCommands)[];

/** The commands about connections, which are loaded when one is first run. */
export function registerConnections(services: Services): vscode.Disposable {
  return vscode.Disposable.from(
    ...ids.map((id) =>
      vscode.commands.registerCommand(id, async (argument?: unknown) => {
        const { connectionCommands: commands } = await import('./connectionCommands');
        return commands[id](services, typeof argument === 'string' ? argument : undefined);
      }),
    ),
  );
}
