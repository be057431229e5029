import * as vscode from 'vscode';
import { hostOf } from '../../core/connections/connection';
import { loadProviders } from '../../host/chunks';
import type { Services } from '../../host/services';
import { findConnection } from './findConnection';

/**
 * Asks whether a connection's host may be sent to, or that of its Azure AI Vision resource where `host` is that,
 * if it needs the user's word. True where it may.
 */
export async function confirmHost(
  services: Services,
  name?: string,
  host?: string,
): Promise<boolean> {
  const connection = await findConnection(
    services,
    name,
    vscode.l10n.t('Which connection may be used?'),
  );
  if (connection === undefined) {
    return false;
  }
  const { confirmationFor, visionConfirmation } = await loadProviders();
  const { endpoint, vision } = connection;
  const own = hostOf(endpoint);
  const isVision = vision !== undefined && host === hostOf(vision.endpoint) && host !== own;
  const reason = isVision
    ? await visionConfirmation(connection, services.connections.network)
    : confirmationFor(connection);
  return reason === undefined || services.confirmedHosts.confirm(isVision ? host : own, reason);
}
