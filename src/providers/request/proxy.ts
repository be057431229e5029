import { fieldsOf, textOf } from '../json';

/**
 * The code of a failed fetch where it was the proxy that failed: `PROXY_407` for a status with which
 * it refused to connect, `PROXY_ECONNREFUSED` and the like where it was not reached itself. Undefined
 * for what failed at `url` or cannot be told apart from that.
 */
export function proxyFailure(error: unknown, url: URL): string | undefined {
  const { cause, code, message, hostname, port } = fieldsOf(error);
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
  return typeof cause === 'object' && cause !== null ? proxyFailure(cause, url) : undefined;
}

function portOf({ port, protocol }: URL): number {
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}
