import * as vscode from 'vscode';
import { hostOf } from '../../core/connections/connection';
import { secretsIn } from '../../core/connections/headers';
import { asking, back } from '../../host/quickInput';
import type { Services } from '../../host/services';
import { secretWritten } from '../../host/writes';
import { enterSecret } from './enterSecret';
import { findConnection } from './findConnection';
import { save, storeKey } from './save';
import { setSecret } from './secrets';
import { whichKey } from './whichKey';

interface KeyItem extends vscode.QuickPickItem {
  readonly origin: string;
  /** Of a secret; a key has none. */
  readonly name?: string;
}

/**
 * Asks for the key of a connection, or of its Azure AI Vision resource, and stores it under its origin; a
 * connection without a key uses it from now on. `host` is the one that wants it, where that is known. True
 * when one was stored.
 */
export async function setApiKey(
  services: Services,
  name?: string,
  host?: string,
): Promise<boolean> {
  const { quickInput } = services;
  if (name === undefined && (await tellNoKeyIsNeeded(services))) {
    return false;
  }
  const connection = await findConnection(
    services,
    name,
    vscode.l10n.t('Which connection is the key for?'),
    // One without a key is meant where it is named: its server wants one after all.
    ({ auth = 'key', ...one }) =>
      auth === 'key' || one.vision !== undefined || (auth === 'none' && one.name === name),
  );
  if (connection === undefined) {
    return false;
  }
  const endpoint = await whichKey(quickInput, connection, host);
  if (endpoint === undefined) {
    return false;
  }
  const isOwn = endpoint === connection.endpoint;
  if (isOwn && connection.auth === 'none' && secretsIn(connection.headers).length > 0) {
    return setSecret(services, connection.name);
  }
  const wanting = hostOf(endpoint);
  const key = await enterSecret(quickInput, {
    title: vscode.l10n.t('Set API Key'),
    prompt: isOwn
      ? vscode.l10n.t(
          'API key for {0}. It is kept in the secret storage of VS Code and sent there only.',
          wanting,
        )
      : vscode.l10n.t(
          'Key of the Azure AI Vision resource {0}. It is kept in the secret storage of VS Code and sent to that resource only, and to {1} where that asks it for vision enhancements.',
          wanting,
          hostOf(connection.endpoint),
        ),
    missing: vscode.l10n.t('Paste the key.'),
  });
  if (key === undefined || !(await storeKey(services, { endpoint }, key))) {
    return false;
  }
  const words = vscode.l10n.t('The API key for {0} is stored.', wanting);
  void quickInput.showInformationMessage(words, {});
  return !isOwn || connection.auth !== 'none' || save(services, { ...connection, auth: 'key' });
}

/** Where a model of VS Code answers and there is no connection. True when it was told. */
async function tellNoKeyIsNeeded({ connections, quickInput }: Services): Promise<boolean> {
  const all = await connections.all();
  const model = all[0] ? undefined : await connections.languageModel().catch(() => undefined);
  if (model) {
    const words = vscode.l10n.t(
      '{0} is a model of VS Code and needs no API key: its own extension signs in.',
      model.label,
    );
    void quickInput.showInformationMessage(words, {});
  }
  return model !== undefined;
}

/** Lets the user choose an origin that a key is stored for, and deletes that key. */
export async function deleteApiKey({ keys, quickInput }: Services): Promise<void> {
  const origins = await keys.origins();
  const secrets = await keys.allSecrets();
  if (origins.length + secrets.length === 0) {
    void quickInput.showInformationMessage(vscode.l10n.t('No API key is stored.'), {});
    return;
  }
  const items: KeyItem[] = [
    ...origins.map((origin) => ({ label: origin, origin })),
    ...secrets.map(({ origin, name }) => ({
      label: origin,
      description: vscode.l10n.t('secret “{0}”', name),
      origin,
      name,
    })),
  ];
  const picked = await asking(quickInput, (session) =>
    session.pick({
      title: vscode.l10n.t('Delete API Key'),
      placeholder: vscode.l10n.t('Which key shall be deleted?'),
      items,
    }),
  );
  if (picked === undefined || picked === back) {
    return;
  }
  const { origin, name } = picked;
  const failed = vscode.l10n.t('Nothing was deleted for {0}.', hostOf(origin));
  const isDone = await secretWritten(quickInput, failed, () =>
    name === undefined ? keys.delete(origin) : keys.deleteSecret(origin, name),
  );
  if (isDone) {
    void quickInput.showInformationMessage(
      name === undefined
        ? vscode.l10n.t('The API key for {0} is deleted.', hostOf(origin))
        : vscode.l10n.t('The secret “{0}” for {1} is deleted.', name, hostOf(origin)),
      {},
    );
  }
}
