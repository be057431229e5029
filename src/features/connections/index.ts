import * as vscode from 'vscode';
import type { Services } from '../../host/services';
import { registerConnectionActions } from './actions';
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

export type ConnectionCommand = (typeof ids)[number];

/** The commands and buttons about connections, whose code is loaded when one is first used. */
export function registerConnections(services: Services): vscode.Disposable {
  const run = async (id: ConnectionCommand, name?: string, host?: string): Promise<unknown> => {
    const { connectionCommands: commands } = await import('./connectionCommands');
    return id === 'sightline.setApiKey' || id === 'sightline.confirmHost'
      ? commands[id](services, name, host)
      : commands[id](services, name);
  };
  return vscode.Disposable.from(
    ...ids.map((id) =>
      vscode.commands.registerCommand(id, (argument?: unknown) =>
        run(id, typeof argument === 'string' ? argument : undefined),
      ),
    ),
    registerConnectionActions(services, run),
  );
}
