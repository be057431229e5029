import assert from 'node:assert/strict';
import type { VisionErrorKind } from '../../../src/core/errors';
import { chatAnswer, listModels, type Network } from '../../../src/providers';
import {
  azureConnection,
  chunk,
  collect,
  eventStream,
  failure,
  failureOf,
  networkWith,
  okStream,
  requestWith,
  singleTry,
  streamed,
  textOf,
} from './support';

const never = new AbortController().signal;
const endpoint = 'https://llm.example.org';
const connection = azureConnection({ provider: 'openai', endpoint });

function askedWith(more: Partial<Network>, keyed = false) {
  const network = { ...networkWith({ [endpoint]: 'a-key' }), ...more };
  const answer = chatAnswer({ ...connection, auth: keyed ? 'key' : 'none' }, network, singleTry);
  return answer(requestWith(1), never);
}

/** What a fetch rejects with need not be an error. */
const rejecting = (error: unknown) => ({
  fetch: () =>
    Promise.resolve().then(() => {
      throw error;
    }),
});

function withCode(code: string, message = code): Error {
  return Object.assign(new Error(message), { code });
}

const fetchFailed = (cause?: unknown) => new TypeError('fetch failed', { cause });

describe('an error that nobody foresaw', () => {
  const unforeseen: [string, unknown][] = [
    ['a wrong call', new TypeError("Cannot read properties of undefined (reading 'x')")],
    ['a wrong argument', Object.assign(new TypeError('Bad.'), { code: 'ERR_INVALID_ARG_TYPE' })],
    ['an argument that undici refuses', withCode('UND_ERR_INVALID_ARG', 'invalid header')],
    ['a range', new RangeError('Invalid string length')],
    ['a name', new ReferenceError('x is not defined')],
    ['an error of somebody', new Error('Out of cheese.')],
    ['an error in an error', new Error('Outer', { cause: new RangeError('Inner') })],
    ['a text', 'broken'],
    ['nothing', undefined],
  ];
  for (const [what, error] of unforeseen) {
    it(`is a mistake of the program, with its cause: ${what}`, async () => {
      const told = await failure(askedWith(rejecting(error)), 'internal');
      assert.equal(told.error.cause, error);
      assert.equal(told.details.host, 'llm.example.org');
      assert.equal(told.details.code, undefined);
    });

    it(`is one also in the middle of a reply: ${what}`, async () => {
      const begun = eventStream([chunk({ content: 'Some' })]).replace('data: [DONE]\n\n', '');
      let isFirst = true;
      const body = new ReadableStream({
        pull(controller) {
          if (isFirst) {
            controller.enqueue(new TextEncoder().encode(begun));
          } else {
            controller.error(error);
          }
          isFirst = false;
        },
      });
      const fetch = () => Promise.resolve(new Response(body));
      const told = await failure(askedWith({ fetch }), 'internal');
      assert.equal(told.error.cause, error);
      assert.equal(textOf(told.events), 'Some');
    });
  }

  it('is one where the keys fail', async () => {
    const boom = new Error('The keyring is locked.');
    const keyless = await failure(askedWith({ key: () => Promise.reject(boom) }, true), 'internal');
    assert.equal(keyless.error.cause, boom);
  });

  it('is one in a list of models', async () => {
    const network = { ...networkWith(), ...rejecting(new RangeError('Invalid array length')) };
    await failureOf(listModels({ ...connection, auth: 'none' }, network, never), 'internal');
  });

  it('is not sent again', async () => {
    let tries = 0;
    const fetch = () => {
      tries += 1;
      return Promise.reject(new Error('Out of cheese.'));
    };
    const answer = chatAnswer({ ...connection, auth: 'none' }, { ...networkWith(), fetch });
    await failure(answer(requestWith(1), never), 'internal');
    assert.equal(tries, 1);
  });
});

