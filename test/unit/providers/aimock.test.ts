import assert from 'node:assert/strict';
import { LLMock, type JournalEntry } from '@copilotkit/aimock';
import type { Connection } from '../../../src/core/connections/connection';
import { imagesIn } from '../../../src/core/conversation/message';
import { chatMessages } from '../../../src/core/conversation/request';
import { chatAnswer, listModels, testConnection } from '../../../src/providers';
import {
  collect,
  failure,
  failureOf,
  key,
  networkWith,
  requestWith,
  singleTry,
  textOf,
} from './support';

const never = new AbortController().signal;
const question = 'What is this?';
const reply = 'A **dashboard** with “twelve” charts: 売上, coûts, Größe. '.repeat(6);

/** A server that others wrote, so that nothing here rests on this project's idea of the protocol. */
describe('with aimock, an independent server', () => {
  let server: LLMock;
  before(async () => {
    server = await LLMock.create({ port: 0, auth: { apiKeys: [key] }, chunkSize: 7 });
  });
  after(() => server.stop());
  afterEach(() => server.clearChaos().reset());

  const connectionOf = (more: Partial<Connection>): Connection => ({
    name: 'aimock',
    provider: 'openai',
    endpoint: `${server.url}/v1`,
    deployment: 'gpt-4o',
    ...more,
  });
  const answerOf = (more: Partial<Connection>) =>
    chatAnswer(connectionOf(more), networkWith({ [server.url]: key }), singleTry);

  const azure = { provider: 'azure' } as const;
  const ways: Record<string, { connection: () => Partial<Connection>; path: string }> = {
    OpenAI: { connection: () => ({}), path: '/v1/chat/completions' },
    OpenRouter: {
      connection: () => ({ endpoint: `${server.url}/api/v1` }),
      path: '/api/v1/chat/completions',
    },
    'Azure v1': {
      connection: () => ({ ...azure, endpoint: server.url }),
      path: '/openai/v1/chat/completions',
    },
    'Azure classic': {
      connection: () => ({ ...azure, endpoint: server.url, apiVersion: '2024-10-21' }),
      path: '/openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21',
    },
    'an old Azure api-version': {
      connection: () => ({ ...azure, endpoint: server.url, apiVersion: '2024-02-01' }),
      path: '/openai/deployments/gpt-4o/chat/completions?api-version=2024-02-01',
    },
  };

  for (const [name, { connection, path }] of Object.entries(ways)) {
    describe(`as ${name}`, () => {
      it('the reply arrives whole, with its model, finish and usage', async () => {
        const usage = { prompt_tokens: 1105, completion_tokens: 84, total_tokens: 1189 };
        server.onMessage(question, { content: reply, model: 'gpt-4o-2024-11-20', usage });
        const events = await collect(answerOf(connection())(requestWith(1), never));
        assert.equal(textOf(events), reply);
        assert.ok(events.filter(({ type }) => type === 'text').length > 5, 'it was streamed');
        assert.deepEqual(events[0], { type: 'model', name: 'gpt-4o-2024-11-20' });
        assert.deepEqual(
          events.find(({ type }) => type === 'finish'),
          { type: 'finish', finish: { reason: 'stop' } },
        );
        // Old Azure api-versions know no `stream_options`, so nothing may be asked of them.
        const counted = { type: 'usage', usage: { inputTokens: 1105, outputTokens: 84 } };
        assert.deepEqual(
          events.filter(({ type }) => type === 'usage'),
          path.endsWith('2024-02-01') ? [] : [counted],
        );
      });

      it('the request arrives as it was meant: address, key, text and images', async () => {
        server.onMessage(question, { content: reply });
        const request = requestWith(2, { detail: 'low' });
        await collect(answerOf(connection())(request, never));
        const { path: asked, headers, messages } = sent(server.getLastRequest());
        assert.equal(asked, path);
        const isAzure = path.startsWith('/openai/');
        assert.ok(headers[isAzure ? 'api-key' : 'authorization'], 'the key was sent');
        assert.equal(headers[isAzure ? 'authorization' : 'api-key'], undefined);
        assert.deepEqual(messages, JSON.parse(JSON.stringify(chatMessages(request))));
        const urls = JSON.stringify(messages).match(/data:image\/png;base64,[\w+/=]+/g) ?? [];
        assert.deepEqual(
          urls.map((url) => Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')),
          imagesIn(request.messages).map(({ bytes }) => bytes),
        );
      });

      it('a wrong key is refused in its words', async () => {
        const answer = chatAnswer(
          connectionOf(connection()),
          networkWith({ [server.url]: 'another' }),
          singleTry,
        );
        const { details } = await failure(answer(requestWith(1), never), 'keyRefused');
        assert.deepEqual([details.status, details.serverMessage], [401, 'Invalid API key']);
      });

      it('a stream that is cut off keeps what came', async () => {
        server.onMessage(question, { content: reply }, { truncateAfterChunks: 9, latency: 2 });
        const { events } = await failure(answerOf(connection())(requestWith(1), never), 'replyCut');
        const text = textOf(events);
        assert.ok(text.length > 0 && text.length < reply.length && reply.startsWith(text));
      });
    });
  }

  it('a reply that the limit cut says so', async () => {
    server.onMessage(question, { content: 'A dash', finishReason: 'length' });
    const events = await collect(answerOf({})(requestWith(1), never));
    assert.ok(events.some((event) => event.type === 'finish' && event.finish.reason === 'length'));
  });

  it('a reply that the content filter stopped says so', async () => {
    server.onMessage(question, { content: 'A dash', finishReason: 'content_filter' });
    const events = await collect(answerOf({})(requestWith(1), never));
    const finish = { reason: 'contentFilter', filters: [] };
    assert.deepEqual(
      events.find(({ type }) => type === 'finish'),
      { type: 'finish', finish },
    );
    assert.equal(textOf(events), 'A dash');
  });

  it('429 tells how long to wait, and 503 is asked again', async () => {
    server.onMessage(question, {
      status: 429,
      error: { message: 'Rate limit reached for gpt-4o', type: 'rate_limit_error' },
      retryAfter: 20,
    });
    const { details } = await failure(answerOf({})(requestWith(1), never), 'rateLimited');
    assert.equal(details.retryAfterSeconds, 20);
    assert.equal(details.serverMessage, 'Rate limit reached for gpt-4o');

    server.reset();
    server.onMessage(question, { content: reply });
    server.nextRequestError(503, { message: 'Overloaded' });
    const twice = chatAnswer(connectionOf({}), networkWith({ [server.url]: key }), {
      ...singleTry,
      tries: 2,
      backOff: 1,
    });
    const events = await collect(twice(requestWith(1), never));
    assert.equal(events[0]?.type, 'waiting');
    assert.equal(textOf(events), reply);
    assert.deepEqual(
      server.getRequests().map(({ response }) => response.status),
      [503, 200],
    );
  });

  it('a malformed answer is no reply', async () => {
    server.setChaos({ malformedRate: 1 });
    await failure(answerOf({})(requestWith(1), never), 'replyGarbled');
  });

  it('an answer that never begins is a broken line', async () => {
    server.setChaos({ disconnectRate: 1 });
    const { details } = await failure(answerOf({})(requestWith(1), never), 'unreachable');
    assert.match(details.code ?? '', /^(?:UND_ERR_SOCKET|ECONNRESET)$/);
  });

  it('an unknown model is told in its words', async () => {
    const { details } = await failure(
      answerOf({ deployment: 'nobody' })(requestWith(1), never),
      'deploymentNotFound',
    );
    assert.equal(details.serverMessage, 'No fixture matched');
  });

  it('its models are listed as Ollama, OpenAI and OpenRouter list theirs', async () => {
    server.on({ model: 'gpt-4o' }, { content: reply });
    server.on({ model: 'o4-mini' }, { content: reply });
    const keys = { [server.url]: key };
    const asked: string[] = [];
    const onlyAt = (path: string) =>
      networkWith(keys, (input, init) => {
        assert.ok(typeof input === 'string');
        asked.push(new URL(input).pathname);
        return input.endsWith(path)
          ? fetch(input, init)
          : Promise.resolve(new Response(null, { status: 404 }));
      });
    for (const [endpoint, path, known] of [
      ['/v1', '/api/tags', {}],
      ['/v1', '/v1/models', {}],
      ['/api/v1', '/api/v1/models', { takesImages: false }],
    ] as const) {
      const connection = connectionOf({ endpoint: server.url + endpoint });
      const models = await listModels(connection, onlyAt(path), never);
      assert.deepEqual(models, [
        { id: 'gpt-4o', ...known },
        { id: 'o4-mini', ...known },
      ]);
      assert.ok(asked.splice(0).includes(path));
    }
    await failureOf(listModels(connectionOf({}), networkWith(), never), 'keyMissing');
  });

  it('a connection to it passes its test', async () => {
    server.onMessage('Which colour is the square?', { content: 'Red', model: 'gpt-4o-mini' });
    const found = await testConnection(connectionOf({}), networkWith({ [server.url]: key }), never);
    assert.equal(found.model, 'gpt-4o-mini');
  });
});

function sent(entry: JournalEntry | null) {
  assert.ok(entry?.body);
  const { messages } = entry.body as { messages: unknown };
  return { path: entry.path, headers: entry.headers, messages };
}
