import assert from 'node:assert/strict';
import type { Connection, Provider } from '../../../src/core/connections/connection';
import type { VisionErrorKind } from '../../../src/core/errors';
import {
  batchClient,
  chatAnswer,
  takesBatches,
  takesImages,
  type BatchClient,
  type BatchResult,
} from '../../../src/providers';
import type { Emulator } from '../../support/emulator';
import { never, numbered, services, stage, type ServiceName } from './batchSupport';
import {
  azureConnection,
  closeServers,
  collect,
  failureOf,
  key,
  networkWith,
  requestWith,
  serve,
} from './support';

const schema = {
  name: 'alt',
  schema: {
    type: 'object',
    properties: { alt: { type: 'string' } },
    required: ['alt'],
    additionalProperties: false,
  },
};

interface Line {
  readonly custom_id: string;
  readonly method: string;
  readonly url: string;
  readonly body: Record<string, unknown>;
}

const parsed = (line: string) => JSON.parse(line) as Line;

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) {
    found.push(item);
  }
  return found;
}

describe('who takes batches', () => {
  const cases: [
    provider: Provider,
    endpoint: string,
    apiVersion: string | undefined,
    is: boolean,
  ][] = [
    ['azure', 'https://contoso.openai.azure.com', undefined, true],
    ['azure', 'https://contoso.services.ai.azure.com', undefined, true],
    ['azure', 'https://gateway.contoso.com/openai/v1', undefined, true],
    ['azure', 'https://contoso.openai.azure.com', '2024-10-21', true],
    ['azure', 'https://contoso.openai.azure.com', '2024-07-01-preview', true],
    ['azure', 'https://contoso.openai.azure.com', '2024-06-01', false],
    ['azure', 'https://phi.swedencentral.models.ai.azure.com', undefined, false],
    ['openai', 'https://api.openai.com/v1', undefined, true],
    ['openai', 'https://openrouter.ai/api/v1', undefined, false],
    ['openai', 'http://127.0.0.1:11434/v1', undefined, false],
    ['openai', 'https://api.openai.com.example.com/v1', undefined, false],
    ['azure', 'no endpoint at all', undefined, false],
  ];
  for (const [provider, endpoint, apiVersion, is] of cases) {
    it(`${is ? 'is' : 'is not'} ${provider} at ${endpoint} ${apiVersion ?? ''}`, () => {
      const version = apiVersion === undefined ? {} : { apiVersion };
      const connection = { name: 'a', provider, endpoint, deployment: 'gpt-5.4', ...version };
      assert.equal(takesBatches(connection), is);
    });
  }
});

