import assert from 'node:assert/strict';
import type { VisionErrorKind } from '../../../src/core/errors';
import type { Connection } from '../../../src/core/connections/connection';
import { chatAnswer, testConnection } from '../../../src/providers';
import { startEmulator, type Behaviour, type Emulator } from '../../support/emulator';
import {
  collect,
  failure,
  failureOf,
  key,
  networkWith,
  requestWith,
  textOf,
  singleTry,
} from './support';

const never = new AbortController().signal;

/** The same questions to every server and every way to reach it. */
describe('with an emulated server', () => {
  let azure: Emulator;
  let openai: Emulator;
  before(async () => {
    azure = await startEmulator({ kind: 'azure', key, deployments: ['gpt-4o'], reasoning: ['o4'] });
    openai = await startEmulator({
      kind: 'openai',
      key,
      models: ['gpt-4o'],
      reasoning: ['thinker'],
    });
  });
  after(() => Promise.all([azure.close(), openai.close()]));

  const ways: [string, () => Connection][] = [
    [
      'Azure v1',
      () => ({ name: 'a', provider: 'azure', endpoint: azure.url, deployment: 'gpt-4o' }),
    ],
    [
      'Azure classic',
      () => ({
        name: 'b',
        provider: 'azure',
        endpoint: azure.url,
        deployment: 'gpt-4o',
        apiVersion: '2024-10-21',
      }),
    ],
    [
      'an old Azure api-version',
      () => ({
        name: 'c',
        provider: 'azure',
        endpoint: azure.url,
        deployment: 'gpt-4o',
        apiVersion: '2024-02-01',
      }),
    ],
    [
      'OpenAI',
      () => ({ name: 'd', provider: 'openai', endpoint: openai.url, deployment: 'gpt-4o' }),
    ],
  ];

  for (const [name, connectionOf] of ways) {
    describe(`reached as ${name}`, () => {
      const answer = (behaviour: Behaviour, images = 1) => {
        const emulator = connectionOf().provider === 'azure' ? azure : openai;
        emulator.behave(behaviour);
        const network = networkWith({ [emulator.url]: key });
        return chatAnswer(connectionOf(), network, singleTry)(requestWith(images), never);
      };

      it('an image is described', async () => {
        const events = await collect(answer({}, 2));
        const text = textOf(events);
        assert.match(text, /Image 1: PNG, 64 × 64 pixels/);
        assert.match(text, /Image 2: PNG, 64 × 64 pixels/);
        assert.ok(events.some(({ type }) => type === 'model'));
        assert.ok(
          events.some((event) => event.type === 'finish' && event.finish.reason === 'stop'),
        );
      });

      it('a long reply is told to be cut by the limit', async () => {
        const events = await collect(answer({ finish: 'length' }));
        assert.ok(
          events.some((event) => event.type === 'finish' && event.finish.reason === 'length'),
        );
      });

      const failures: [VisionErrorKind, Behaviour, boolean][] = [
        ['keyRefused', { fail: { status: 401 } }, false],
        ['forbidden', { fail: { status: 403 } }, false],
        ['deploymentNotFound', { fail: { status: 404 } }, false],
        ['timeout', { fail: { status: 408 } }, false],
        ['requestTooLarge', { fail: { status: 413 } }, false],
        ['rateLimited', { fail: { status: 429, retryAfter: '17' } }, false],
        ['serverFailed', { fail: { status: 500 } }, false],
        ['serverFailed', { fail: { status: 503 } }, false],
        [
          'contentFiltered',
          { fail: { kind: 'contentFilter', category: 'violence', severity: 'high' } },
          false,
        ],
        ['replyCut', { stream: 'cut' }, true],
        ['replyCut', { stream: 'noFinish' }, true],
        ['replyGarbled', { stream: 'garbage' }, true],
        ['replyGarbled', { stream: 'html' }, false],
        ['replyEmpty', { stream: 'empty' }, false],
      ];
      for (const [kind, behaviour, hasText] of failures) {
        it(`${JSON.stringify(behaviour)} is ${kind}`, async () => {
          const { events, details } = await failure(answer(behaviour), kind);
          assert.equal(textOf(events) !== '', hasText);
          assert.ok(details.requestId, 'a request id');
          assert.ok(details.host?.startsWith('127.0.0.1:'));
          assert.equal(details.retryAfterSeconds, kind === 'rateLimited' ? 17 : undefined);
        });
      }

      it('tests as working', async () => {
        const emulator = connectionOf().provider === 'azure' ? azure : openai;
        for (const behaviour of [{}, { finish: 'length' }, { reply: '' }] as const) {
          emulator.behave(behaviour);
          const network = networkWith({ [emulator.url]: key });
          const { model, milliseconds } = await testConnection(connectionOf(), network, never);
          assert.match(model ?? '', /^gpt-4o/);
          assert.ok(milliseconds > 0);
          assert.equal(emulator.requests.at(-1)?.images[0]?.colour, '#efc7c7');
        }
      });

      it('tests as broken, in the words of the failure', async () => {
        const emulator = connectionOf().provider === 'azure' ? azure : openai;
        emulator.behave({});
        const network = networkWith({ [emulator.url]: 'wrong-key' });
        const wrong = await failureOf(testConnection(connectionOf(), network, never), 'keyRefused');
        assert.ok(!JSON.stringify(wrong).includes('wrong-key'));
        const missing = { ...connectionOf(), deployment: 'missing' };
        const right = networkWith({ [emulator.url]: key });
        await failureOf(testConnection(missing, right, never), 'deploymentNotFound');
        emulator.behave({ stream: 'empty' });
        await failureOf(testConnection(connectionOf(), right, never), 'replyEmpty');
      });
    });
  }

  it('the category of a filtered reply is named', async () => {
    azure.behave({ finish: 'content_filter', filter: { category: 'sexual', severity: 'medium' } });
    const connection = ways[0]?.[1]();
    assert.ok(connection);
    const answer = chatAnswer(connection, networkWith({ [azure.url]: key }), singleTry);
    const events = await collect(answer(requestWith(1), never));
    const filters = [{ category: 'sexual', severity: 'medium' }];
    const finish = events.find(({ type }) => type === 'finish');
    assert.deepEqual(finish, { type: 'finish', finish: { reason: 'contentFilter', filters } });
    assert.notEqual(textOf(events), '');
  });

  it('a reasoning model that refuses max_tokens answers all the same', async () => {
    openai.behave({});
    const network = networkWith({ [openai.url]: key });
    const connection = {
      name: 'r',
      provider: 'openai',
      endpoint: openai.url,
      deployment: 'thinker',
    } as const;
    const answer = chatAnswer(connection, network, singleTry);
    assert.match(textOf(await collect(answer(requestWith(1), never))), /64 × 64/);
    await collect(answer(requestWith(1), never));
    assert.deepEqual(
      network.records.map(({ status }) => status),
      [400, 200, 200],
    );
  });

  it('a test that is cancelled rejects with the reason', async () => {
    azure.behave({ stream: 'stall' });
    const connection = ways[0]?.[1]();
    assert.ok(connection);
    const abort = new AbortController();
    const test = testConnection(connection, networkWith({ [azure.url]: key }), abort.signal);
    const rejected = assert.rejects(test, { name: 'AbortError' });
    const request = await azure.nextRequest(
      (one) => one.closedAt === undefined && one.status === undefined,
    );
    abort.abort();
    await rejected;
    await azure.closed(request);
  });
});
