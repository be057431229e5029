import { fieldsOf, textOf } from '../json';

/** The system's, undici's, OpenSSL's and Chromium's codes; not those of a wrong call. */
const networkCode =
  /^(?!ERR_|UND_ERR_(?:INVALID|NOT_SUPPORTED))[A-Z][A-Z\d_]+$|^ERR_(?:TLS|SSL|OSSL|HTTP|SOCKET|STREAM|PROXY|NETWORK|NAME|CONNECTION|INTERNET|ADDRESS|CERT|TIMED|TUNNEL|EMPTY|QUIC|FAILED|ABORTED|CONTENT|INCOMPLETE)/;

/** What a failed fetch says in Node and in browsers, where no code tells. */
const networkWords =
  /^(?:fetch failed|failed to fetch|load failed|network ?error|terminated|other side closed|socket hang up|proxy response|net::ERR_)|\bsocket connection to proxies\b/i;

/**
 * The code of a failure that the network is to blame for: `ENOTFOUND`, `CERT_HAS_EXPIRED`, or the error's
 * name where it has none. Undefined for any other error, which is a mistake of the program's own.
 */
export function networkFailure(error: unknown): string | undefined {
  const chain = chainOf(error);
  const code = chain
    .toReversed()
    .map((one) => textOf(fieldsOf(one).code))
    .find((found) => found !== undefined && networkCode.test(found));
  if (code !== undefined) {
    return code;
  }
  const isNetwork = chain.some((one) => {
    const { name, message } = fieldsOf(one);
    return (
      name === 'AbortError' || name === 'TimeoutError' || networkWords.test(textOf(message) ?? '')
    );
  });
  return isNetwork ? nameOf(error) : undefined;
}

/** What the log calls a failed try. */
export function nameOf(error: unknown): string {
  const { message, name } = fieldsOf(error);
  return /^net::(ERR_\w+)/.exec(textOf(message) ?? '')?.[1] ?? textOf(name) ?? 'Error';
}

/**
 * The code of a failed fetch where it was the proxy that failed: `PROXY_407` for a status with which
 * it refused to connect, `PROXY_ECONNREFUSED` and the like where it was not reached itself. Undefined
 * for what failed at `url` or cannot be told apart from that.
 */
export function proxyFailure(error: unknown, url: URL): string | undefined {
  for (const one of chainOf(error)) {
    const { code, message, hostname, port } = fieldsOf(one);
    const status = /^Proxy response \((\d{3})\)/.exec(textOf(message) ?? '')?.[1];
    if (status !== undefined) {
      return `PROXY_${status}`;
    }
    const isElsewhere =
      (typeof hostname === 'string' &&
        `[${hostname}]` !== url.hostname &&
        hostname !== url.hostname) ||
      (typeof port === 'number' && port !== portOf(url));
    if (isElsewhere && typeof code === 'string') {
      return `PROXY_${code}`;
    }
  }
  return undefined;
}

/** An error with what caused it, the outermost first. */
function chainOf(error: unknown, depth = 0): unknown[] {
  if (typeof error !== 'object' || error === null || depth > 8) {
    return [];
  }
  const { cause, errors } = fieldsOf(error);
  const inner = [cause, ...(Array.isArray(errors) ? (errors as unknown[]).slice(0, 8) : [])];
  return [error, ...inner.flatMap((one) => chainOf(one, depth + 1))];
}

function portOf({ port, protocol }: URL): number {
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}
