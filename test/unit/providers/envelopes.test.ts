import assert from 'node:assert/strict';
import type { VisionErrorKind } from '../../../src/core/errors';
import { chatAnswer } from '../../../src/providers';
import { serverError } from '../../../src/providers/reply/serverError';
import {
  azureConnection,
  chunk,
  collect,
  eventStream,
  failure,
  key,
  networkWith,
  okStream,
  requestWith,
  scriptedFetch,
  singleTry,
  streamed,
  textOf,
} from './support';
import { cpuMilliseconds } from '../../support/cpuTime';

const never = new AbortController().signal;

function answerOf(response: () => Response) {
  const endpoint = 'https://llm.example.org';
  const connection = azureConnection({ provider: 'openai', endpoint, auth: 'key' });
  const { fetch } = scriptedFetch(response);
  const network = networkWith({ [endpoint]: key }, fetch);
  return chatAnswer(connection, network, singleTry)(requestWith(1), never);
}

const words = 'The thing is not there.';
const nested = JSON.stringify({ error: { message: words, code: 404 } });

describe('an error envelope', () => {
  const refused: [string, number, unknown, VisionErrorKind, string][] = [
    [
      'of Gemini, a list',
      400,
      [
        {
          error: {
            code: 400,
            message: 'Request contains an invalid argument.',
            status: 'INVALID_ARGUMENT',
          },
        },
      ],
      'badRequest',
      'Request contains an invalid argument.',
    ],
    [
      'of Gemini with a wrong key',
      400,
      [
        {
          error: {
            code: 400,
            message: 'API key expired. Please renew the API key.',
            status: 'INVALID_ARGUMENT',
          },
        },
      ],
      'keyRefused',
      'API key expired. Please renew the API key.',
    ],
    ['a list of texts', 422, [words], 'badRequest', words],
    [
      'errors',
      400,
      { errors: [{ message: words }, { message: 'And so on.' }] },
      'badRequest',
      `${words}; And so on.`,
    ],
    ['errors as texts', 400, { errors: [words] }, 'badRequest', words],
    ['msg', 400, { code: 50_001, msg: words }, 'badRequest', words],
    [
      'msg with a status',
      404,
      { code: 50_001, msg: words, data: null },
      'deploymentNotFound',
      words,
    ],
    [
      'a flat error',
      404,
      { object: 'error', message: words, code: 40_403 },
      'deploymentNotFound',
      words,
    ],
    ['an error and a message', 403, { error: 'Forbidden', message: words }, 'forbidden', words],
    ['a problem', 400, { title: 'Bad', detail: words, status: 400 }, 'badRequest', words],
    [
      'OAuth',
      401,
      { error: 'invalid_token', error_description: words },
      'keyRefused',
      'invalid_token',
    ],
    [
      'messages',
      400,
      { statusCode: 400, message: ['a must be text', 'b too'] },
      'badRequest',
      'a must be text; b too',
    ],
    [
      'FastAPI',
      422,
      { detail: [{ loc: ['body', 'model'], msg: 'Field required', type: 'missing' }] },
      'badRequest',
      'body.model: Field required',
    ],
    [
      'a fault',
      400,
      { fault: { faultstring: words, detail: { errorcode: 'x' } } },
      'badRequest',
      words,
    ],
    ['a text of JSON', 404, { error: nested }, 'deploymentNotFound', words],
    ['a text of JSON in a message', 500, { error: { message: nested } }, 'serverFailed', words],
    [
      'words before JSON',
      502,
      { error: { message: `UpstreamError: vendor - ${nested}` } },
      'serverFailed',
      `UpstreamError: vendor - ${words}`,
    ],
    [
      'OpenRouter with what a provider said',
      502,
      { error: { message: 'Provider returned error', metadata: { raw: nested } } },
      'serverFailed',
      `Provider returned error: ${words}`,
    ],
    [
      'a code of its own kind',
      400,
      { error: { code: 'insufficient_quota', message: words } },
      'quotaExceeded',
      words,
    ],
    ['plain words', 400, words, 'badRequest', words],
    ['an event', 400, `data: ${nested}\n\n`, 'badRequest', words],
    ['braces that are no JSON', 400, 'Expected {a} or {b}', 'badRequest', 'Expected {a} or {b}'],
  ];
  for (const [what, status, body, kind, message] of refused) {
    it(`is opened: ${what}`, async () => {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const { details } = await failure(
        answerOf(() => new Response(text, { status })),
        kind,
      );
      assert.equal(details.serverMessage, message);
      assert.equal(details.status, status);
    });
  }

  it('whose end is missing still has its words', async () => {
    const body = `{"error":{"message":"${words} \\"Really.\\"","code":"x","echo":"${'y'.repeat(600_000)}`;
    const { details } = await failure(
      answerOf(() => new Response(body, { status: 400 })),
      'badRequest',
    );
    assert.equal(details.serverMessage, `${words} "Really."`);
  });

  const instead: [unknown, VisionErrorKind, number?][] = [
    [
      { object: 'error', message: words, type: 'NotFoundError', code: 404 },
      'deploymentNotFound',
      404,
    ],
    [
      { object: 'error', message: words, type: 'BadRequestError', param: null, code: 400 },
      'badRequest',
      400,
    ],
    [{ message: words, type: 'authentication_error' }, 'keyRefused'],
    [{ code: 429, msg: words }, 'rateLimited', 429],
    [{ code: 20_012, msg: words }, 'serverFailed'],
    [[{ error: { code: 503, message: words, status: 'UNAVAILABLE' } }], 'serverFailed', 503],
    [{ errors: [{ message: words }] }, 'serverFailed'],
    [{ error: { message: words, type: 'invalid_request_error' } }, 'badRequest'],
    [{ error: words }, 'serverFailed'],
    [{ status: 403, detail: words }, 'forbidden', 403],
    [{ choices: [], error: { message: words, code: 402 } }, 'quotaExceeded', 402],
    [
      {
        choices: [
          { finish_reason: 'error', delta: { content: '' }, error: { code: 502, message: words } },
        ],
      },
      'serverFailed',
      502,
    ],
  ];
  for (const [body, kind, status] of instead) {
    it(`is known in the place of a reply: ${JSON.stringify(body)}`, async () => {
      const begun = eventStream([chunk({ content: 'Some' })]).replace('data: [DONE]\n\n', '');
      for (const [response, text] of [
        [() => Response.json(body), ''],
        [() => streamed(eventStream([body])), ''],
        [() => streamed(begun + eventStream([body])), 'Some'],
      ] as const) {
        const { events, details } = await failure(answerOf(response), kind);
        assert.equal(textOf(events), text);
        assert.equal(details.serverMessage, words);
        assert.equal(details.status, status);
      }
    });
  }

  it('is none that only speaks of one', async () => {
    const odd = [
      { type: 'ping', message: 'alive' },
      { ...chunk({ content: '' }), error: { code: 0, message: '' }, errors: [] },
      { ...chunk({ content: 'a' }), error: null, code: 0, message: 'ok' },
    ];
    const text = eventStream([...odd, chunk({}, { finish_reason: 'stop' })]);
    assert.equal(textOf(await collect(answerOf(() => streamed(text)))), 'a');
  });

  it('as an older llama.cpp writes it into a stream is told', async () => {
    const text = `error: {"code":500,"message":"${words}","type":"server_error"}\n\n`;
    const { details } = await failure(
      answerOf(() => streamed(text)),
      'serverFailed',
    );
    assert.equal(details.serverMessage, words);
  });

  it('is opened in no time, however large and deep', () => {
    let deep: unknown = 'x';
    for (let level = 0; level < 5000; level++) {
      deep = { error: deep };
    }
    let quoted = 'x';
    for (let level = 0; level < 14; level++) {
      quoted = JSON.stringify({ error: quoted });
    }
    for (const body of [
      deep,
      `${'{"error":'.repeat(20_000)}1${'}'.repeat(20_000)}`,
      quoted,
      '{"error":'.repeat(20_000),
      '['.repeat(200_000),
    ]) {
      const start = cpuMilliseconds();
      serverError(body);
      assert.ok(cpuMilliseconds() - start < 300);
    }
  });
});

