import { isLoopback, type Connection } from '../../core/connections/connection';
import { filled, secretsIn } from '../../core/connections/headers';
import { VisionError } from '../../core/errors';
import { cloudOf } from '../endpoints/cloud';
import { plainWords } from '../reply/words';
import { checkConfirmed } from './confirmation';
import { visionSource } from './enhancements';
import type { Network, TokenRequest } from './network';
import { targetOf, type SignedTarget } from './target';

/** How a request proves who asks: its headers, and the secrets that no text may repeat. */
export interface Credentials {
  readonly headers: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
}

/** Set by the client, by fetch, or for one hop of the way only. */
const reserved =
  /^(?:accept|accept-encoding|connection|content-encoding|content-length|content-type|cookie2?|expect|host|http2-settings|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|via)$/;

/** Set by the client with a key; with a token, `api-key` may be that of a gateway before the resource. */
const setWithKey = ['authorization', 'api-key'];
const setWithToken = ['authorization'];

/** Shorter values are no secret, and removing them would garble what a server says. */
const shortestRemoved = 4;

/**
 * The headers of a request to a target, asked anew for each. Throws `hostNotConfirmed` as
 * `checkConfirmed` does, `keyMissing`, `signInNeeded`, `keyRefused` for a key that no header can hold,
 * `secretMissing` or `headerInvalid`.
 */
export async function credentialsFor(target: SignedTarget, network: Network): Promise<Credentials> {
  checkConfirmed(target, network);
  return withExtraHeaders(target, network, await ownCredentials(target, network));
}

/**
 * Looks whether a request to a connection could be sent, so that the user is told before they decide
 * about it. Throws as `credentialsFor` and `visionSource` do, but sends nothing and signs nobody in.
 */
export async function checkCredentials(connection: Connection, network: Network): Promise<void> {
  const target = targetOf(connection);
  checkConfirmed(target, network);
  const none = { headers: {}, secrets: [] };
  const own = target.token ? none : await ownCredentials(target, network);
  await withExtraHeaders(target, network, own);
  if (target.enhancements) {
    await visionSource(target.enhancements, target.deployment, network);
  }
}

async function ownCredentials(target: SignedTarget, network: Network): Promise<Credentials> {
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
    headers: { [keyHeader]: keyHeader === 'Authorization' ? `Bearer ${key}` : key },
    secrets: [key],
  };
}

async function signIn(
  { origin, host, deployment }: SignedTarget,
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
    const serverMessage = plainWords(error instanceof Error ? error.message : String(error));
    const words = serverMessage === '' ? {} : { serverMessage };
    throw new VisionError('signInNeeded', { ...details, ...words }, { cause: error });
  }
  if (token === undefined || !/^[\x21-\x7e]+$/.test(token)) {
    throw new VisionError('signInNeeded', details);
  }
  return token;
}

/**
 * Adds the connection's own headers to the credentials. Throws `headerInvalid` for one that the client
 * sets itself, that HTTP does not allow or that stands there in two spellings, `secretMissing` for a secret that is not stored.
 */
async function withExtraHeaders(
  { headers = {}, needsKey, token, origin, host, deployment }: SignedTarget,
  network: Network,
  credentials: Credentials,
): Promise<Credentials> {
  const own = needsKey ? setWithKey : token ? setWithToken : [];
  const names = new Set<string>();
  for (const header of Object.keys(headers)) {
    const name = header.toLowerCase();
    if (reserved.test(name) || own.includes(name)) {
      throw new VisionError('headerInvalid', { host, deployment, header, code: 'reserved' });
    }
    if (names.has(name)) {
      throw new VisionError('headerInvalid', { host, deployment, header, code: 'twice' });
    }
    names.add(name);
  }
  const secrets = new Map<string, string>();
  for (const name of secretsIn(headers)) {
    const value = (await network.secret(origin, name))?.trim();
    if (value === undefined || value === '') {
      throw new VisionError('secretMissing', { host, deployment, secretName: name });
    }
    secrets.set(name, value);
  }
  const extra = Object.entries(headers).map(([name, value]) => [name, filled(value, secrets)]);
  for (const [header = '', value = ''] of extra) {
    // fetch would repeat such a value in its own error text.
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(header) || !/^[\t\x20-\x7e]+$/.test(value)) {
      throw new VisionError('headerInvalid', { host, deployment, header });
    }
  }
  const values = extra.map(([, value = '']) => value.replace(/^Bearer /, ''));
  return {
    headers: { ...(Object.fromEntries(extra) as Record<string, string>), ...credentials.headers },
    secrets: [
      ...credentials.secrets,
      ...secrets.values(),
      ...values.filter(({ length }) => length >= shortestRemoved),
    ],
  };
}
