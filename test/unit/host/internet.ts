import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { imagesIn } from '../../../src/core/conversation/message';
import { download, type Surroundings } from '../../../src/host/images/download/download';
import { isPublicAddress } from '../../../src/host/images/download/publicAddress';
import { failureOf, requestWith, serve } from '../providers/support';

export const never = new AbortController().signal;
const [image] = imagesIn(requestWith(1).messages);
assert.ok(image);
export const png = Buffer.from(image.bytes);

/** The names that resolve; the tests' servers are where `pictures.example` is. */
const names: Readonly<Record<string, readonly string[]>> = {
  'pictures.example': ['127.0.0.1'],
  'inside.example': ['192.168.0.7'],
  'both.example': ['127.0.0.1', '10.0.0.1'],
  'six.example': ['fd00::1'],
  'nowhere.example': [],
};

/** An internet in which 127.0.0.1 is the only address of this machine that counts as public. */
export function surroundings(
  change: Partial<Surroundings> = {},
): Partial<Surroundings> & { resolved: string[] } {
  const resolved: string[] = [];
  return {
    resolved,
    resolve(hostname) {
      resolved.push(hostname);
      const found = names[hostname];
      return found
        ? Promise.resolve(found.map((address) => ({ address, family: 4 })))
        : Promise.reject(Object.assign(new Error('not found'), { code: 'ENOTFOUND' }));
    },
    isPublic: (address) => address === '127.0.0.1' || isPublicAddress(address),
    milliseconds: 5_000,
    ...change,
  };
}

export interface Pictures {
  /** On `pictures.example`. */
  readonly url: (path: string) => URL;
  readonly requests: IncomingMessage[];
}

export type Handler = (response: ServerResponse, request: IncomingMessage) => void;

export async function serving(handle: Handler): Promise<Pictures> {
  const requests: IncomingMessage[] = [];
  const { url } = await serve((request, response) => {
    requests.push(request);
    handle(response, request);
  });
  const { port } = new URL(url);
  return { requests, url: (path) => new URL(path, `http://pictures.example:${port}`) };
}

/** Resolves when a socket is closed, also where it was reset. */
export function closeOf(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.destroyed) {
      resolve();
    } else {
      socket.once('close', () => resolve());
    }
  });
}

export const sendPng: Handler = (response) => response.end(png);

/** The details of a download's refusal, which must be for that reason. */
export async function refusal(url: URL, code: string, change?: Partial<Surroundings>) {
  const details = await failureOf(download(url, never, surroundings(change)), 'urlRefused');
  assert.equal(details.code, code);
  return details;
}
