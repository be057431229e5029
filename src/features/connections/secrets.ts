import * as vscode from 'vscode';
import { hostOf } from '../../core/connections/connection';
import { secretsIn } from '../../core/connections/headers';
import { keyOrigin } from '../../host/connections/connections';
import type { Services } from '../../host/services';
import { findConnection } from './findConnection';

/**
 * Asks for a secret that headers of a connection refer to: the first that is missing, else one that
 * the user chooses. It is stored under the connection's origin. True when one was stored.
 */
export async function setSecret(services: Services, name?: string): Promise<boolean> {
  const connection = await findConnection(
    services,
    name,
    vscode.l10n.t('Which connection is the secret for?'),
  );
  if (connection === undefined) {
    return false;
  }
  const { keys } = services;
  const origin = keyOrigin(connection);
  const host = hostOf(connection.endpoint);
  const names = secretsIn(connection.headers);
  if (names.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('No header of “{0}” refers to a secret.', connection.name),
    );
    return false;
  }
  const known = await Promise.all(names.map((each) => keys.secret(origin, each)));
  const missing = names.find((_, index) => known[index] === undefined);
  const secret = missing ?? (names[1] === undefined ? names[0] : await chosen(names));
  if (secret === undefined) {
    return false;
  }
  const value = await vscode.window.showInputBox({
    title: vscode.l10n.t('Set Secret'),
    prompt: vscode.l10n.t(
      'Secret “{0}” for {1}. It is kept in the secret storage of VS Code and sent there only.',
      secret,
      host,
    ),
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? vscode.l10n.t('Paste the secret.') : undefined),
  });
  if (value === undefined) {
    return false;
  }
  await keys.setSecret(origin, secret, value.trim());
  void vscode.window.showInformationMessage(
    vscode.l10n.t('The secret “{0}” for {1} is stored.', secret, host),
  );
  return true;
}

function chosen(names: readonly string[]): Thenable<string | undefined> {
  return vscode.window.showQuickPick(names, {
    title: vscode.l10n.t('Set Secret'),
    placeHolder: vscode.l10n.t('Which secret shall be set?'),
  });
}
