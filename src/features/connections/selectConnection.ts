import * as vscode from 'vscode';
import { hostOf, type Connection } from '../../core/connections/connection';
import { loadLanguageModels } from '../../host/chunks';
import { isLanguageModelName, offlineName } from '../../host/connections/connectionNames';
import { asking, back, type QuickInput } from '../../host/quickInput';
import type { Services } from '../../host/services';
import { readSettings } from '../../host/settings';
import { addConnection } from './addConnection';
import { imageModelItems, modelItems, ownItems, type ConnectionItem } from './connectionItems';
import { uniqueName } from './draft';
import { save, use } from './save';

/**
 * Lets the user choose which connection answers, or which model of VS Code, or the offline reader in
 * their place. Where the model in use takes no images, those of its server that do are on offer too.
 * True when another one was chosen or added.
 */
export async function selectConnection(services: Services): Promise<boolean> {
  const { defaultLanguageModel, languageModels, longWait } = await loadLanguageModels();
  const looking = languageModels(longWait);
  const connections = await services.connections.all();
  const found = await services.connections.current().catch(() => 'broken' as const);
  const current = found === 'broken' ? undefined : found;
  const { connection: setting } = readSettings();
  const isOther = isLanguageModelName(setting) || setting === offlineName;
  const used = async (): Promise<string | undefined> => {
    if (found !== undefined) {
      return current?.name;
    }
    return isOther ? setting : defaultLanguageModel(await looking)?.name;
  };
  const picked = await choose(
    services.quickInput,
    await ownItems(services, connections, current?.name),
    [
      imageModelItems(services, connections, current),
      looking.then(async (models) => modelItems(models, await used())),
    ],
  );
  if (picked === undefined) {
    return false;
  }
  if (picked.model !== undefined && current) {
    return save(services, besides(current, picked.model, connections));
  }
  if (picked.connection === undefined) {
    return addConnection(services);
  }
  const before = await used();
  return (await use(services, picked.connection)) && picked.connection !== before;
}

/** A connection to another model of the same server. */
function besides(
  { provider, endpoint, auth, headers }: Connection,
  deployment: string,
  connections: readonly Connection[],
): Connection {
  const taken = connections.map(({ name }) => name);
  return {
    name: uniqueName(deployment, hostOf(endpoint), taken),
    provider,
    endpoint,
    deployment,
    ...(auth && { auth }),
    ...(headers && { headers }),
  };
}

/** Shows the connections at once, and below them what is still being looked for as it comes. */
async function choose(
  quickInput: QuickInput,
  own: readonly ConnectionItem[],
  more: readonly Promise<readonly ConnectionItem[]>[],
): Promise<ConnectionItem | undefined> {
  const separator = { label: '', kind: vscode.QuickPickItemKind.Separator };
  const add = { label: `$(add) ${vscode.l10n.t('Add Connection…')}` };
  const arranged = (found: readonly ConnectionItem[]) => [...own, ...found, separator, add];
  const picked = await asking(quickInput, (session) =>
    session.pick({
      title: vscode.l10n.t('Select Connection'),
      placeholder: vscode.l10n.t('Which connection shall answer?'),
      items: arranged([]),
      more,
      arranged,
    }),
  );
  return picked === back ? undefined : picked;
}
