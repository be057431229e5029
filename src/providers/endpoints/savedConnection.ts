import { parseConnection, type Connection } from '../../core/connections/connection';
import { isEndpointProblem, parseEndpoint } from './endpoint';

/**
 * An item of the setting `sightline.connections` in, the connection out: its endpoint is normalised,
 * so that its label, the origin of its key, what the user agrees to and its requests all name one
 * host. Undefined where a field is missing or wrong, or the endpoint is not understood.
 */
export function savedConnection(item: unknown): Connection | undefined {
  const connection = parseConnection(item);
  if (connection === undefined) {
    return undefined;
  }
  const parsed = parseEndpoint(connection.endpoint, connection.provider);
  if (isEndpointProblem(parsed)) {
    return undefined;
  }
  const { provider, endpoint, apiVersion } = parsed;
  if (connection.auth === 'entra' && provider !== 'azure') {
    return undefined;
  }
  return { ...(apiVersion !== undefined && { apiVersion }), ...connection, provider, endpoint };
}

/** The origin of an endpoint in any form that `parseEndpoint` reads; undefined for others. */
export function endpointOrigin(text: string, provider: Connection['provider']): string | undefined {
  const parsed = parseEndpoint(text, provider);
  return isEndpointProblem(parsed) ? undefined : new URL(parsed.endpoint).origin;
}
