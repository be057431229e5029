import * as vscode from 'vscode';
import { hostOf, type Connection } from '../../core/connections/connection';
import { asking, back } from '../../host/quickInput';
import type { Services } from '../../host/services';
import { addConnection } from './addConnection';

/**
 * The connection that a command is about, of those that fit: the one of that name, else the only
 * one, else the one the user picks. Where there is none, Add Connection is offered, and undefined comes out.
 */
export async function findConnection(
  services: Services,
  name: string | undefined,
  placeholder: string,
  fits: (connection: Connection) => boolean = () => true,
): Promise<Connection | undefined> {
  const { connections, quickInput } = services;
  const every = await connections.all();
  const all = every.filter(fits);
  const known = all.find((connection) => connection.name === name) ?? (all[1] ? undefined : all[0]);
  if (known !== undefined) {
    return known;
  }
  if (every.length === 0) {
    const add = vscode.l10n.t('Add Connection…');
    const words = vscode.l10n.t('There is no connection of your own yet.');
    if ((await quickInput.showInformationMessage(words, {}, add)) === add) {
      await addConnection(services);
    }
    return undefined;
  }
  if (all.length === 0) {
    const words = vscode.l10n.t('No connection signs in with a key.');
    void quickInput.showInformationMessage(words, {});
    return undefined;
  }
  const items = all.map((connection) => ({
    connection,
    label: connection.name,
    description: vscode.l10n.t('{0} at {1}', connection.deployment, hostOf(connection.endpoint)),
  }));
  const picked = await asking(quickInput, (session) => session.pick({ placeholder, items }));
  return picked === back ? undefined : picked?.connection;
}
