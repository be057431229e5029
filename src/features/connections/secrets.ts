import * as vscode from 'vscode';
import { hostOf } from '../../core/connections/connection';
import { secretsIn } from '../../core/connections/headers';
import { keyOrigin } from '../../host/connections/connections';
import { asking, back, type QuickInput } from '../../host/quickInput';
import type { Services } from '../../host/services';
import { secretWritten } from '../../host/writes';
import { enterSecret } from './enterSecret';
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
  const { keys, quickInput } = services;
  const origin = keyOrigin(connection);
  const host = hostOf(connection.endpoint);
  const names = secretsIn(connection.headers);
  if (names.length === 0) {
    const words = vscode.l10n.t('No header of “{0}” refers to a secret.', connection.name);
    void quickInput.showInformationMessage(words, {});
    return false;
  }
  const known = await Promise.all(names.map((each) => keys.secret(origin, each)));
  const missing = names.find((_, index) => known[index] === undefined);
  const secret = missing ?? (names[1] === undefined ? names[0] : await chosen(quickInput, names));
  if (secret === undefined) {
    return false;
  }
  const value = await enterSecret(quickInput, {
    title: vscode.l10n.t('Set Secret'),
    prompt: vscode.l10n.t(
      'Secret “{0}” for {1}. It is kept in the secret storage of VS Code and sent there only.',
      secret,
      host,
    ),
    missing: vscode.l10n.t('Paste the secret.'),
  });
  if (value === undefined) {
    return false;
  }
  const failed = vscode.l10n.t(
    'The secret “{0}” for {1} was not stored; one that was stored before is still there.',
    secret,
    host,
  );
  const store = (): Promise<void> => keys.setSecret(origin, secret, value);
  if (!(await secretWritten(quickInput, failed, store))) {
    return false;
  }
  const words = vscode.l10n.t('The secret “{0}” for {1} is stored.', secret, host);
  void quickInput.showInformationMessage(words, {});
  return true;
}

async function chosen(
  quickInput: QuickInput,
  names: readonly string[],
): Promise<string | undefined> {
  const picked = await asking(quickInput, (session) =>
    session.pick({
      title: vscode.l10n.t('Set Secret'),
      placeholder: vscode.l10n.t('Which secret shall be set?'),
      items: names.map((label) => ({ label })),
    }),
  );
  return picked === back ? undefined : picked?.label;
}
