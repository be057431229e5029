import type { Connection } from '../../core/connections/connection';
import { loadProviders } from '../../host/chunks';
import type { Services } from '../../host/services';

/** How long a server may take, in milliseconds: a list is waiting for it. */
const patience = 3000;

/** More than this are left to Add Connection…. */
const most = 5;

/**
 * Models at a connection's server that take images and that none of `known` asks, for a user whose
 * own model takes none. Empty where the server does not tell. Never rejects.
 */
export async function imageModels(
  { connections }: Services,
  connection: Connection,
  known: readonly Connection[],
): Promise<string[]> {
  const { listModels } = await loadProviders();
  const signal = AbortSignal.timeout(patience);
  const models = await listModels(connection, connections.network, signal).catch(() => []);
  const taken = known
    .filter(({ endpoint }) => endpoint === connection.endpoint)
    .map(({ deployment }) => deployment);
  return models
    .filter(({ id, takesImages }) => takesImages === true && !taken.includes(id))
    .map(({ id }) => id)
    .slice(0, most);
}
