import * as vscode from 'vscode';
import { hostOf, type Connection } from '../../core/connections/connection';
import { keyOrigin } from '../../host/connections/connections';
import type { Services } from '../../host/services';
import { saveConnection, useConnection } from '../../host/settings';
import { secretWritten, settingsWritten } from '../../host/writes';

/** Saves a connection and puts it in use. False where VS Code refused, which is told. */
export function save({ quickInput }: Services, connection: Connection): Promise<boolean> {
  const failed = vscode.l10n.t(
    'The connection “{0}” was not saved; settings and keys are as before.',
    connection.name,
  );
  return settingsWritten(quickInput, failed, () => saveConnection(connection));
}

/**
 * The same with a key that is stored under its origin, if it is not empty. The key follows the
 * settings, so that the one before is there until the connection is.
 */
export async function saveWithKey(
  services: Services,
  connection: Connection,
  key = '',
): Promise<boolean> {
  return (
    (await save(services, connection)) &&
    (key === '' || (await storeKey(services, connection, key)))
  );
}

/** Stores the key of a connection, or of its Azure AI Vision resource, under its origin. False where VS Code refused, which is told. */
export function storeKey(
  { keys, quickInput }: Services,
  connection: Pick<Connection, 'endpoint'>,
  key: string,
): Promise<boolean> {
  const failed = vscode.l10n.t(
    'The API key for {0} was not stored; one that was stored before is still there.',
    hostOf(connection.endpoint),
  );
  return secretWritten(quickInput, failed, () => keys.set(keyOrigin(connection), key));
}

/** Puts a connection or a model in use by its name. False where VS Code refused, which is told. */
export function use({ quickInput }: Services, name: string): Promise<boolean> {
  const failed = vscode.l10n.t('“{0}” was not put in use; the settings are as before.', name);
  return settingsWritten(quickInput, failed, () => useConnection(name));
}
