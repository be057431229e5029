import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { chatAnswer, listModels, type Patience } from '../../../src/providers';
import { plainWords } from '../../../src/providers/reply/words';
import { responseError } from '../../../src/providers/reply/responseError';
import { serverError } from '../../../src/providers/reply/serverError';
import { refusedIn } from '../../../src/providers/request/refusals';
import {
  azureConnection,
  chunk,
  closeServers,
  collect,
  eventStream,
  failure,
  failureOf,
  key,
  networkWith,
  requestWith,
  serve,
  singleTry,
  textOf,
} from './support';
import { cpuMilliseconds } from '../../support/cpuTime';

const never = new AbortController().signal;
const mega = 1024 * 1024;

function answerTo(url: string, patience: Patience = singleTry) {
  const connection = azureConnection({ provider: 'openai', endpoint: url, auth: 'none' });
  return chatAnswer(connection, networkWith(), patience)(requestWith(1), never);
}

/** Writes the same text for as long as the client listens; says how much was written. */
function endless(response: ServerResponse, text: string, wrote: (bytes: number) => void): void {
  const block = text.repeat(Math.ceil(65_536 / text.length));
  const more = (): void => {
    while (!response.destroyed) {
      wrote(block.length);
      if (!response.write(block)) {
        response.once('drain', more);
        return;
      }
    }
  };
  response.on('error', () => undefined);
  more();
}

/** A server whose body begins in some way and never ends. */
async function endlessServer(start: string, rest: string, status = 200) {
  let bytes = 0;
  const server = await serve((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(status, { 'content-type': 'text/event-stream' });
      response.write(start);
      endless(response, rest, (more) => (bytes += more));
    });
  });
  return { url: server.url, written: () => bytes };
}

