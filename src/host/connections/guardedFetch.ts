import { subscribe } from 'node:diagnostics_channel';

/** A proxy may drop an idle line a few times; one that always hangs up is broken. */
const mostTries = 3;

/** After so many milliseconds without a failure, they are counted anew. */
const memory = 10_000;

/** What undici tells of a connection that failed. Source: undici, docs/docs/api/DiagnosticsChannel.md. */
interface ConnectError {
  readonly connectParams: { readonly host: string };
  readonly error: Error & { code?: string };
}

/**
 * A fetch that fails where VS Code's proxy hangs up at CONNECT. Without it undici takes that for an idle line
 * that was dropped and connects again at once, a thousand times a second, also when the request was long
 * aborted (7.29, `onError` in lib/dispatcher/client.js). Its channel tells of each such failure before it
 * decides; one with another code ends the requests that wait. Only hosts that were asked through this
 * fetch are meant. To be made once.
 */
export function guardedFetch(): typeof fetch {
  const asked = new Set<string>();
  const failures = new Map<string, { count: number; last: number }>();
  subscribe('undici:client:connectError', (message) => {
    const { connectParams, error } = message as ConnectError;
    const { host } = connectParams;
    if (error.code !== 'UND_ERR_SOCKET' || !asked.has(host)) {
      return;
    }
    const now = performance.now();
    const before = failures.get(host);
    const isRecent = before !== undefined && now - before.last < memory;
    const count = isRecent ? before.count + 1 : 1;
    failures.set(host, { count, last: now });
    if (count > mostTries) {
      error.code = 'PROXY_ECONNRESET';
    }
  });
  return (input, init) => {
    asked.add(new URL(input instanceof Request ? input.url : input).host);
    return fetch(input, init);
  };
}
