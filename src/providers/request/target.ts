import { hostOf, type Connection, type Provider } from '../../core/connections/connection';
import { VisionError } from '../../core/errors';
import type { HeaderTemplates } from '../../core/connections/headers';
import { maxAzureImages } from '../../core/images/images';
import { isServerlessHost } from '../endpoints/azureEndpoint';
import { tokenRequestOf } from '../endpoints/cloud';
import { isEndpointProblem, parseEndpoint } from '../endpoints/endpoint';
import { withoutChat } from '../endpoints/openaiEndpoint';
import { enhancementsOf, type Enhancements } from './enhancements';
import type { TokenRequest } from './network';

/** A connection made ready for requests. */
export interface Target {
  readonly provider: Provider;
  /** `/models` is appended to it. */
  readonly baseUrl: string;
  /** Where chat requests go, with the query. */
  readonly chatUrl: string;
  readonly origin: string;
  readonly host: string;
  readonly deployment: string;
  /** `model` of the request's body; a classic deployment has it in its path. */
  readonly model?: string;
  /** What the model is called by its makers, where the settings tell. */
  readonly modelName?: string;
  readonly keyHeader: 'api-key' | 'Authorization' | 'Ocp-Apim-Subscription-Key';
  readonly needsKey: boolean;
  /** Which token of Microsoft Entra ID signs requests; absent where none does. */
  readonly token?: TokenRequest;
  readonly headers?: HeaderTemplates;
  /** The limit on a reply's tokens by its present or by its former name. */
  readonly limitName: 'max_completion_tokens' | 'max_tokens';
  readonly streamOptions: boolean;
  readonly maxImages: number;
  /** Present where requests about one image have them. */
  readonly enhancements?: Enhancements;
}

/** What of a target decides how requests to it are signed. */
export type SignedTarget = Pick<
  Target,
  'origin' | 'host' | 'deployment' | 'keyHeader' | 'needsKey' | 'token' | 'headers'
>;

/** Classic api-versions know `max_completion_tokens` and `stream_options` from this date on. */
const presentParameters = '2024-09-01';

/** A connection in, its target out. Throws `connectionInvalid` where the endpoint is not understood. */
export function targetOf(connection: Connection): Target {
  const parsed = parseEndpoint(connection.endpoint, connection.provider);
  if (isEndpointProblem(parsed)) {
    throw new VisionError('connectionInvalid', { deployment: connection.deployment });
  }
  const { endpoint, provider } = parsed;
  const { origin, hostname } = new URL(endpoint);
  if (connection.auth === 'entra' && provider !== 'azure') {
    throw new VisionError('connectionInvalid', { deployment: connection.deployment });
  }
  const common = {
    provider,
    origin,
    host: hostOf(endpoint),
    deployment: connection.deployment,
    needsKey: (connection.auth ?? 'key') === 'key',
    ...(connection.auth === 'entra' && { token: tokenRequestOf(connection) }),
    ...(connection.model !== undefined && { modelName: connection.model }),
    ...(connection.headers && { headers: connection.headers }),
  };
  if (provider === 'openai' || isServerlessHost(hostname)) {
    const baseUrl = provider === 'openai' ? withoutChat(endpoint) : `${endpoint}/v1`;
    return {
      ...common,
      baseUrl,
      chatUrl: `${baseUrl}/chat/completions`,
      model: connection.deployment,
      keyHeader: 'Authorization',
      limitName: hostname === 'api.openai.com' ? 'max_completion_tokens' : 'max_tokens',
      streamOptions: true,
      maxImages: provider === 'openai' ? Infinity : maxAzureImages,
    };
  }
  const apiVersion = connection.apiVersion ?? parsed.apiVersion;
  const route = azureRoute(endpoint, connection.deployment, apiVersion);
  const enhancements = enhancementsOf(connection, route.baseUrl, apiVersion);
  return {
    ...common,
    ...route,
    ...(enhancements && { enhancements }),
    keyHeader: 'api-key',
    maxImages: maxAzureImages,
  };
}

function azureRoute(endpoint: string, deployment: string, apiVersion: string | undefined) {
  if (apiVersion === undefined) {
    const baseUrl = `${endpoint}/openai/v1`;
    return {
      baseUrl,
      chatUrl: `${baseUrl}/chat/completions`,
      model: deployment,
      limitName: 'max_completion_tokens',
      streamOptions: true,
    } as const;
  }
  const isPresent = apiVersion.slice(0, presentParameters.length) >= presentParameters;
  const baseUrl = `${endpoint}/openai/deployments/${encodeURIComponent(deployment)}`;
  return {
    baseUrl,
    chatUrl: `${baseUrl}/chat/completions?api-version=${encodeURIComponent(apiVersion)}`,
    limitName: isPresent ? 'max_completion_tokens' : 'max_tokens',
    streamOptions: isPresent,
  } as const;
}
