import assert from 'node:assert/strict';
import type { Connection } from '../../../src/core/connections/connection';
import { chatAnswer } from '../../../src/providers';
import { startEmulator, type Emulator } from '../../support/emulator';
import {
  contoso,
  emulatedConnection,
  enhancedConnection,
  enhancedService,
  keys,
  vision,
  visionKey,
} from './enhancementsSupport';
import {
  azureConnection,
  collect,
  key,
  networkWith,
  okStream,
  requestWith,
  scriptedFetch,
  streamed,
  textOf,
} from './support';

const never = new AbortController().signal;

async function sentBy(connection: Connection, request = requestWith(1)) {
  const { fetch, sent } = scriptedFetch(() => streamed(okStream));
  await collect(chatAnswer(connection, networkWith(keys, fetch))(request, never));
  const [only, ...others] = sent;
  assert.ok(only && others.length === 0);
  return only;
}

describe('a request with vision enhancements', () => {
  it('is the one that the document shows', async () => {
    const request = requestWith(1, {
      system: 'You are a helpful assistant.',
      maxOutputTokens: 100,
    });
    const { url, headers, body } = await sentBy(
      enhancedConnection({ deployment: 'eyes' }),
      request,
    );
    assert.equal(
      url,
      `${contoso}/openai/deployments/eyes/extensions/chat/completions?api-version=2023-12-01-preview`,
    );
    assert.equal(headers.get('api-key'), key);
    assert.equal(headers.get('content-type'), 'application/json');
    const { messages, ...rest } = body;
    assert.deepEqual(rest, {
      enhancements: { ocr: { enabled: true }, grounding: { enabled: true } },
      dataSources: [
        { type: 'AzureComputerVision', parameters: { endpoint: vision, key: visionKey } },
      ],
      max_tokens: 100,
      stream: true,
    });
    const [system, user] = messages as [unknown, { role: string; content: unknown[] }];
    assert.deepEqual(system, { role: 'system', content: 'You are a helpful assistant.' });
    assert.equal(user.role, 'user');
    assert.deepEqual(user.content[0], { type: 'text', text: 'What is this?' });
    const [, image] = user.content as { type: string; image_url: { url: string } }[];
    assert.equal(image?.type, 'image_url');
    assert.match(image.image_url.url, /^data:image\/png;base64,iVBOR/);
  });

  for (const apiVersion of ['2023-12-01-preview', '2024-02-15-preview', '2024-03-01-preview']) {
    it(`is sent with api-version ${apiVersion}, also where the endpoint names it`, async () => {
      const query = `/openai/deployments/x/chat/completions?api-version=${apiVersion}`;
      for (const connection of [
        enhancedConnection({ apiVersion }),
        withoutVersion(enhancedConnection({ endpoint: contoso + query })),
      ]) {
        const { url, body } = await sentBy(connection);
        assert.match(url, /\/extensions\/chat\/completions\?/);
        assert.equal(new URL(url).searchParams.get('api-version'), apiVersion);
        assert.ok('dataSources' in body);
      }
    });
  }

  it('asks for JSON of a schema in words', async () => {
    const schema = {
      name: 'alt',
      schema: { type: 'object', properties: {}, required: [], additionalProperties: false },
    };
    const { body } = await sentBy(enhancedConnection(), requestWith(1, { schema }));
    assert.ok(!('response_format' in body));
    assert.match(JSON.stringify(body.messages), /JSON Schema: /);
  });

  it('names the resource as it is kept, without a slash at the end', async () => {
    const connection = enhancedConnection({ vision: { endpoint: `${vision}/` } });
    const { body } = await sentBy(connection);
    assert.deepEqual(body.dataSources, [
      { type: 'AzureComputerVision', parameters: { endpoint: vision, key: visionKey } },
    ]);
  });
});

