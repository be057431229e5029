import assert from 'node:assert/strict';
import { userMessage } from '../../../src/core/conversation/message';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Connection } from '../../../src/core/connections/connection';
import { isVisionError, type VisionErrorKind } from '../../../src/core/errors';
import type { Image } from '../../../src/core/images/images';
import type { ReplyEvent } from '../../../src/core/conversation/reply';
import type { VisionRequest } from '../../../src/core/conversation/request';
import {
  usualPatience,
  type HttpRecord,
  type Network,
  type Patience,
} from '../../../src/providers';

export const key = 'f00dfeedf00dfeedf00dfeedf00dfeed';

/** A request that is not sent again, so that its first failure is the one that is seen. */
export const singleTry: Patience = { ...usualPatience, tries: 1 };

/**
 * A network with the given keys by origin, secrets by `ORIGIN NAME`; records what is told to the log.
 * Every host is confirmed for requests without a key, and none for anything else.
 */
export function networkWith(
  keys: Readonly<Record<string, string>> = {},
  fetch: typeof globalThis.fetch = globalThis.fetch,
  token: Network['token'] = () => Promise.resolve(undefined),
  secrets: Readonly<Record<string, string>> = {},
): Network & { readonly records: HttpRecord[] } {
  const records: HttpRecord[] = [];
  return {
    fetch,
    key: (origin) => Promise.resolve(keys[origin]),
    token,
    secret: (origin, name) => Promise.resolve(secrets[`${origin} ${name}`]),
    mayUsePlainHttp: () => false,
    mayUseToken: () => false,
    maySendUnsigned: () => true,
    record: (entry) => void records.push(entry),
    lessons: new Map(),
    records,
  };
}

export interface Sent {
  readonly url: string;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

/** A fetch that answers from a list (its last entry for ever) and keeps what it was sent. */
export function scriptedFetch(...answers: (() => Response)[]): {
  fetch: typeof globalThis.fetch;
  sent: Sent[];
} {
  const sent: Sent[] = [];
  const fetch: typeof globalThis.fetch = (input, init) => {
    assert.ok(typeof input === 'string' && init);
    assert.equal(init.redirect, 'manual');
    const text = init.body instanceof Uint8Array ? new TextDecoder().decode(init.body) : '{}';
    sent.push({
      url: input,
      headers: new Headers(init.headers),
      body: JSON.parse(text) as Record<string, unknown>,
    });
    const answer = answers[Math.min(sent.length, answers.length) - 1];
    assert.ok(answer);
    return Promise.resolve(answer());
  };
  return { fetch, sent };
}

/** A body that arrives in pieces, cut anywhere, also inside characters; the same for the same seed. */
export function pieces(text: string, seed: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  const bytes = new TextEncoder().encode(text);
  let state = seed;
  let start = 0;
  return new ReadableStream({
    pull(controller) {
      if (start >= bytes.length) {
        controller.close();
        return;
      }
      state = (state * 1103515245 + 12345) % 2147483648;
      const end = start + 1 + (state % 40);
      controller.enqueue(bytes.slice(start, end));
      start = end;
    },
  });
}

/** An event stream of these chunks (a text stands for itself), ended with `[DONE]`. */
export function eventStream(chunks: readonly unknown[], newline = '\n'): string {
  return [...chunks, '[DONE]']
    .map((chunk) => `data: ${typeof chunk === 'string' ? chunk : JSON.stringify(chunk)}`)
    .map((event) => event + newline + newline)
    .join('');
}

export function streamed(
  text: string,
  { seed = 1, type = 'text/event-stream' }: { seed?: number; type?: string } = {},
): Response {
  return new Response(pieces(text, seed), {
    headers: { 'content-type': type, 'apim-request-id': 'request-7' },
  });
}

/** A chunk with one choice. */
export function chunk(delta: object, rest: object = {}): object {
  return {
    model: 'gpt-4o-2024-11-20',
    choices: [{ index: 0, delta, finish_reason: null, ...rest }],
  };
}

export const okStream = eventStream([
  chunk({ content: 'Hello' }),
  chunk({}, { finish_reason: 'stop' }),
]);

let connections = 0;

/** A connection that shares nothing learned with any other. */
export function azureConnection(more: Partial<Connection> = {}): Connection {
  connections += 1;
  return {
    name: 'test',
    provider: 'azure',
    endpoint: 'https://contoso.openai.azure.com',
    deployment: `vision-${connections}`,
    auth: 'none',
    ...more,
  };
}

/** A whole PNG. */
const square =
  'iVBORw0KGgoAAAANSUhEUgAAAEAAAABAAQMAAACQp+OdAAAABlBMVEXAICD////VwgFTAAAACXBIWXMAAAPoAAAD6AG1e1Jr' +
  'AAAAH0lEQVQokWP4DwUMg4bBwMAAIv+PMv5jDYRBEk0QAABrcn6QHFRomQAAAABJRU5ErkJggg==';

export function requestWith(images: number, more: Partial<VisionRequest> = {}): VisionRequest {
  const image = (_: unknown, index: number): Image => ({
    name: `${index}.png`,
    type: 'image/png',
    bytes: Buffer.from(square, 'base64'),
    width: 64,
    height: 64,
  });
  return {
    system: 'You look at images.',
    messages: [userMessage('What is this?', Array.from({ length: images }, image))],
    detail: 'auto',
    maxOutputTokens: 500,
    ...more,
  };
}

export async function collect(events: AsyncIterable<ReplyEvent>): Promise<ReplyEvent[]> {
  const all: ReplyEvent[] = [];
  for await (const event of events) {
    all.push(event);
  }
  return all;
}

export function textOf(events: readonly ReplyEvent[]): string {
  return events.map((event) => (event.type === 'text' ? event.text : '')).join('');
}

/** Collects what comes before the failure, and the failure, which must be a VisionError of that kind. */
export async function failure(events: AsyncIterable<ReplyEvent>, kind: VisionErrorKind) {
  const all: ReplyEvent[] = [];
  try {
    for await (const event of events) {
      all.push(event);
    }
  } catch (error) {
    assert.ok(isVisionError(error), String(error));
    assert.equal(error.kind, kind, JSON.stringify(error.details));
    return { events: all, error, details: error.details };
  }
  return assert.fail(`no ${kind}, but ${JSON.stringify(all)}`);
}

/** The details of a promise's failure, which must be a VisionError of that kind. */
export async function failureOf(promise: Promise<unknown>, kind: VisionErrorKind) {
  try {
    await promise;
  } catch (error) {
    assert.ok(isVisionError(error), String(error));
    assert.equal(error.kind, kind, JSON.stringify(error.details));
    return error.details;
  }
  return assert.fail(`no ${kind}`);
}

const openServers = new Set<() => Promise<void>>();

/** A real server on loopback; `close` ends its sockets too. */
export async function serve(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer(handle);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    openServers.delete(close);
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  openServers.add(close);
  return { url: `http://127.0.0.1:${port}`, close };
}

/** For `afterEach`: closes what a test left open. */
export async function closeServers(): Promise<void> {
  await Promise.all([...openServers].map((close) => close()));
}
