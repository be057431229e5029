import * as vscode from 'vscode';
import { hostOf, type Connection } from '../../core/connection';
import { loadProviders } from '../../host/chunks';
import type { Services } from '../../host/services';
import { saveConnection, useConnection } from '../../host/settings';
import { addConnection } from './addConnection';
import { uniqueName } from './draft';
import { sightedModels } from './sightedModels';

interface ConnectionItem extends vscode.QuickPickItem {
  readonly connection?: string;
  /** Another model at the server of the connection in use. Without either it is Add Connection…. */
  readonly model?: string;
}

/**
 * Lets the user choose which connection answers. Where the model in use takes no images, those of its
 * server that do are on offer too. True when another one was chosen or added.
 */
export async function selectConnection(services: Services): Promise<boolean> {
  const connections = await services.connections.all();
  const current = await services.connections.current().catch(() => undefined);
  const picked = await vscode.window.showQuickPick(itemsFor(services, connections, current), {
    title: vscode.l10n.t('Select Connection'),
    placeHolder: vscode.l10n.t('Which connection shall answer?'),
    matchOnDescription: true,
  });
  if (picked === undefined) {
    return false;
  }
  if (picked.model !== undefined && current) {
    const name = uniqueName(
      picked.model,
      hostOf(current.endpoint),
      connections.map((connection) => connection.name),
    );
    const { provider, endpoint, auth, headers } = current;
    await saveConnection({
      name,
      provider,
      endpoint,
      deployment: picked.model,
      ...(auth && { auth }),
      ...(headers && { headers }),
    });
    return true;
  }
  if (picked.connection === undefined) {
    return addConnection(services);
  }
  await useConnection(picked.connection);
  return picked.connection !== current?.name;
}

async function itemsFor(
  services: Services,
  connections: readonly Connection[],
  current: Connection | undefined,
): Promise<ConnectionItem[]> {
  const { isBlind } = await loadProviders();
  const others =
    current && isBlind(current) ? await sightedModels(services, current, connections) : [];
  return [
    ...connections.map((connection) => {
      const { name, deployment, endpoint } = connection;
      return {
        connection: name,
        label: `${name === current?.name ? '$(check) ' : ''}${name}`,
        description: vscode.l10n.t('{0} at {1}', deployment, hostOf(endpoint)),
        ...(isBlind(connection) && { detail: vscode.l10n.t('This model takes no images.') }),
      };
    }),
    ...others.map((model) => ({
      model,
      label: `$(add) ${model}`,
      description: vscode.l10n.t('{0} at {1}', model, hostOf(current?.endpoint ?? '')),
      detail: vscode.l10n.t('This model of the same server takes images.'),
    })),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: `$(add) ${vscode.l10n.t('Add Connection…')}` },
  ];
}