describe('a request without vision enhancements', () => {
  const others: [string, Partial<Connection>, images: number][] = [
    ['of an earlier api-version', { apiVersion: '2023-09-01-preview' }, 1],
    ['of the version that removed them', { apiVersion: '2024-04-01-preview' }, 1],
    ['of a version that is no preview', { apiVersion: '2024-02-01' }, 1],
    ['of a present version', { apiVersion: '2024-10-21' }, 1],
    ['of an odd version', { apiVersion: '2024-01-01-preview-2' }, 1],
    ['without an image', {}, 0],
    ['with several images, to which they cannot be applied', {}, 2],
    ['to an OpenAI-compatible server', { provider: 'openai', endpoint: 'https://x.example/v1' }, 1],
    [
      'to a serverless endpoint',
      { endpoint: 'https://x.westus.models.ai.azure.com', apiVersion: '2023-12-01-preview' },
      1,
    ],
  ];
  for (const [what, more, images] of others) {
    it(`is what it was before: one ${what}`, async () => {
      const connection = enhancedConnection({ ...more, auth: 'none' });
      const { vision: _, ...plain } = connection;
      const request = requestWith(images);
      const sent = await sentBy(connection, request);
      const before = await sentBy(plain, request);
      assert.equal(sent.url, before.url);
      assert.equal(JSON.stringify(sent.body), JSON.stringify(before.body));
      assert.deepEqual([...sent.headers], [...before.headers]);
      assert.ok(!JSON.stringify(sent.body).includes(visionKey));
    });
  }

  it('goes to the v1 endpoint as ever', async () => {
    const { url, body } = await sentBy(withoutVersion(enhancedConnection()));
    assert.equal(url, `${contoso}/openai/v1/chat/completions`);
    assert.ok(!('enhancements' in body) && !('dataSources' in body));
  });

  it('is made by a connection that names no resource', async () => {
    const { url } = await sentBy(azureConnection({ apiVersion: '2023-12-01-preview' }));
    assert.match(url, /\/deployments\/[^/]+\/chat\/completions\?/);
  });
});

describe('the emulated vision enhancements', () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator(enhancedService);
  });
  after(() => emulator.close());

  const answerOf = (more: Partial<Connection> = {}) =>
    chatAnswer(
      emulatedConnection(emulator, more),
      networkWith({ [emulator.url]: key, [vision]: visionKey }),
    );

  for (const apiVersion of ['2023-12-01-preview', '2024-02-15-preview', '2024-03-01-preview']) {
    it(`take the request of ${apiVersion} and find two pieces of the reply`, async () => {
      emulator.behave({});
      const events = await collect(answerOf({ apiVersion })(requestWith(1), never));
      const text = textOf(events);
      assert.match(text, /64 × 64/);
      const found = events.find((event) => event.type === 'regions');
      assert.ok(found);
      assert.deepEqual(
        found.regions.map(({ offset = -1, length = 0 }) => text.slice(offset, offset + length)),
        ['Image 1', 'Seen by the emulator'],
      );
      assert.deepEqual(events.at(-1), { type: 'finish', finish: { reason: 'stop' } });
    });
  }

  it('are left out where there are two images, and the reply comes without regions', async () => {
    emulator.behave({});
    const events = await collect(answerOf()(requestWith(2), never));
    assert.match(textOf(events), /Image 2/);
    assert.ok(events.every(({ type }) => type !== 'regions'));
  });

  const wrong: [string, (body: Record<string, unknown>) => unknown][] = [
    ['no enhancements', ({ enhancements: _, ...body }) => body],
    ['no dataSources', ({ dataSources: _, ...body }) => body],
    ['another type', (body) => ({ ...body, dataSources: [{ type: 'AzureCognitiveSearch' }] })],
    ['a response_format', (body) => ({ ...body, response_format: { type: 'text' } })],
    ['an unknown enhancement', (body) => ({ ...body, enhancements: { video: { enabled: true } } })],
    [
      'a resource with more',
      (body) => ({
        ...body,
        dataSources: [
          {
            type: 'AzureComputerVision',
            parameters: { endpoint: vision, key: visionKey, indexName: 'i' },
          },
        ],
      }),
    ],
  ];
  for (const [what, change] of wrong) {
    it(`refuse a request with ${what}`, async () => {
      await collect(answerOf()(requestWith(1), never));
      const { path, json } = emulator.requests.at(-1) ?? {};
      const response = await fetch(`${emulator.url}${path}`, {
        method: 'POST',
        headers: { 'api-key': key, 'content-type': 'application/json' },
        body: JSON.stringify(change(json as Record<string, unknown>)),
      });
      assert.equal(response.status, 400);
    });
  }
});

function withoutVersion({ apiVersion: _, ...connection }: Connection): Connection {
  return connection;
}
