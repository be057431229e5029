import * as vscode from 'vscode';
import { errorView } from '../../host/errorText';
import { fixes } from '../../host/actions';
import type { Services } from '../../host/services';
import { check, tellItWorks } from './check';
import { findConnection } from './findConnection';

/** Sends a tiny real request through a connection and says in words how it went. */
export async function testConnection(services: Services, name?: string): Promise<void> {
  const connection = await findConnection(
    services,
    name,
    vscode.l10n.t('Which connection shall be tested?'),
  );
  const outcome = connection && (await check(services, connection));
  if (connection === undefined || outcome === undefined || outcome === 'cancelled') {
    return;
  }
  if ('milliseconds' in outcome) {
    tellItWorks(connection, outcome.milliseconds);
    return;
  }
  const { title, detail, actions } = errorView(outcome.error);
  const buttons = actions.filter(({ action }) => action !== 'retry' && action !== 'testConnection');
  const picked = await vscode.window.showErrorMessage(
    `${title}. ${detail}`,
    ...buttons.map(({ label }) => label),
  );
  const { connections } = services;
  const { error } = outcome;
  const action = buttons.find(({ label }) => label === picked)?.action;
  if (action === 'showLog') {
    services.log.show();
  } else if (action && (await fixes(action, { connections, connection, error }))) {
    await testConnection(services, connection.name);
  }
}