describe('what a reply is made of', () => {
  const whole = JSON.stringify({
    model: 'm',
    choices: [{ message: { content: 'Hello' }, finish_reason: 'stop' }],
  });
  const types = [
    'text/event-stream',
    'application/json; charset=utf-8',
    'text/plain',
    'text/html',
    'application/octet-stream',
    'application/x-ndjson',
  ];
  for (const type of types) {
    it(`is told by the body, not by ${type}`, async () => {
      for (const body of [
        okStream,
        whole,
        `\uFEFF\n  ${whole}`,
        `\n\n: hello\n\n${okStream}`,
        `[${whole}]`,
      ]) {
        for (let seed = 1; seed < 6; seed++) {
          const events = await collect(answerOf(() => streamed(body, { type, seed })));
          assert.equal(textOf(events), 'Hello', body);
          assert.deepEqual(events.at(-1), { type: 'finish', finish: { reason: 'stop' } });
        }
      }
    });
  }

  it('is told where there is no type at all', async () => {
    for (const body of [okStream, whole]) {
      const bytes = new TextEncoder().encode(body);
      assert.equal(textOf(await collect(answerOf(() => new Response(bytes)))), 'Hello');
    }
  });

  it('is nothing in a page', async () => {
    for (const type of types) {
      await failure(
        answerOf(() => streamed(' <!DOCTYPE html><title>Sign in</title>', { type })),
        'replyGarbled',
      );
    }
  });
});

describe('an event that keeps the line open', () => {
  const hello = `data: ${JSON.stringify(chunk({ content: 'Hello' }))}\n\n`;
  const stop = `data: ${JSON.stringify(chunk({}, { finish_reason: 'stop' }))}\n\n`;
  const idle = [
    'event: ping\n\n',
    'data:\n\n',
    'data: \n\n',
    'data\n\n',
    'event: ping\ndata:\n\n',
    'event: keep-alive\ndata: still here\n\n',
    'event: ping\ndata: {"type": "ping"}\n\n',
    'data: {"type":"heartbeat"}\n\n',
    ': OPENROUTER PROCESSING\n\n',
    'id: 7\n\n',
    'retry: 3000\n\n',
    '\n\n\n',
    'unknown: field\n\n',
    'data: {}\n\n',
    'data: null\n\n',
  ];
  for (const event of idle) {
    it(`is passed over: ${JSON.stringify(event)}`, async () => {
      for (const newline of ['\n', '\r\n']) {
        const text = [event, hello, event, stop, event, 'data: [DONE]\n\n', 'garbage'].join('');
        for (let seed = 1; seed < 6; seed++) {
          const body = text.replaceAll('\n', newline);
          const events = await collect(answerOf(() => streamed(body, { seed })));
          assert.equal(textOf(events), 'Hello');
          assert.deepEqual(events.at(-1), { type: 'finish', finish: { reason: 'stop' } });
        }
      }
    });
  }

  it('alone is an empty reply', async () => {
    await failure(
      answerOf(() => streamed('event: ping\n\ndata:\n\n')),
      'replyEmpty',
    );
  });

  it('that is cut in its middle is a reply that broke off', async () => {
    const { events } = await failure(
      answerOf(() => streamed(`${hello}data: {"choi`)),
      'replyCut',
    );
    assert.equal(textOf(events), 'Hello');
  });
});
