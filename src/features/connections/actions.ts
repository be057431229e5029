import * as vscode from 'vscode';
import type { ActionTarget } from '../../host/actions';
import { withoutLinks } from '../../host/plainMessage';
import type { Services } from '../../host/services';
import type { ConnectionCommand } from './index';

/** The buttons of errors and notices that are about connections. */
export function registerConnectionActions(
  services: Services,
  run: (id: ConnectionCommand, name?: string, host?: string) => Promise<unknown>,
): vscode.Disposable {
  const { actions, connections } = services;
  const command =
    (id: ConnectionCommand) =>
    async ({ connection, error }: ActionTarget): Promise<boolean> =>
      (await run(id, connection, error?.details.host)) === true;
  const register = (
    id: string,
    label: () => string,
    act: (target: ActionTarget) => Promise<boolean>,
  ) => actions.register(id, { label, run: act });
  return vscode.Disposable.from(
    register('setKey', () => vscode.l10n.t('Set API Key…'), command('sightline.setApiKey')),
    register('setSecret', () => vscode.l10n.t('Enter Secret…'), command('sightline.setSecret')),
    register('confirmHost', () => vscode.l10n.t('Allow Host…'), command('sightline.confirmHost')),
    register(
      'addConnection',
      () => vscode.l10n.t('Add Connection…'),
      command('sightline.addConnection'),
    ),
    register(
      'selectConnection',
      () => vscode.l10n.t('Select Connection…'),
      command('sightline.selectConnection'),
    ),
    register(
      'testConnection',
      () => vscode.l10n.t('Test Connection'),
      command('sightline.testConnection'),
    ),
    register(
      'signIn',
      () => vscode.l10n.t('Sign In…'),
      (target) => signIn(connections, target),
    ),
    register('openSettings', () => vscode.l10n.t('Open Settings'), openConnectionSettings),
  );
}

/** Who is not signed in is asked to when the question goes out again; a refused session has to be replaced. */
async function signIn(
  connections: Services['connections'],
  { connection: name, error }: ActionTarget,
): Promise<boolean> {
  const all = error?.kind === 'signInRefused' ? await connections.all() : [];
  const connection = all.find((one) => one.name === name);
  if (connection === undefined) {
    return true;
  }
  try {
    return await connections.signInAnew(connection);
  } catch (reason) {
    const words = reason instanceof Error ? reason.message : String(reason);
    const message = vscode.l10n.t('The sign-in failed: {0}', words);
    void vscode.window.showErrorMessage(withoutLinks(message));
    return false;
  }
}

/** Connections belong to the machine: in a remote window they stand among the remote settings. */
async function openConnectionSettings(): Promise<boolean> {
  await vscode.commands.executeCommand(
    vscode.env.remoteName === undefined
      ? 'workbench.action.openSettings'
      : 'workbench.action.openRemoteSettings',
    { query: '@ext:sightline.sightline connection' },
  );
  return false;
}
