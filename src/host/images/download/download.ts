import dns, { type LookupAddress } from 'node:dns';
// VS Code puts its proxy and certificates into these two under their bare names only.
import http, { type IncomingMessage } from 'http';
import https from 'https';
import type { LookupFunction } from 'node:net';
import { isVisionError, VisionError } from '../../../core/errors';
import { maxImageBytes } from '../../../core/images/images';
import { readBody } from './body';
import { addressIn, urlProblem } from './imageUrl';
import { isPublicAddress } from './publicAddress';

/** What a download depends on beside its URL. */
export interface Surroundings {
  /** All addresses of a name. */
  readonly resolve: (hostname: string) => Promise<readonly LookupAddress[]>;
  readonly isPublic: (address: string) => boolean;
  /** For everything, redirects included. */
  readonly milliseconds: number;
  readonly mostBytes: number;
  /** The types that are asked for. */
  readonly accept: string;
  /** Gets the number of bytes that have come, again and again. */
  readonly progressed?: (bytes: number) => void;
}

const usual: Surroundings = {
  resolve: (hostname) => dns.promises.lookup(hostname, { all: true }),
  isPublic: isPublicAddress,
  milliseconds: 15_000,
  mostBytes: maxImageBytes,
  accept: 'image/png, image/jpeg, image/gif, image/webp, image/*;q=0.5',
};

const mostRedirects = 5;

const headers = {
  'accept-encoding': 'identity',
  'user-agent': 'Sightline',
  connection: 'close',
};

/**
 * Downloads a picture, or what `changed` asks for, from a public address: without cookies, referrer or credentials, at
 * most 20 MB in 15 seconds over five redirects. Each host on the way is resolved, checked, and connected to at
 * an address that was checked; where VS Code uses a proxy, the proxy resolves the name once more.
 * Rejects with `urlRefused`, `urlUnreachable` or `imageTooLarge`, and with the reason of `signal`.
 */
export async function download(
  url: URL,
  signal: AbortSignal,
  changed: Partial<Surroundings> = {},
): Promise<Uint8Array> {
  const surroundings = { ...usual, ...changed };
  const limited = AbortSignal.any([signal, AbortSignal.timeout(surroundings.milliseconds)]);
  let current = url;
  try {
    for (let redirects = 0; redirects <= mostRedirects; redirects++) {
      const response = await get(current, limited, surroundings);
      const next = redirectOf(response, current);
      if (next === undefined) {
        return await bytesOf(response, current, limited, surroundings);
      }
      response.destroy();
      current = next;
    }
    throw refused(current, 'redirects');
  } catch (error) {
    signal.throwIfAborted();
    if (isVisionError(error)) {
      throw error;
    }
    const code = limited.aborted ? 'ETIMEDOUT' : codeOf(error);
    throw new VisionError('urlUnreachable', { host: current.host, code }, { cause: error });
  }
}

async function get(
  url: URL,
  signal: AbortSignal,
  surroundings: Surroundings,
): Promise<IncomingMessage> {
  const addresses = await checkedAddresses(url, signal, surroundings);
  return new Promise((resolve, reject) => {
    const protocol = url.protocol === 'https:' ? https : http;
    protocol
      .request(url, {
        headers: { ...headers, accept: surroundings.accept },
        signal,
        lookup: pinnedTo(addresses),
      })
      .on('response', resolve)
      .on('upgrade', (response, socket) => {
        // An answer in another protocol (101) is no response to Node, and would never come to an end.
        socket.destroy();
        resolve(response);
      })
      .on('error', reject)
      .end();
  });
}

/** The addresses of a URL's host; rejects with `urlRefused` unless all of them are public. */
async function checkedAddresses(
  url: URL,
  signal: AbortSignal,
  { resolve, isPublic }: Surroundings,
): Promise<readonly LookupAddress[]> {
  const problem = urlProblem(url, isPublic);
  if (problem !== undefined) {
    throw refused(url, problem);
  }
  if (addressIn(url.hostname) !== undefined) {
    return []; // It is connected to as it stands.
  }
  const addresses = await Promise.race([resolve(url.hostname), aborted(signal)]);
  if (addresses.length === 0 || !addresses.every(({ address }) => isPublic(address))) {
    throw refused(url, 'private');
  }
  return addresses;
}

/** A lookup that answers what was checked, so that the name cannot mean another address by then. */
function pinnedTo(addresses: readonly LookupAddress[]): LookupFunction {
  return (hostname, { all }, callback) => {
    const [first] = addresses;
    if (first === undefined) {
      callback(new Error(`${hostname} was not checked`), []);
    } else if (all === true) {
      callback(null, [...addresses]);
    } else {
      callback(null, first.address, first.family);
    }
  };
}

/** Where a response redirects to; throws `urlRefused` for a way from HTTPS down to HTTP. */
function redirectOf({ statusCode, headers }: IncomingMessage, from: URL): URL | undefined {
  const { location } = headers;
  if (location === undefined || ![301, 302, 303, 307, 308].includes(statusCode ?? 0)) {
    return undefined;
  }
  const to = new URL(location, from);
  if (from.protocol === 'https:' && to.protocol === 'http:') {
    throw refused(to, 'insecure');
  }
  return to;
}

async function bytesOf(
  response: IncomingMessage,
  { host }: URL,
  signal: AbortSignal,
  { mostBytes, progressed }: Surroundings,
): Promise<Uint8Array> {
  const status = response.statusCode ?? 0;
  if (status !== 200) {
    response.destroy();
    throw new VisionError('urlUnreachable', { host, status });
  }
  return readBody(response, mostBytes, signal, progressed);
}

function refused({ host }: URL, code: string): VisionError {
  return new VisionError('urlRefused', { host, code });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'Error';
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const fail = (): void => reject(new Error('aborted'));
    if (signal.aborted) {
      fail();
    }
    signal.addEventListener('abort', fail, { once: true });
  });
}