describe('a failure of the network', () => {
  const known: [unknown, VisionErrorKind, string?][] = [
    [fetchFailed(withCode('ECONNREFUSED')), 'unreachable', 'ECONNREFUSED'],
    [fetchFailed(withCode('UND_ERR_SOCKET', 'other side closed')), 'unreachable', 'UND_ERR_SOCKET'],
    [fetchFailed(withCode('CERT_HAS_EXPIRED')), 'unreachable', 'CERT_HAS_EXPIRED'],
    [
      fetchFailed(withCode('DEPTH_ZERO_SELF_SIGNED_CERT')),
      'unreachable',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
    ],
    [
      fetchFailed(withCode('ERR_TLS_CERT_ALTNAME_INVALID')),
      'unreachable',
      'ERR_TLS_CERT_ALTNAME_INVALID',
    ],
    [
      fetchFailed(withCode('ERR_SSL_WRONG_VERSION_NUMBER')),
      'unreachable',
      'ERR_SSL_WRONG_VERSION_NUMBER',
    ],
    [
      fetchFailed(new AggregateError([withCode('ENETUNREACH'), withCode('ETIMEDOUT')])),
      'unreachable',
      'ETIMEDOUT',
    ],
    [fetchFailed(withCode('UND_ERR_HEADERS_TIMEOUT')), 'timeout', 'UND_ERR_HEADERS_TIMEOUT'],
    [fetchFailed(withCode('UND_ERR_CONNECT_TIMEOUT')), 'unreachable', 'UND_ERR_CONNECT_TIMEOUT'],
    [fetchFailed(new Error('bad port')), 'unreachable', 'TypeError'],
    [fetchFailed(), 'unreachable', 'TypeError'],
    [new TypeError('Failed to fetch'), 'unreachable', 'TypeError'],
    [new TypeError('NetworkError when attempting to fetch resource.'), 'unreachable', 'TypeError'],
    [new Error('net::ERR_NAME_NOT_RESOLVED'), 'unreachable', 'ERR_NAME_NOT_RESOLVED'],
    [withCode('ECONNRESET', 'socket hang up'), 'unreachable', 'ECONNRESET'],
    [new DOMException('Timed out.', 'TimeoutError'), 'timeout', 'TimeoutError'],
    [new Error('Proxy response (403) !== 200 when HTTP Tunneling'), 'unreachable', 'PROXY_403'],
  ];
  for (const [error, kind, code] of known) {
    it(`is known: ${code ?? ''}, ${String(error)}`, async () => {
      const { details } = await failure(askedWith(rejecting(error)), kind);
      assert.equal(details.code, code);
    });
  }

  it('that cuts a reply is no mistake of the program', async () => {
    for (const error of [
      new TypeError('terminated', { cause: withCode('UND_ERR_SOCKET') }),
      withCode('ECONNRESET'),
      new TypeError('network error'),
      new TypeError('terminated', { cause: withCode('Z_DATA_ERROR') }),
    ]) {
      const body = new ReadableStream({ pull: (controller) => controller.error(error) });
      await failure(askedWith({ fetch: () => Promise.resolve(new Response(body)) }), 'replyCut');
    }
  });
});

