import * as vscode from 'vscode';
import { hostOf } from '../../core/connection';
import { keyOrigin } from '../../host/connections';
import type { Services } from '../../host/services';
import { findConnection } from './findConnection';

/** Asks for the key of a connection and stores it under its origin. True when one was stored. */
export async function setApiKey(services: Services, name?: string): Promise<boolean> {
  const connection = await findConnection(
    services,
    name,
    vscode.l10n.t('Which connection is the key for?'),
    ({ auth }) => (auth ?? 'key') === 'key',
  );
  if (connection === undefined) {
    return false;
  }
  const key = await vscode.window.showInputBox({
    title: vscode.l10n.t('Set API Key'),
    prompt: vscode.l10n.t(
      'API key for {0}. It is kept in the secret storage of VS Code and sent there only.',
      hostOf(connection.endpoint),
    ),
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? vscode.l10n.t('Paste the key.') : undefined),
  });
  if (key === undefined) {
    return false;
  }
  await services.keys.set(keyOrigin(connection), key.trim());
  void vscode.window.showInformationMessage(
    vscode.l10n.t('The API key for {0} is stored.', hostOf(connection.endpoint)),
  );
  return true;
}

/** Lets the user choose an origin that a key is stored for, and deletes that key. */
export async function deleteApiKey({ keys }: Services): Promise<void> {
  const origins = await keys.origins();
  if (origins.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No API key is stored.'));
    return;
  }
  const origin = await vscode.window.showQuickPick(origins, {
    title: vscode.l10n.t('Delete API Key'),
    placeHolder: vscode.l10n.t('Which key shall be deleted?'),
  });
  if (origin !== undefined) {
    await keys.delete(origin);
    void vscode.window.showInformationMessage(
      vscode.l10n.t('The API key for {0} is deleted.', hostOf(origin)),
    );
  }
}
