import * as vscode from 'vscode';
import { hostOf } from '../../core/connection';
import { loadProviders } from '../../host/chunks';
import type { Services } from '../../host/services';
import { useConnection } from '../../host/settings';
import { addConnection } from './addConnection';

interface ConnectionItem extends vscode.QuickPickItem {
  /** Undefined for Add Connection…. */
  readonly connection?: string;
}

/** Lets the user choose which connection answers. True when another one was chosen or added. */
export async function selectConnection(services: Services): Promise<boolean> {
  const connections = await services.connections.all();
  const current = await services.connections.current().catch(() => undefined);
  const { isBlind } = await loadProviders();
  const items: ConnectionItem[] = [
    ...connections.map((connection) => {
      const { name, deployment, endpoint } = connection;
      return {
        connection: name,
        label: `${name === current?.name ? '$(check) ' : ''}${name}`,
        description: vscode.l10n.t('{0} at {1}', deployment, hostOf(endpoint)),
        ...(isBlind(connection) && { detail: vscode.l10n.t('This model takes no images.') }),
      };
    }),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: `$(add) ${vscode.l10n.t('Add Connection…')}` },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Select Connection'),
    placeHolder: vscode.l10n.t('Which connection shall answer?'),
    matchOnDescription: true,
  });
  if (picked === undefined) {
    return false;
  }
  if (picked.connection === undefined) {
    return addConnection(services);
  }
  await useConnection(picked.connection);
  return picked.connection !== current?.name;
}