describe('the client of batches', () => {
  let emulator: Emulator;
  let client: BatchClient;
  const begin = async (...input: Parameters<typeof stage>) => {
    const begun = await stage(...input);
    ({ emulator, client } = begun);
    return begun;
  };
  const upload = (lines: readonly string[], name = 'a.jsonl'): Promise<string> =>
    client.uploadFile(name, new Blob(lines.map((line) => `${line}\n`)), never);
  /** A batch of some lines that has come to its end. */
  const finished = async (lines: readonly string[]): Promise<BatchResult[]> => {
    const { id } = await client.createBatch(await upload(lines), never);
    [1, 2, 3].forEach(() => emulator.batches.advance(id));
    const { outputFileIds } = await client.getBatch(id, never);
    const files = await Promise.all(outputFileIds.map((file) => all(client.results(file, never))));
    return files.flat();
  };

  describe('writes lines', () => {
    afterEach(() => emulator.close());

    for (const name of Object.keys(services) as ServiceName[]) {
      for (const wanted of [undefined, schema]) {
        it(`as live requests are but for the stream (${name}${wanted ? ', as JSON' : ''})`, async () => {
          const { connection, network } = await begin(name);
          const request = { ...requestWith(2), ...(wanted && { schema: wanted }) };
          const written = parsed(client.line('a', request));
          await collect(chatAnswer(connection, network)(request, never));
          const live = emulator.requests.at(-1)?.json as Record<string, unknown>;
          const { stream, stream_options: options, ...rest } = live;
          assert.equal(stream, true);
          assert.ok(options !== undefined || name.startsWith('Azure'));
          assert.deepEqual(written, {
            custom_id: 'a',
            method: 'POST',
            url: name.startsWith('Azure classic') ? '/chat/completions' : '/v1/chat/completions',
            body: { ...rest, model: 'gpt-4o' },
          });
        });
      }
    }

    it('with what the service has taught', async () => {
      const { network } = await begin();
      const request = requestWith(1);
      assert.ok('max_completion_tokens' in parsed(client.line('a', request)).body);
      assert.equal(network.lessons.size, 1);
      network.lessons.forEach(({ refused }) => refused.add('max_completion_tokens'));
      assert.ok('max_tokens' in parsed(client.line('a', request)).body);
    });

    it('with images as they are, whatever is in a question', async () => {
      await begin();
      const text = 'a\nb "c" \u2028 \ud83d\ude00';
      const line = client.line('a', { ...requestWith(1), system: text });
      assert.ok(!line.includes('\n'));
      assert.match(line, /"url":"data:image\/png;base64,iVBOR/);
      const results = await finished([line]);
      assert.equal(results.length, 1);
    });
  });

  describe('calls the service', () => {
    afterEach(() => emulator.close());

    for (const name of Object.keys(services) as ServiceName[]) {
      it(`with the key, and tells the log no id (${name})`, async () => {
        const { network } = await begin(name);
        const fileId = await upload([client.line('a', numbered(0))], 'mine.jsonl');
        assert.equal(await client.findFile('mine.jsonl', never), fileId);
        assert.equal(await client.findFile('yours.jsonl', never), undefined);
        assert.equal(await client.findBatch(fileId, never), undefined);
        const { id } = await client.createBatch(fileId, never);
        assert.equal((await client.findBatch(fileId, never))?.id, id);
        assert.equal((await client.cancelBatch(id, never)).status, 'cancelling');
        emulator.batches.advance(id);
        const { status, outputFileIds } = await client.getBatch(id, never);
        assert.equal(status, 'cancelled');
        for (const file of outputFileIds) {
          assert.deepEqual(await all(client.results(file, never)), []);
        }
        await client.deleteFile(fileId, never);
        await client.deleteFile(fileId, never);
        for (const { headers } of emulator.requests) {
          const sent = headers['api-key'] ?? headers.authorization;
          assert.ok(sent === key || sent === `Bearer ${key}`);
        }
        const told = JSON.stringify(network.records);
        for (const secret of [key, fileId, id]) {
          assert.ok(!told.includes(secret));
        }
        assert.ok(network.records.every(({ status }) => status !== undefined));
        const [sent] = network.records;
        assert.equal(sent?.method, 'POST');
        assert.match(sent.path, /\/files$/);
        assert.ok((sent.bytesSent ?? 0) > 100);
        assert.equal(network.records.at(-1)?.method, 'DELETE');
      });
    }

    it('with a date on which what it keeps is deleted, where it knows dates', async () => {
      for (const [name, expires] of [
        ['Azure v1', true],
        ['OpenAI', true],
        ['Azure classic with expiry', true],
        ['Azure classic', false],
      ] as const) {
        const { network, connection } = await begin(name, { maxFiles: 1 });
        const forms: string[] = [];
        const { fetch } = network;
        const watched = batchClient(connection, {
          ...network,
          async fetch(input, init) {
            forms.push(init?.body instanceof Blob ? await init.body.text() : '');
            return fetch(input, init);
          },
        });
        const fileId = await watched.uploadFile('a.jsonl', new Blob(['{}\n']), never);
        assert.equal(forms[0]?.includes('expires_after[seconds]"\r\n\r\n1209600\r\n'), expires);
        await client.createBatch(fileId, never);
        const { json } = emulator.requests.at(-1) ?? {};
        assert.deepEqual(json, {
          input_file_id: fileId,
          endpoint: name.startsWith('Azure classic') ? '/chat/completions' : '/v1/chat/completions',
          completion_window: '24h',
          ...(expires && { output_expires_after: { anchor: 'created_at', seconds: 1_209_600 } }),
        });
        await emulator.close();
      }
      await begin();
    });

    it('and finds what is far back in a list', async () => {
      await begin();
      const ids: string[] = [];
      for (let index = 0; index < 105; index++) {
        const line = client.line('a', numbered(index));
        ids.push(await upload([line], `${index}.jsonl`));
        await client.createBatch(ids.at(-1) ?? '', never);
      }
      const [oldest = ''] = ids;
      assert.equal((await client.findBatch(oldest, never))?.inputFileId, oldest);
      assert.equal(await client.findFile('0.jsonl', never), oldest);
    });

    it('and signs each call anew', async () => {
      const begun = await begin();
      let calls = 0;
      const network = {
        ...begun.network,
        key: () => Promise.resolve(++calls > 2 ? 'another' : key),
      };
      const signing = batchClient(begun.connection, network);
      await signing.findFile('a', never);
      await signing.findBatch('a', never);
      await failureOf(signing.findFile('a', never), 'keyRefused');
    });

    it('and learns from results', async () => {
      const { network, connection } = await begin();
      assert.equal(takesImages(connection, network), undefined);
      await finished([client.line('a', requestWith(1))]);
      assert.equal(takesImages(connection, network), true);
    });

    for (const quirk of ['noMaxCompletionTokens', 'noJsonSchema'] as const) {
      it(`and asks in another way after its refusal (${quirk})`, async () => {
        await begin('Azure v1', {}, [quirk]);
        const lines = (): string[] =>
          ['a', 'b'].map((id) => client.line(id, { ...requestWith(1), schema }));
        for (const { outcome } of await finished(lines())) {
          assert.ok('error' in outcome);
          assert.equal(outcome.error.kind, 'badRequest');
        }
        const again = await finished(lines());
        assert.ok(again.every(({ outcome }) => 'reply' in outcome));
      });
    }
  });

  describe('fails', () => {
    afterEach(closeServers);

    /** What is called, with what a server would have to answer. */
    const calls: Record<string, (client: BatchClient, signal?: AbortSignal) => Promise<unknown>> = {
      upload: (client, signal = never) => client.uploadFile('a.jsonl', new Blob(['{}']), signal),
      findFile: (client, signal = never) => client.findFile('a', signal),
      create: (client, signal = never) => client.createBatch('file-1', signal),
      findBatch: (client, signal = never) => client.findBatch('file-1', signal),
      get: (client, signal = never) => client.getBatch('batch_1', signal),
      cancel: (client, signal = never) => client.cancelBatch('batch_1', signal),
      results: (client, signal = never) => all(client.results('file-1', signal)),
      delete: (client, signal = never) => client.deleteFile('file-1', signal),
    };
    type Handle = Parameters<typeof serve>[0];
    const answer =
      (status: number, body: string, headers: Record<string, string> = {}): Handle =>
      (request, response) => {
        request.resume();
        request.on('end', () => response.writeHead(status, headers).end(body));
      };
    const error = (message: string, code: string) =>
      JSON.stringify({ error: { message, code, type: 'invalid_request_error' } });
    const clientAt = (endpoint: string): BatchClient => {
      const connection: Connection = azureConnection({ endpoint, auth: 'key' });
      return batchClient(connection, networkWith({ [endpoint]: key }));
    };

    const ways: [name: string, handle: Handle, kind: VisionErrorKind, but?: readonly string[]][] = [
      ['401', answer(401, error('No.', '401')), 'keyRefused'],
      ['403', answer(403, error('No.', '403')), 'forbidden'],
      ['404', answer(404, error('No such file.', 'not_found')), 'badRequest', ['delete']],
      ['404 of a page', answer(404, '<html><title>None</title></html>'), 'badRequest', ['delete']],
      ['413', answer(413, ''), 'requestTooLarge'],
      ['429', answer(429, error('Later.', '429'), { 'retry-after': '7' }), 'rateLimited'],
      ['quota', answer(429, error('None left.', 'insufficient_quota')), 'quotaExceeded'],
      ['500', answer(500, ''), 'serverFailed'],
      ['502 with a page', answer(502, '<html><title>Bad</title></html>'), 'serverFailed'],
      [
        'no deployment',
        answer(404, error('None.', 'DeploymentNotFound')),
        'deploymentNotFound',
        ['delete'],
      ],
      ['a full queue', answer(400, error('Full.', 'token_limit_exceeded')), 'rateLimited'],
      ['a page', answer(200, '<html>Sign in</html>'), 'replyGarbled', ['delete']],
      ['other JSON', answer(200, '{"a":1}'), 'replyGarbled', ['delete']],
      [
        'a broken line',
        (request, response) => {
          request.resume();
          request.on('end', () => response.destroy());
        },
        'unreachable',
        ['results'],
      ],
      ['a redirect', answer(307, '', { location: 'http://127.0.0.1:1/' }), 'unreachable'],
    ];
    for (const [name, handle, kind, but = []] of ways) {
      it(`as ${kind} on ${name}`, async () => {
        const { url } = await serve(handle);
        for (const [call, ask] of Object.entries(calls).filter(([call]) => !but.includes(call))) {
          const details = await failureOf(ask(clientAt(url)), kind);
          assert.equal(details.host, new URL(url).host, call);
          if (name === '429') {
            assert.equal(details.retryAfterSeconds, 7);
          }
          if (name === 'a full queue') {
            assert.equal(details.code, 'enqueuedTokens');
          }
        }
      });
    }

    it('where nothing answers, with the reason of an abort, and without a key', async () => {
      for (const [call, ask] of Object.entries(calls)) {
        await failureOf(ask(clientAt('http://127.0.0.1:9')), 'unreachable');
        const { url, close } = await serve(() => undefined);
        const abort = new AbortController();
        const asked = ask(clientAt(url), abort.signal);
        setImmediate(() => abort.abort(new Error(call)));
        await assert.rejects(asked, { message: call });
        await close();
        const connection = azureConnection({ endpoint: url, auth: 'key' });
        await failureOf(ask(batchClient(connection, networkWith())), 'keyMissing');
      }
    });

    it('without repeating the key', async () => {
      const said = error(`Wrong key ${key}`, key);
      for (const body of [
        said,
        `{"id":"a","status":"failed","errors":{"data":[{"code":"x","message":"key ${key}"}]}}`,
        `{"custom_id":"a","error":{"code":"batch_expired","message":"key ${key}"}}`,
        `{"custom_id":"a","response":{"status_code":400,"body":${said}}}`,
        `{"custom_id":"a","response":{"body":{"model":"${key}","choices":[{"message":{"content":"a"},"finish_reason":"${key}"}]}}}`,
      ]) {
        for (const status of [200, 400]) {
          const { url, close } = await serve(answer(status, body, { 'x-request-id': key }));
          for (const ask of Object.values(calls)) {
            const told = await ask(clientAt(url)).catch((failure: unknown) => failure);
            const words = JSON.stringify({ told });
            assert.ok(!words.includes(key), words);
          }
          await close();
        }
      }
    });
  });
});
