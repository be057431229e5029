import * as vscode from 'vscode';
import { hostOf, type Connection } from '../../core/connections/connection';
import { loadProviders } from '../../host/chunks';
import { offlineName } from '../../host/connections/connectionNames';
import type { LanguageModel } from '../../host/connections/languageModels';
import type { Services } from '../../host/services';
import { imageModels } from './imageModels';

export interface ConnectionItem extends vscode.QuickPickItem {
  readonly connection?: string;
  /** Another model at the server of the connection in use. Without either it is Add Connection…. */
  readonly model?: string;
}

/** The user's own connections; the one named `used` is marked, and models that take no images are told. */
export async function ownItems(
  { connections: { network } }: Services,
  connections: readonly Connection[],
  used: string | undefined,
): Promise<ConnectionItem[]> {
  const { takesImages } = await loadProviders();
  return connections.map((connection) => {
    const { name, deployment, endpoint } = connection;
    return {
      connection: name,
      label: marked(name, name === used),
      description: vscode.l10n.t('{0} at {1}', deployment, hostOf(endpoint)),
      ...(takesImages(connection, network) === false && {
        detail: vscode.l10n.t('This model takes no images.'),
      }),
    };
  });
}

/** Where the model in use takes no images, those of its server that do. */
export async function imageModelItems(
  services: Services,
  connections: readonly Connection[],
  current: Connection | undefined,
): Promise<ConnectionItem[]> {
  const { takesImages } = await loadProviders();
  const { network } = services.connections;
  if (current === undefined || takesImages(current, network) !== false) {
    return [];
  }
  return (await imageModels(services, current, connections)).map((model) => ({
    model,
    label: `$(add) ${model}`,
    description: vscode.l10n.t('{0} at {1}', model, hostOf(current.endpoint)),
    detail: vscode.l10n.t('This model of the same server takes images.'),
  }));
}

/** The models of VS Code, and the offline reader where they would answer in its place, or it is chosen. */
export function modelItems(
  models: readonly LanguageModel[],
  used: string | undefined,
): ConnectionItem[] {
  const offline = {
    connection: offlineName,
    label: marked(vscode.l10n.t('Offline text reader'), used === offlineName),
    description: vscode.l10n.t('on this computer'),
  };
  const items = models.map(({ name, label, takesImages }) => ({
    connection: name,
    label: marked(label, name === used),
    description:
      takesImages === true
        ? vscode.l10n.t('a model of VS Code')
        : vscode.l10n.t('a model of VS Code, may not take images'),
  }));
  return items[0] || used === offlineName ? [...items, offline] : [];
}

function marked(label: string, isUsed: boolean): string {
  return isUsed ? `$(check) ${label}` : label;
}
