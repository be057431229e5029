import * as vscode from 'vscode';
import { hostOf } from '../../core/connections/connection';
import { loadProviders } from '../../host/chunks';
import type { Services } from '../../host/services';
import { findConnection } from './findConnection';

/** Asks whether a connection's host may be sent to, where that needs the user's word. True where it may. */
export async function confirmHost(services: Services, name?: string): Promise<boolean> {
  const connection = await findConnection(
    services,
    name,
    vscode.l10n.t('Which connection may be used?'),
  );
  if (connection === undefined) {
    return false;
  }
  const { confirmationFor } = await loadProviders();
  const reason = confirmationFor(connection);
  return (
    reason === undefined || services.confirmedHosts.confirm(hostOf(connection.endpoint), reason)
  );
}
