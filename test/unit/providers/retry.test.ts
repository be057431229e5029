import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import {
  VisionError,
  type VisionErrorDetails,
  type VisionErrorKind,
} from '../../../src/core/errors';
import type { ReplyEvent } from '../../../src/core/conversation/reply';
import { chatAnswer, usualPatience } from '../../../src/providers';
import { withRetries } from '../../../src/providers/request/retry';
import {
  azureConnection,
  chunk,
  closeServers,
  collect,
  eventStream,
  failure,
  networkWith,
  okStream,
  requestWith,
  serve,
  textOf,
} from './support';

const never = new AbortController().signal;
const quick = { ...usualPatience, backOff: 2 };

type Reply = (response: ServerResponse) => void;

const fails =
  (status: number, headers: Record<string, string> = {}): Reply =>
  (response) =>
    response.writeHead(status, headers).end('{"error":{"message":"Not now."}}');
const succeeds: Reply = (response) =>
  response.writeHead(200, { 'content-type': 'text/event-stream' }).end(okStream);
const resets: Reply = (response) => response.socket?.resetAndDestroy();
const isCut =
  (text: string): Reply =>
  (response) =>
    response
      .writeHead(200, { 'content-type': 'text/event-stream' })
      .end(eventStream([text === '' ? chunk({ role: 'assistant' }) : chunk({ content: text })]));

/** Asks a server that answers with these replies in turn. */
async function asking(...replies: Reply[]) {
  let count = 0;
  const server = await serve((request, response) => {
    request.resume().on('end', () => replies[Math.min(count++, replies.length - 1)]?.(response));
  });
  const connection = azureConnection({ provider: 'openai', endpoint: server.url, auth: 'none' });
  const network = networkWith();
  return {
    answer: chatAnswer(connection, network, quick)(requestWith(1), never),
    network,
    count: () => count,
  };
}

function pauses(events: readonly ReplyEvent[]): VisionErrorKind[] {
  return events.flatMap((event) => (event.type === 'waiting' ? [event.waiting.kind] : []));
}

describe('a request that fails', () => {
  after(closeServers);

  const passing: [string, VisionErrorKind, Reply][] = [
    ['429', 'rateLimited', fails(429)],
    ['429 with Retry-After', 'rateLimited', fails(429, { 'retry-after': '0' })],
    ['429 with retry-after-ms', 'rateLimited', fails(429, { 'retry-after-ms': '3' })],
    ['503 with Retry-After', 'serverFailed', fails(503, { 'retry-after': '0' })],
    ['500', 'serverFailed', fails(500)],
    ['502', 'serverFailed', fails(502)],
    ['504', 'timeout', fails(504)],
    ['408', 'timeout', fails(408)],
    ['529', 'serverFailed', fails(529)],
    ['a reset', 'unreachable', resets],
    ['a stream that is cut before its text', 'replyCut', isCut('')],
  ];
  for (const [what, kind, reply] of passing) {
    it(`with ${what} is sent again, and answered`, async () => {
      const { answer, count } = await asking(reply, reply, succeeds);
      const events = await collect(answer);
      assert.deepEqual(pauses(events), [kind, kind]);
      assert.equal(textOf(events), 'Hello');
      assert.equal(count(), 3);
    });

    it(`with ${what} is sent three times at most, and each try recorded`, async () => {
      const { answer, count, network } = await asking(reply);
      const { events } = await failure(answer, kind);
      assert.equal(pauses(events).length, 2);
      assert.equal(count(), 3);
      assert.equal(network.records.length, 3);
    });
  }

  const lasting: [string, VisionErrorKind, Reply][] = [
    ['400', 'badRequest', fails(400)],
    ['401', 'keyMissing', fails(401)],
    ['403', 'forbidden', fails(403)],
    ['404', 'deploymentNotFound', fails(404)],
    ['413', 'requestTooLarge', fails(413)],
    ['501', 'serverFailed', fails(501)],
    [
      'a used-up quota (429)',
      'quotaExceeded',
      (response) => response.writeHead(429).end('{"error":{"code":"insufficient_quota"}}'),
    ],
    ['a stream that is cut after its first text', 'replyCut', isCut('Some')],
  ];
  for (const [what, kind, reply] of lasting) {
    it(`with ${what} is not sent again`, async () => {
      const { answer, count } = await asking(reply, succeeds);
      const { events } = await failure(answer, kind);
      assert.deepEqual(pauses(events), []);
      assert.equal(count(), 1);
    });
  }
});

describe('the pause before the next try', () => {
  const failing = (kind: VisionErrorKind, details: VisionErrorDetails = {}) =>
    // eslint-disable-next-line require-yield
    async function* (): AsyncGenerator<ReplyEvent> {
      await Promise.resolve();
      throw new VisionError(kind, details);
    };

  /** How long the first pause is said to be, in seconds; the wait itself is aborted. */
  async function firstPause(details: VisionErrorDetails): Promise<number> {
    const stop = new AbortController();
    for await (const event of withRetries(
      failing('rateLimited', { status: 429, ...details }),
      usualPatience,
      stop.signal,
    )) {
      assert.equal(event.type, 'waiting');
      const seconds = (event.waiting.until - Date.now()) / 1000;
      stop.abort();
      return seconds;
    }
    assert.fail('There was no pause.');
  }

  for (const seconds of [1, 90, 120]) {
    it(`is as long as the server says: ${seconds} s`, async () => {
      const pause = await firstPause({ retryAfterSeconds: seconds });
      assert.ok(pause <= seconds && pause > seconds - 0.5, String(pause));
    });
  }

  for (const seconds of [121, 3600, 86_400, 40 * 86_400, Infinity]) {
    it(`is none where the server wants ${seconds} s: the failure is told at once`, async () => {
      const details = { status: 429, retryAfterSeconds: seconds };
      const told = await failure(
        withRetries(failing('rateLimited', details), usualPatience, never),
        'rateLimited',
      );
      assert.deepEqual(told.events, []);
      assert.equal(told.details.retryAfterSeconds, seconds);
    });
  }

  it('grows with the tries and differs between clients where the server says nothing', async () => {
    const all = new Set<number>();
    for (let client = 0; client < 20; client++) {
      const pause = await firstPause({});
      assert.ok(pause > 0.4 && pause <= 1, String(pause));
      all.add(pause);
    }
    assert.ok(all.size > 10);
    const starts: number[] = [];
    const events = withRetries(failing('serverFailed'), { tries: 4, backOff: 8 }, never);
    await assert.rejects(async () => {
      for await (const event of events) {
        starts.push(event.type === 'waiting' ? event.waiting.until - Date.now() : 0);
      }
    });
    assert.equal(starts.length, 3);
    assert.ok((starts[2] ?? 0) > (starts[0] ?? 0), starts.join());
  });

  it('ends at once when it is stopped, however long it was to be', async () => {
    const stop = new AbortController();
    const tries = failing('rateLimited', { status: 429, retryAfterSeconds: 110 });
    const events: ReplyEvent[] = [];
    for await (const event of withRetries(tries, usualPatience, stop.signal)) {
      events.push(event);
      setImmediate(() => stop.abort());
    }
    assert.equal(events.length, 1);
  });
});
