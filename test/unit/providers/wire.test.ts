import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { chatAnswer, type Patience } from '../../../src/providers';
import { deferred } from '../../support/emulator/deferred';
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
  singleTry,
} from './support';

const never = new AbortController().signal;
const some = [chunk({ content: 'Some' }), chunk({ content: ' text' })];
const begun = withoutDone(eventStream(some));
const finished = withoutDone(eventStream([...some, chunk({}, { finish_reason: 'stop' })]));
const short: Patience = { firstText: 150, nextText: 80, afterFinish: 40, tries: 1, backOff: 1 };

function withoutDone(stream: string): string {
  return stream.replace('data: [DONE]\n\n', '');
}

function connectionTo(url: string, auth: 'key' | 'none' = 'none') {
  return azureConnection({ provider: 'openai', endpoint: url, auth });
}

function startStream(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(text);
}

/** A server whose handler says when it got a request and when the client closed the socket. */
async function watchedServer(handle: (response: ServerResponse) => void) {
  const arrived = deferred();
  const closed = deferred();
  const server = await serve((request, response) => {
    response.on('close', () => closed.resolve());
    request.resume().on('end', () => {
      handle(response);
      arrived.resolve();
    });
  });
  return {
    ...server,
    arrived: arrived.promise,
    closed: closed.promise,
  };
}

describe('on the wire', () => {
  afterEach(closeServers);

  it('an abort before the headers closes the socket and ends quietly', async () => {
    const server = await watchedServer(() => undefined);
    const abort = new AbortController();
    const network = networkWith();
    const answer = chatAnswer(connectionTo(server.url), network, singleTry);
    const events = collect(answer(requestWith(1), abort.signal));
    await server.arrived;
    abort.abort();
    assert.deepEqual(await events, []);
    await server.closed;
    assert.equal(network.records[0]?.error, 'AbortError');
  });

  it('an abort in mid-stream closes the socket and keeps what came', async () => {
    const server = await watchedServer((response) => startStream(response, begun));
    const abort = new AbortController();
    const answer = chatAnswer(connectionTo(server.url), networkWith(), singleTry);
    let text = '';
    for await (const event of answer(requestWith(1), abort.signal)) {
      text += textOf([event]);
      if (text === 'Some text') {
        // While the generator waits for more, as when a user presses Stop.
        setImmediate(() => abort.abort());
      }
    }
    assert.equal(text, 'Some text');
    await server.closed;
  });

  it('a reader that stops early closes the socket', async () => {
    const server = await watchedServer((response) => startStream(response, begun));
    const answer = chatAnswer(connectionTo(server.url), networkWith(), singleTry);
    for await (const event of answer(requestWith(1), never)) {
      if (event.type === 'text') {
        break;
      }
    }
    await server.closed;
  });

  it('a socket that is cut ends with what came', async () => {
    const server = await serve((_, response) => {
      response.on('error', () => undefined);
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(begun, () => response.destroy());
    });
    const network = networkWith();
    const answer = chatAnswer(connectionTo(server.url), network, singleTry);
    const { events } = await failure(answer(requestWith(1), never), 'replyCut');
    assert.equal(textOf(events), 'Some text');
    assert.match(network.records[0]?.error ?? '', /^UND_ERR_SOCKET$|^ECONNRESET$/);
    assert.equal(network.records[0]?.status, 200);
  });

  it('a cut after the finish reason loses nothing', async () => {
    const server = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(finished, () => response.destroy());
    });
    const answer = chatAnswer(connectionTo(server.url), networkWith(), singleTry);
    const events = await collect(answer(requestWith(1), never));
    assert.deepEqual(events.at(-1), { type: 'finish', finish: { reason: 'stop' } });
  });

  it('silence is a timeout: before the headers, before the text, between texts', async () => {
    for (const [start, text] of [
      [() => undefined, ''],
      [(response: ServerResponse) => startStream(response, ': thinking\n\n'), ''],
      [(response: ServerResponse) => startStream(response, begun), 'Some text'],
    ] as const) {
      const server = await watchedServer(start);
      const answer = chatAnswer(connectionTo(server.url), networkWith(), short);
      const { events } = await failure(answer(requestWith(1), never), 'timeout');
      assert.equal(textOf(events), text);
      await server.closed;
    }
  });

  it('silence after the finish reason ends the reply', async () => {
    const server = await watchedServer((response) => startStream(response, finished));
    const answer = chatAnswer(connectionTo(server.url), networkWith(), {
      ...short,
      nextText: 60_000,
    });
    const events = await collect(answer(requestWith(1), never));
    assert.equal(events.at(-1)?.type, 'finish');
  });

  it('comments keep a reply alive', async () => {
    const limit = 300;
    const server = await serve((_, response) => {
      startStream(response, begun);
      let pings = 0;
      const timer = setInterval(() => {
        pings += 1;
        response.write(': ping\n\n');
        if (pings === 8) {
          clearInterval(timer);
          response.end(okStream);
        }
      }, limit / 6);
    });
    const patience = { ...short, nextText: limit };
    const answer = chatAnswer(connectionTo(server.url), networkWith(), patience);
    assert.equal(textOf(await collect(answer(requestWith(1), never))), 'Some textHello');
  });

  it('a reader that takes its time is no silence of the server', async () => {
    const ended = deferred();
    const server = await serve((_, response) => {
      startStream(response, begun);
      setTimeout(() => {
        response.end(okStream);
        ended.resolve();
      }, short.nextText * 2);
    });
    const answer = chatAnswer(connectionTo(server.url), networkWith(), short);
    let text = '';
    for await (const event of answer(requestWith(1), never)) {
      text += textOf([event]);
      await (text === '' ? undefined : ended.promise);
    }
    assert.equal(text, 'Some textHello');
  });

  it('compressed replies are read', async () => {
    for (const [encoding, bytes] of [
      ['gzip', gzipSync(okStream)],
      ['br', brotliCompressSync(okStream)],
    ] as const) {
      const server = await serve((_, response) => {
        response.writeHead(200, {
          'content-type': 'text/event-stream',
          'content-encoding': encoding,
        });
        response.end(bytes);
      });
      const answer = chatAnswer(connectionTo(server.url), networkWith(), singleTry);
      assert.equal(textOf(await collect(answer(requestWith(1), never))), 'Hello');
    }
  });

  it('what cannot be reached says why', async () => {
    const server = await serve(() => undefined);
    await server.close();
    const network = networkWith();
    const answer = chatAnswer(connectionTo(server.url), network, singleTry);
    assert.equal(
      (await failure(answer(requestWith(1), never), 'unreachable')).details.code,
      'ECONNREFUSED',
    );
    assert.equal(network.records[0]?.error, 'ECONNREFUSED');
    const unknown = chatAnswer(connectionTo('https://nobody.invalid'), networkWith(), singleTry);
    const { details } = await failure(unknown(requestWith(1), never), 'unreachable');
    assert.match(details.code ?? '', /^ENOTFOUND$|^EAI_AGAIN$/);
  });

  it('a server that speaks no HTTP or hangs up is unreachable', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.destroy());
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    for (const scheme of ['http', 'https']) {
      const answer = chatAnswer(
        connectionTo(`${scheme}://127.0.0.1:${port}`),
        networkWith(),
        singleTry,
      );
      const { details } = await failure(answer(requestWith(1), never), 'unreachable');
      assert.match(details.code ?? '', /^[A-Z_]+$/);
    }
    server.close();
  });
});