describe('a body without an end', function () {
  this.timeout(60_000);
  afterEach(closeServers);

  const hello = eventStream([chunk({ content: 'Hello' })]).replace('data: [DONE]\n\n', '');
  const delta = (content: string) => `data: ${JSON.stringify(chunk({ content }))}\n\n`;

  const bodies: [what: string, start: string, rest: string, text: RegExp, bound: number][] = [
    ['of one line', `${hello}data: `, 'x', /^Hello$/, 16 * mega],
    ['of lines without an event', hello, `data: ${'x'.repeat(90)}\n`, /^Hello$/, 64 * mega],
    ['of text', hello, delta('word '.repeat(40)), /^Hello(?:word )+/, 16 * mega],
    ['of empty deltas', hello, delta(''), /^Hello$/, 64 * mega],
    ['of comments', hello, `: ${'still here '.repeat(9)}\n\n`, /^Hello$/, 64 * mega],
    ['of one JSON value', '{"choices": [', '{},', /^$/, 32 * mega],
    ['of blanks', '', ' \n', /^$/, 64 * mega],
    ['of something else', 'Hello', ' there', /^$/, 16 * mega],
  ];
  for (const [what, start, rest, text, bound] of bodies) {
    it(`is left after a while: ${what}`, async () => {
      const { url, written } = await endlessServer(start, rest);
      const before = process.memoryUsage().rss;
      const { events, details } = await failure(answerTo(url), 'replyGarbled');
      assert.match(textOf(events), text);
      assert.ok(textOf(events).length <= mega);
      assert.ok((details.limit ?? 0) > 0, 'the limit is told');
      assert.ok(written() < bound, `${written() / mega} MB`);
      assert.ok(process.memoryUsage().rss - before < 400 * mega);
    });
  }

  it('is over with its finish reason, whatever comes after', async () => {
    for (const after of [': ping\n\n', delta('more'), delta('')]) {
      await isOver(after);
    }
  });

  async function isOver(after: string): Promise<void> {
    const finish = `data: ${JSON.stringify(chunk({}, { finish_reason: 'stop' }))}\n\n`;
    const server = await serve((request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(hello + finish);
      const timer = setInterval(() => response.write(after), 5);
      response.on('close', () => clearInterval(timer));
      request.resume();
    });
    const events = await collect(answerTo(server.url, { ...singleTry, afterFinish: 50 }));
    assert.deepEqual(events.at(-1), { type: 'finish', finish: { reason: 'stop' } });
  }

  it('is left where a small file holds it', async () => {
    const bombs: [start: string, rest: string, status: number][] = [
      ['data: ', 'x', 200],
      ['', ' ', 200],
      ['{"error": "', 'x', 400],
    ];
    for (const [start, rest, status] of bombs) {
      // Several gzip members are one file (RFC 1952), which is sooner made than of 99 MB at once.
      const packed = Buffer.concat([
        gzipSync(start),
        ...Array<Buffer>(99).fill(gzipSync(rest.repeat(mega), { level: 9 })),
      ]);
      assert.ok(packed.length < mega);
      const server = await serve((request, response) => {
        response.on('error', () => undefined);
        const headers = { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' };
        request.resume().on('end', () => response.writeHead(status, headers).end(packed));
      });
      const kind = status === 200 ? 'replyGarbled' : 'badRequest';
      const { details } = await failure(answerTo(server.url), kind);
      assert.ok(status !== 200 || (details.limit ?? 0) > 0, 'the limit is told');
    }
  });

  it('of an error is read as far as it is of use', async () => {
    for (const [start, rest] of [
      ['{"error":{"message":"No such thing.","echo":"', 'x'],
      ['No such thing.\n', ' '],
    ] as const) {
      const { url, written } = await endlessServer(start, rest, 400);
      const { details } = await failure(answerTo(url), 'badRequest');
      assert.equal(details.serverMessage, 'No such thing.');
      assert.ok(written() < 8 * mega);
    }
  });

  it('of an error is left in time where it comes slowly', async () => {
    const server = await serve((request, response) => {
      response.writeHead(403).write('{"error":{"message":"Not you."');
      const timer = setInterval(() => response.write(' '), 5);
      response.on('close', () => clearInterval(timer));
      request.resume();
    });
    const patience = { ...singleTry, nextText: 60 };
    const { details } = await failure(answerTo(server.url, patience), 'forbidden');
    assert.equal(details.serverMessage, 'Not you.');
  });

  it('of a list of models is left', async () => {
    const server = await serve((_, response) => {
      response.on('error', () => undefined);
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.write(
        Buffer.concat([
          gzipSync('{"data": ['),
          ...Array<Buffer>(44).fill(gzipSync('{"id":"x"},'.repeat(mega / 11))),
        ]),
      );
    });
    const connection = { provider: 'openai', endpoint: server.url, auth: 'none' } as const;
    const { limit = 0 } = await failureOf(
      listModels(connection, networkWith(), never),
      'replyGarbled',
    );
    assert.ok(limit > 0);
  });
});

describe('an error of 400 KB', () => {
  const size = 400_000;
  const form = {
    parameters: { stream: true, max_tokens: 1, stream_options: {}, response_format: {} },
    replyFormat: 'json_schema',
    systemRole: 'system',
    withDetail: true,
  } as const;
  const patterns = [
    'a',
    '*',
    'a-',
    '<',
    '<script',
    '<a ',
    ' ',
    '\n',
    '{',
    '"',
    '\\',
    '{"message":"',
    'system role ',
    'streaming ',
    'stream=true ',
    'image_url[ ',
    'sk-***',
    'unsupported parameter ',
    'invalid api key ',
    'tenant token ',
    'does not support ',
    '%66',
    '\\u0066',
    '&#102;',
    key.slice(0, -1),
  ];
  for (const pattern of patterns) {
    it(`of ${JSON.stringify(pattern)} is read in no time`, () => {
      const text = `<html>${pattern.repeat(size / pattern.length)}`;
      for (const body of [
        text,
        text.slice(6),
        { error: { message: text } },
        { detail: [{ loc: [text], msg: text }] },
      ]) {
        const start = cpuMilliseconds();
        const error = serverError(body);
        refusedIn(400, error, form);
        const { details } = responseError(
          { status: 400, error },
          { host: 'x', secrets: [key, `${key}2`] },
        );
        plainWords(text, [key]);
        assert.ok((details.serverMessage ?? '').length <= 300);
        const milliseconds = cpuMilliseconds() - start;
        assert.ok(milliseconds < 250, `${milliseconds} ms`);
      }
    });
  }
});

describe('the usage of a reply', () => {
  afterEach(closeServers);

  const odd = ['-1', '1e999', '-1e999', '1.5', '"12"', 'null', '1e300', '[1]', '9007199254740993'];
  for (const tokens of odd) {
    it(`of ${tokens} tokens is no usage`, async () => {
      for (const usage of [
        `{"prompt_tokens": ${tokens}, "completion_tokens": 7}`,
        `{"prompt_tokens": 7, "completion_tokens": ${tokens}}`,
      ]) {
        const text = eventStream([
          chunk({ content: 'a' }),
          chunk({}, { finish_reason: 'stop' }),
        ]).replace('data: [DONE]\n\n', `data: {"choices": [], "usage": ${usage}}\n\n`);
        const server = await serve((request, response) => {
          request.resume().on('end', () => response.end(text));
        });
        const events = await collect(answerTo(server.url));
        assert.ok(!events.some(({ type }) => type === 'usage'));
        await server.close();
      }
    });
  }
});
