import * as vscode from 'vscode';
import { hostOf } from '../../core/connections/connection';
import type { Services } from '../../host/services';
import { findConnection } from './findConnection';

/** Asks whether a connection may use plain HTTP. True where it may. */
export async function confirmHost(services: Services, name?: string): Promise<boolean> {
  const connection = await findConnection(
    services,
    name,
    vscode.l10n.t('Which connection may use plain HTTP?'),
  );
  return connection !== undefined && services.plainHosts.confirm(hostOf(connection.endpoint));
}
