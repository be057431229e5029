import {
  hostOf,
  isLoopback,
  type Connection,
  type HostReason,
  type Provider,
} from '../../core/connections/connection';
import { VisionError } from '../../core/errors';
import { secretsIn, type HeaderTemplates } from '../../core/connections/headers';
import { maxAzureImages } from '../../core/images/images';
import { isAzureHost, isServerlessHost } from '../endpoints/azureEndpoint';
import { cloudOf, tokenRequestOf } from '../endpoints/cloud';
import { isEndpointProblem, parseEndpoint } from '../endpoints/endpoint';
import { withExtraHeaders } from './extraHeaders';
import type { Network, TokenRequest } from './network';
import { plainWords } from '../reply/words';

/** A connection made ready for requests. */
export interface Target {
  readonly provider: Provider;
  /** `/chat/completions` and `/models` are appended to it. */
  readonly baseUrl: string;
  readonly origin: string;
  readonly host: string;
  readonly query: Readonly<Record<string, string>>;
  readonly deployment: string;
  /** `model` of the request's body; a classic deployment has it in its path. */
  readonly model?: string;
  /** What the model is called by its makers, where the settings tell. */
  readonly modelName?: string;
  readonly keyHeader: 'api-key' | 'Authorization';
  readonly needsKey: boolean;
  /** Which token of Microsoft Entra ID signs requests; absent where none does. */
  readonly token?: TokenRequest;
  readonly headers?: HeaderTemplates;
  /** The limit on a reply's tokens by its present or by its former name. */
  readonly limitName: 'max_completion_tokens' | 'max_tokens';
  readonly streamOptions: boolean;
  readonly maxImages: number;
}

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
    return {
      ...common,
      baseUrl: provider === 'openai' ? endpoint : `${endpoint}/v1`,
      query: {},
      model: connection.deployment,
      keyHeader: 'Authorization',
      limitName: hostname === 'api.openai.com' ? 'max_completion_tokens' : 'max_tokens',
      streamOptions: true,
      maxImages: provider === 'openai' ? Infinity : maxAzureImages,
    };
  }
  return {
    ...common,
    ...azureRoute(endpoint, connection.deployment, connection.apiVersion ?? parsed.apiVersion),
    keyHeader: 'api-key',
    maxImages: maxAzureImages,
  };
}

function azureRoute(endpoint: string, deployment: string, apiVersion: string | undefined) {
  if (apiVersion === undefined) {
    return {
      baseUrl: `${endpoint}/openai/v1`,
      query: {},
      model: deployment,
      limitName: 'max_completion_tokens',
      streamOptions: true,
    } as const;
  }
  const isPresent = apiVersion.slice(0, presentParameters.length) >= presentParameters;
  return {
    baseUrl: `${endpoint}/openai/deployments/${encodeURIComponent(deployment)}`,
    query: { 'api-version': apiVersion },
    limitName: isPresent ? 'max_completion_tokens' : 'max_tokens',
    streamOptions: isPresent,
  } as const;
}

/** How a request proves who asks: its headers, and the secrets that no text may repeat. */
export interface Credentials {
  readonly headers: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
}

/**
 * What the user has to allow before a connection's host is sent anything; undefined where that is
 * nothing: on this machine, at Azure's own hosts with a token, and over HTTPS where a key or a secret
 * is stored for the origin, which was the user's own doing. Throws `connectionInvalid` as `targetOf` does.
 */
export function confirmationFor(connection: Connection): HostReason | undefined {
  return neededConfirmation(targetOf(connection));
}

function neededConfirmation({ origin, token, needsKey, headers }: Target): HostReason | undefined {
  const { protocol, hostname } = new URL(origin);
  if (isLoopback(hostname)) {
    return undefined;
  }
  if (token) {
    // Over plain HTTP it never goes, confirmed or not.
    return protocol === 'http:' || isAzureHost(hostname) ? undefined : 'token';
  }
  if (protocol === 'http:') {
    return 'plainHttp';
  }
  return needsKey || secretsIn(headers).length > 0 ? undefined : 'keyless';
}

function isConfirmed(host: string, reason: HostReason, network: Network): boolean {
  switch (reason) {
    case 'plainHttp':
      return network.mayUsePlainHttp(host);
    case 'token':
      return network.mayUseToken(host);
    case 'keyless':
      return network.maySendUnsigned(host);
  }
}

/**
 * The headers of a request to a target, asked anew for each. Throws `hostNotConfirmed` for what the
 * user did not allow, see `confirmationFor`, `keyMissing`, `signInNeeded`, `keyRefused` for a key that no header
 * can hold, `secretMissing` or `headerInvalid`.
 */
export async function credentialsFor(target: Target, network: Network): Promise<Credentials> {
  const { host, deployment } = target;
  const reason = neededConfirmation(target);
  if (reason !== undefined && !isConfirmed(host, reason, network)) {
    throw new VisionError('hostNotConfirmed', { host, deployment, reason });
  }
  return withExtraHeaders(target, network, await ownCredentials(target, network));
}

async function ownCredentials(target: Target, network: Network): Promise<Credentials> {
  if (target.token) {
    const token = await signIn(target, target.token, network);
    return { headers: { Authorization: `Bearer ${token}` }, secrets: [token] };
  }
  if (!target.needsKey) {
    return { headers: {}, secrets: [] };
  }
  const { host, deployment, keyHeader } = target;
  const key = (await network.key(target.origin))?.trim();
  if (key === undefined || key === '') {
    throw new VisionError('keyMissing', { host, deployment });
  }
  // fetch would repeat such a key in its own error text.
  if (!/^[\x21-\x7e]+$/.test(key)) {
    throw new VisionError('keyRefused', { host, deployment });
  }
  return {
    headers: { [keyHeader]: keyHeader === 'api-key' ? key : `Bearer ${key}` },
    secrets: [key],
  };
}

async function signIn(
  { origin, host, deployment }: Target,
  request: TokenRequest,
  network: Network,
): Promise<string> {
  const { protocol, hostname } = new URL(origin);
  if (protocol !== 'https:' && !isLoopback(hostname)) {
    throw new VisionError('connectionInvalid', { host, deployment });
  }
  const cloud = cloudOf(hostname);
  const details = { host, deployment, ...(cloud !== 'public' && { cloud }) };
  let token: string | undefined;
  try {
    token = await network.token(request);
  } catch (error) {
    const serverMessage = plainWords(error, undefined);
    const words = serverMessage === '' ? {} : { serverMessage };
    throw new VisionError('signInNeeded', { ...details, ...words }, { cause: error });
  }
  if (token === undefined || !/^[\x21-\x7e]+$/.test(token)) {
    throw new VisionError('signInNeeded', details);
  }
  return token;
}
