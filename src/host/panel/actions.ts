import * as vscode from 'vscode';
import type { Connection } from '../../core/connections/connection';
import type { VisionError } from '../../core/errors';
import type { ActionView, PanelAction } from '../../protocol';
import type { Connections } from '../connections/connections';

/** Buttons for actions, with their labels in the user's language. */
export function actionViews(actions: readonly PanelAction[]): ActionView[] {
  return actions.map((action) => ({ action, label: labelOf(action) }));
}

function labelOf(action: PanelAction): string {
  switch (action) {
    case 'retry':
      return vscode.l10n.t('Retry');
    case 'continue':
      return vscode.l10n.t('Raise the Limit and Continue');
    case 'shorten':
      return vscode.l10n.t('Shorten');
    case 'insert':
      return vscode.l10n.t('Insert');
    case 'setKey':
      return vscode.l10n.t('Set API Key…');
    case 'signIn':
      return vscode.l10n.t('Sign In…');
    case 'setSecret':
      return vscode.l10n.t('Enter Secret…');
    case 'confirmHost':
      return vscode.l10n.t('Allow Host…');
    case 'addConnection':
      return vscode.l10n.t('Add Connection…');
    case 'selectConnection':
      return vscode.l10n.t('Select Connection…');
    case 'testConnection':
      return vscode.l10n.t('Test Connection');
    case 'openSettings':
      return vscode.l10n.t('Open Settings');
    case 'showLog':
      return vscode.l10n.t('Show Log');
    case 'copyDetails':
      return vscode.l10n.t('Copy Details');
    case 'send':
      return vscode.l10n.t('Send');
    case 'sendParts':
      return vscode.l10n.t('Send in Parts');
    case 'sendWhole':
      return vscode.l10n.t('Send as a Whole');
    case 'cancel':
      return vscode.l10n.t('Cancel');
  }
}

/** What an action of the panel is about. */
export interface Failure {
  readonly connections: Connections;
  /** The one that answered, where it was one. */
  readonly connection: Connection | undefined;
  readonly error: VisionError | undefined;
}

/**
 * Does what an action of the panel stands for, about the connection that answered. True when it
 * changed something that makes asking again worth while.
 */
export async function fixes(action: PanelAction, failure: Failure): Promise<boolean> {
  const { connection } = failure;
  switch (action) {
    case 'setKey':
    case 'setSecret':
    case 'confirmHost':
    case 'addConnection':
    case 'selectConnection':
      return (await run(commandOf[action], connection?.name)) === true;
    case 'signIn':
      return signIn(failure);
    case 'testConnection':
      await run('sightline.testConnection', connection?.name);
      return false;
    case 'openSettings':
      await openConnectionSettings();
      return false;
    case 'retry':
    case 'continue':
    case 'shorten':
    case 'insert':
    case 'showLog':
    case 'copyDetails':
    case 'send':
    case 'sendParts':
    case 'sendWhole':
    case 'cancel':
      return false;
  }
}

/** Who is not signed in is asked to when the question goes out again; a refused session has to be replaced. */
async function signIn({ connections, connection, error }: Failure): Promise<boolean> {
  if (connection === undefined || error?.kind !== 'signInRefused') {
    return true;
  }
  try {
    return await connections.signInAnew(connection);
  } catch (reason) {
    const words = reason instanceof Error ? reason.message : String(reason);
    void vscode.window.showErrorMessage(vscode.l10n.t('The sign-in failed: {0}', words));
    return false;
  }
}

const commandOf = {
  setKey: 'sightline.setApiKey',
  setSecret: 'sightline.setSecret',
  confirmHost: 'sightline.confirmHost',
  addConnection: 'sightline.addConnection',
  selectConnection: 'sightline.selectConnection',
} as const;

/** Connections belong to the machine: in a remote window they stand among the remote settings. */
async function openConnectionSettings(): Promise<void> {
  await vscode.commands.executeCommand(
    vscode.env.remoteName === undefined
      ? 'workbench.action.openSettings'
      : 'workbench.action.openRemoteSettings',
    { query: '@ext:sightline.sightline connection' },
  );
}

function run(command: string, argument?: string): Thenable<unknown> {
  return vscode.commands.executeCommand(command, argument);
}
