import * as vscode from 'vscode';
import { hostOf, type Connection } from '../../core/connections/connection';
import type { Services } from '../../host/services';
import { addConnection } from './addConnection';

/**
 * The connection that a command is about, of those that fit: the one of that name, else the only
 * one, else the one the user picks. Where there is none, Add Connection is offered, and undefined comes out.
 */
export async function findConnection(
  services: Services,
  name: string | undefined,
  placeHolder: string,
  fits: (connection: Connection) => boolean = () => true,
): Promise<Connection | undefined> {
  const every = await services.connections.all();
  const all = every.filter(fits);
  const known = all.find((connection) => connection.name === name) ?? (all[1] ? undefined : all[0]);
  if (known !== undefined) {
    return known;
  }
  if (every.length === 0) {
    const add = vscode.l10n.t('Add Connection…');
    const picked = await vscode.window.showInformationMessage(
      vscode.l10n.t('There is no connection of your own yet.'),
      add,
    );
    if (picked === add) {
      await addConnection(services);
    }
    return undefined;
  }
  if (all.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No connection signs in with a key.'));
    return undefined;
  }
  const picked = await vscode.window.showQuickPick(
    all.map((connection) => ({
      connection,
      label: connection.name,
      description: vscode.l10n.t('{0} at {1}', connection.deployment, hostOf(connection.endpoint)),
    })),
    { placeHolder },
  );
  return picked?.connection;
}