describe('what a server repeats of a secret', () => {
  const secret = 'sk-Q7/x+9"r&<Zy\\3=a%4~';
  const encodings: [string, string][] = [
    ['as it is', secret],
    ['escaped for JSON', JSON.stringify(secret).slice(1, -1)],
    [
      'escaped as code points',
      Array.from(secret)
        .map((c) => `\\u00${c.charCodeAt(0).toString(16)}`)
        .join(''),
    ],
    ['percent-encoded', encodeURIComponent(secret)],
    [
      'percent-encoded in lower case',
      encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase()),
    ],
    [
      'percent-encoded throughout',
      Array.from(secret)
        .map((c) => `%${c.charCodeAt(0).toString(16)}`)
        .join(''),
    ],
    [
      'escaped for HTML',
      secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&#34;'),
    ],
    ['in base64', btoa(secret)],
    ['in base64 behind a name', btoa(`user:${secret}`)],
    ['in base64 behind two letters', btoa(`ab${secret}!`)],
    ['in base64 for URLs', Buffer.from(`x${secret}`).toString('base64url')],
    ['in hexadecimal', Buffer.from(secret).toString('hex')],
    ['in upper hexadecimal', Buffer.from(secret).toString('hex').toUpperCase()],
  ];
  const network = (response: () => Response) => ({
    ...networkWith({ [endpoint]: secret }),
    fetch: () => Promise.resolve(response()),
  });
  /** What would betray the secret: eight characters of it, or of what stands for it. */
  const betrays = (text: string, encoded: string) => {
    const core = encoded.slice(4, -4);
    return core.length > 8 && [0, 4, 8].some((at) => text.includes(core.slice(at, at + 8)));
  };

  for (const [how, encoded] of encodings) {
    it(`is not told nor logged: ${how}`, async () => {
      for (const status of [401, 500]) {
        const body = { error: { message: `The key ${encoded} is wrong.` } };
        const headers = { 'x-request-id': `req_${encoded}`.replace(/[^\x21-\x7e]/g, '') };
        const { fetch, ...rest } = network(() => Response.json(body, { status, headers }));
        const answer = chatAnswer({ ...connection, auth: 'key' }, { ...rest, fetch }, singleTry);
        const kind = status === 401 ? 'keyRefused' : 'serverFailed';
        const { details } = await failure(answer(requestWith(1), never), kind);
        const told = JSON.stringify([details, rest.records]);
        assert.ok(!betrays(told, encoded), told);
        assert.match(details.serverMessage ?? '', /^The key .*\*\*\*.* is wrong\.$/);
        assert.equal(details.requestId, undefined);
      }
    });
  }

  it('is not shown as the name of a model or of a finish reason', async () => {
    const odd = chunk({}, { finish_reason: secret }) as Record<string, unknown>;
    const text = eventStream([{ ...chunk({ content: 'a' }), model: `m-${secret}` }, odd]);
    const answer = chatAnswer(
      { ...connection, auth: 'key' },
      network(() => streamed(text)),
      singleTry,
    );
    const events = await collect(answer(requestWith(1), never));
    assert.ok(!JSON.stringify(events).includes('Q7'));
    assert.deepEqual(events[0], { type: 'model', name: 'm-***' });
  });
});

describe('a token in the path of an endpoint', () => {
  const token = '9f8b7c6d5e4f3a2b1c0d9f8b7c6d5e4f';
  for (const [address, path] of [
    [`${endpoint}/gw/${token}/v1`, '/…/…/v1/chat/completions'],
    [`${endpoint}/${token}/chat/completions`, '/…/chat/completions'],
    [`${endpoint}/sk-abc/openai/v1beta`, '/…/openai/v1beta/chat/completions'],
  ] as const) {
    it(`is not in the log, nor in what a server says: ${path}`, async () => {
      const base = networkWith();
      const message = `Invalid URL (POST ${new URL(address).pathname})`;
      const fetch = () => Promise.resolve(Response.json({ error: { message } }, { status: 404 }));
      const answer = chatAnswer(
        azureConnection({ provider: 'openai', endpoint: address }),
        { ...base, fetch },
        singleTry,
      );
      const { details } = await failure(answer(requestWith(1), never), 'deploymentNotFound');
      assert.equal(base.records[0]?.path, path);
      assert.ok(!JSON.stringify([details, base.records]).includes(token));
    });
  }

  it('is not in the log of a classic deployment, whose name is', async () => {
    const base = networkWith();
    const fetch = () => Promise.resolve(streamed(okStream));
    const address = `https://contoso.azure-api.net/${token}`;
    const deployment = 'My vision/4';
    const classic = azureConnection({ endpoint: address, deployment, apiVersion: '2024-10-21' });
    await collect(chatAnswer(classic, { ...base, fetch }, singleTry)(requestWith(1), never));
    assert.equal(base.records[0]?.path, '/…/openai/deployments/My%20vision%2F4/chat/completions');
  });
});
