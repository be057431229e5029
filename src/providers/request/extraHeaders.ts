import { VisionError } from '../../core/errors';
import { filled, secretsIn } from '../../core/connections/headers';
import type { Network } from './network';
import type { Credentials, Target } from './target';

/** Set by the client, by fetch, or for one hop of the way only. */
const reserved =
  /^(?:accept|accept-encoding|connection|content-encoding|content-length|content-type|cookie2?|expect|host|http2-settings|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|via)$/;

/** Set by the client with a key; with a token, `api-key` may be that of a gateway before the resource. */
const setWithKey = ['authorization', 'api-key'];
const setWithToken = ['authorization'];

/** Shorter values are no secret, and removing them would garble what a server says. */
const shortestRemoved = 4;

/**
 * Adds the connection's own headers to the credentials. Throws `headerInvalid` for one that the client
 * sets itself, that HTTP does not allow or that stands there in two spellings, `secretMissing` for a secret that is not stored.
 */
export async function withExtraHeaders(
  { headers = {}, needsKey, token, origin, host, deployment }: Target,
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
