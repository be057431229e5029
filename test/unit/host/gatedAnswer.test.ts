import assert from 'node:assert/strict';
import type { Connection } from '../../../src/core/connections/connection';
import type { ReplyEvent } from '../../../src/core/conversation/reply';
import type { Answer } from '../../../src/core/conversation/request';
import {
  VisionError,
  type VisionErrorDetails,
  type VisionErrorKind,
} from '../../../src/core/errors';
import { RateGate } from '../../../src/core/work/rateGate';
import { gatedAnswer } from '../../../src/host/connections/gatedAnswer';
import { chatAnswer } from '../../../src/providers';
import { startEmulator, type Emulator, type EmulatorOptions } from '../../support/emulator';
import {
  collect,
  failure,
  networkWith,
  requestWith,
  singleTry,
  textOf,
} from '../providers/support';

const never = new AbortController().signal;
const text: ReplyEvent = { type: 'text', text: 'A form.' };

/** An answer that does in turn what the steps say, the last for ever, and how often it was asked. */
function scripted(...steps: (VisionError | ReplyEvent[])[]) {
  const asked = { count: 0 };
  const answer: Answer = async function* () {
    await Promise.resolve();
    const step = steps[Math.min(asked.count++, steps.length - 1)] ?? [];
    if (step instanceof VisionError) {
      throw step;
    }
    yield* step;
  };
  return { asked, answer };
}

const fails = (kind: VisionErrorKind, details: VisionErrorDetails = {}) =>
  new VisionError(kind, details);

describe('an answer behind a gate', () => {
  const backOff = 4;
  const passing: [string, VisionError][] = [
    ['rateLimited', fails('rateLimited', { status: 429, retryAfterSeconds: 0.01 })],
    ['serverFailed', fails('serverFailed', { status: 503 })],
    ['timeout', fails('timeout', { status: 504 })],
    ['unreachable', fails('unreachable', { code: 'ECONNRESET' })],
    ['replyCut', fails('replyCut')],
  ];
  for (const [kind, error] of passing) {
    it(`asks again after ${kind}, and tells of the pause`, async () => {
      const { answer, asked } = scripted(error, error, [text]);
      const gated = gatedAnswer(answer, new RateGate(), [], backOff);
      const events = await collect(gated(requestWith(1), never));
      assert.deepEqual(
        events.map((event) => (event.type === 'waiting' ? event.waiting.kind : event.type)),
        [kind, kind, 'text'],
      );
      assert.equal(asked.count, 3);
    });
  }

  it('asks again after other failures than for the rate three times at most', async () => {
    const { answer, asked } = scripted(fails('serverFailed', { status: 500 }));
    const gated = gatedAnswer(answer, new RateGate(), [], backOff);
    await failure(gated(requestWith(1), never), 'serverFailed');
    assert.equal(asked.count, 4);
  });

  const lasting: [string, VisionErrorKind, VisionErrorDetails][] = [
    ['a pause of more than two minutes', 'rateLimited', { status: 429, retryAfterSeconds: 121 }],
    ['a used-up quota', 'quotaExceeded', { status: 429 }],
    ['a refusal', 'badRequest', { status: 400 }],
    ['a wrong address', 'unreachable', { code: 'ENOTFOUND' }],
    ['its own patience at an end', 'timeout', {}],
  ];
  for (const [what, kind, details] of lasting) {
    it(`tells ${what} at once, and lets others in`, async () => {
      const { answer, asked } = scripted(fails(kind, details), [text]);
      const gate = new RateGate({ maximum: 1 });
      const gated = gatedAnswer(answer, gate, [], backOff);
      const { events } = await failure(gated(requestWith(1), never), kind);
      assert.deepEqual(events, []);
      assert.equal(asked.count, 1);
      assert.equal(textOf(await collect(gated(requestWith(1), never))), 'A form.');
    });
  }

  it('does not ask again after its first text', async () => {
    let count = 0;
    const answer: Answer = async function* () {
      count++;
      yield text;
      await Promise.resolve();
      throw fails('serverFailed', { status: 500 });
    };
    const gated = gatedAnswer(answer, new RateGate(), [], backOff);
    const { events } = await failure(gated(requestWith(1), never), 'serverFailed');
    assert.deepEqual(events, [text]);
    assert.equal(count, 1);
  });

  it('ends quietly where it is stopped, at the gate, while asking and in a pause', async () => {
    const gate = new RateGate({ maximum: 1 });
    const pass = await gate.enter(never);
    const atGate = new AbortController();
    const { answer, asked } = scripted(
      fails('serverFailed', { status: 503, retryAfterSeconds: 100 }),
    );
    const gated = gatedAnswer(answer, gate, [], backOff);
    const waits = collect(gated(requestWith(1), atGate.signal));
    atGate.abort();
    assert.deepEqual(await waits, []);
    assert.equal(asked.count, 0);
    pass.leave({ type: 'done' });

    const inPause = new AbortController();
    for await (const event of gated(requestWith(1), inPause.signal)) {
      assert.equal(event.type, 'waiting');
      inPause.abort();
    }
    assert.equal(asked.count, 1);

    // Whoever stops reading gives the place back.
    const endless = gatedAnswer(scripted([text, text]).answer, gate, []);
    for await (const event of endless(requestWith(1), never)) {
      assert.equal(event, text);
      break;
    }
    (await gate.enter(never)).leave({ type: 'done' });
  });
});

describe('two hundred requests behind a gate', function () {
  this.timeout(60_000);
  const open: Emulator[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((emulator) => emulator.close()));
  });

  /** Asks 16 at a time until all are answered; gives how many were refused. */
  async function refusedOfAll(options: EmulatorOptions, provider: Connection['provider']) {
    const behaviour = { reply: 'A red square.' };
    const emulator = await startEmulator({ ...options, behaviour });
    open.push(emulator);
    const connection: Connection = {
      name: 'test',
      provider,
      endpoint: provider === 'azure' ? emulator.url : `${emulator.url}/v1`,
      deployment: 'gpt-4o',
      auth: 'none',
    };
    const gate = new RateGate();
    let left = 200;
    const work = async (): Promise<void> => {
      const network = networkWith();
      const answer = gatedAnswer(chatAnswer(connection, network, singleTry), gate, network.records);
      while (left-- > 0) {
        assert.equal(textOf(await collect(answer(requestWith(1), never))), behaviour.reply);
      }
    };
    await Promise.all(Array.from({ length: 16 }, work));
    const statuses = emulator.requests.map(({ status }) => status);
    assert.equal(statuses.filter((status) => status === 200).length, 200);
    return statuses.length - 200;
  }

  it('are all answered by OpenAI, which tells what is left before it refuses any', async () => {
    const rateLimit = { kind: 'bucket', requests: 100, seconds: 4 } as const;
    const options = { kind: 'openai', models: ['gpt-4o'], rateLimit } as const;
    assert.equal(await refusedOfAll(options, 'openai'), 0);
  });

  it('are all answered by Azure, which tells when to come back after it refused some', async () => {
    const rateLimit = { kind: 'window', requests: 60, seconds: 2 } as const;
    const options = { kind: 'azure', deployments: ['gpt-4o'], rateLimit } as const;
    const refused = await refusedOfAll(options, 'azure');
    assert.ok(refused <= 20, `${refused} refused`);
  });
});
