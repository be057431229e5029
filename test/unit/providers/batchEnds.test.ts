import assert from 'node:assert/strict';
import { VisionError } from '../../../src/core/errors';
import {
  isOver,
  memorySpool,
  progressOf,
  type BatchClient,
  type Outcome,
} from '../../../src/providers';
import type { Emulator } from '../../support/emulator';
import { failureOf } from './support';
import { assertAnswered, assertTidy, never, quickClock, stage, testRun } from './batchSupport';

function errorAt(outcomes: ReadonlyMap<number, Outcome>, index: number): VisionError {
  const outcome = outcomes.get(index);
  assert.ok(outcome && 'error' in outcome, `${index}: ${JSON.stringify(outcome)}`);
  return outcome.error;
}

describe('the end of a batch', () => {
  let emulator: Emulator;
  let client: BatchClient;
  const begin = async (...input: Parameters<typeof stage>) => {
    const begun = await stage(...input);
    ({ emulator, client } = begun);
  };
  afterEach(() => emulator.close());

  const repliesIn = (outcomes: ReadonlyMap<number, Outcome>): number =>
    [...outcomes.values()].filter((outcome) => 'reply' in outcome).length;

  it('gives each request its own failure', async () => {
    await begin('Azure v1', { everyPoll: true });
    emulator.behave({
      fail: { kind: 'contentFilter', category: 'violence', severity: 'high', times: 1 },
    });
    const { run, outcomes } = testRun(client, { requests: 3 });
    await run.go(never);
    assert.equal(repliesIn(outcomes), 2);
    const failed = [...outcomes.keys()].find((index) => 'error' in (outcomes.get(index) ?? {}));
    const { kind, details } = errorAt(outcomes, failed ?? NaN);
    assert.equal(kind, 'contentFiltered');
    assert.deepEqual(details.filters, [{ category: 'violence', severity: 'high' }]);
    assert.ok(details.requestId);
    const { completed, failed: failures } = progressOf(run.state);
    assert.deepEqual([completed, failures], [2, 1]);
    assertTidy(emulator, 1);
  });

  it('delivers what was answered when its time is over, and gives back the rest', async () => {
    await begin('OpenAI');
    const clock = quickClock(() => {
      const [batch] = emulator.batches.batches;
      if (batch?.status === 'validating') {
        emulator.batches.advance(batch.id);
        emulator.batches.work(batch.id, 3);
      } else if (batch?.status === 'in_progress') {
        emulator.batches.expire(batch.id);
      }
    });
    const { run, outcomes } = testRun(client, { requests: 4, clock });
    await run.go(never);
    assert.equal(repliesIn(outcomes), 3);
    const open = [0, 1, 2, 3].find((index) => 'error' in (outcomes.get(index) ?? {})) ?? NaN;
    const { kind, details } = errorAt(outcomes, open);
    assert.equal(kind, 'timeout');
    assert.equal(details.code, 'batch_expired');
    assert.match(details.serverMessage ?? '', /completion window expired/);
    assertTidy(emulator, 1);
  });

  it('gives back requests without a result, and minds neither doubles nor strangers', async () => {
    await begin('Azure v1', { everyPoll: true });
    const odd: BatchClient = {
      ...client,
      async *results(id, signal) {
        for await (const result of client.results(id, signal)) {
          if (result.customId !== 'request-2') {
            yield result;
            yield { ...result, outcome: { error: new VisionError('internal') } };
            yield { ...result, customId: 'request-99' };
            yield { ...result, customId: 'request-02' };
            yield { ...result, customId: 'another' };
          }
        }
      },
    };
    const { run, outcomes } = testRun(odd, { requests: 4 });
    await run.go(never);
    assert.deepEqual([...outcomes.keys()].sort(), [0, 1, 2, 3]);
    assert.equal(repliesIn(outcomes), 3);
    assert.equal(errorAt(outcomes, 2).kind, 'replyEmpty');
    assert.equal(errorAt(outcomes, 2).details.deployment, 'gpt-4o');
  });

  it('tells each request of a file why it failed as a whole, and sends no other', async () => {
    await begin('Azure v1', { everyPoll: true, deployments: ['another'] });
    const { run, outcomes } = testRun(client, {
      clock: quickClock(),
      requests: 100,
    });
    await run.go(never);
    const [first] = emulator.batches.uploads;
    assert.ok(first);
    assert.ok(emulator.batches.uploads.length <= 4);
    const { kind, details } = errorAt(outcomes, 0);
    assert.equal(kind, 'badRequest');
    assert.equal(details.status, undefined);
    assert.match(details.serverMessage ?? '', /its SKU must be globalbatch/);
    assert.equal(run.state.failure?.kind, 'badRequest');
    assert.ok(isOver(run.state));
    const unsent = run.state.left.reduce((sum, { first, end }) => sum + end - first, 0);
    assert.equal(unsent + outcomes.size, 100);
    assert.deepEqual(emulator.batches.files, []);
  });

  it('tells of a deployment that is not there', async () => {
    await begin('Azure v1', { everyPoll: true });
    const { line } = client;
    const wrong: BatchClient = {
      ...client,
      line: (id, request) => line(id, request).replace('"gpt-4o"', '"gone"'),
    };
    const { run, outcomes } = testRun(wrong, { requests: 2 });
    await run.go(never);
    assert.equal(errorAt(outcomes, 1).kind, 'deploymentNotFound');
  });

  it('gives back the requests of a batch that the service no longer knows', async () => {
    await begin('Azure v1', { everyPoll: true });
    const forgetful: BatchClient = {
      ...client,
      getBatch: (_id, signal) => client.getBatch('batch_gone', signal),
    };
    const { run, outcomes } = testRun(forgetful, { requests: 2 });
    await run.go(never);
    assert.equal(errorAt(outcomes, 0).details.status, 404);
    assert.deepEqual([...outcomes.keys()], [0, 1]);
  });

  it('gives up results that break off each time, after what came of them', async () => {
    await begin('Azure v1', { everyPoll: true });
    let reads = 0;
    const cut: BatchClient = {
      ...client,
      async *results(id, signal) {
        reads += 1;
        let count = 0;
        for await (const result of client.results(id, signal)) {
          count += 1;
          if (count > 2) {
            throw new VisionError('replyCut');
          }
          yield result;
        }
      },
    };
    const delivered: number[] = [];
    const { run, outcomes, ports } = testRun(cut, { requests: 4 });
    const other = testRun(cut, {
      requests: 4,
      outcomes,
      ports: {
        deliver(index, outcome) {
          delivered.push(index);
          return ports.deliver(index, outcome);
        },
      },
    });
    assert.equal(run.state.files.length, 0);
    await other.run.go(never);
    assert.equal(repliesIn(outcomes), 2);
    assert.equal(delivered.length, 4);
    // The file of failures, which is empty, is read once.
    assert.equal(reads, 5 + 1);
    // What could not be read is left at the service.
    assert.equal(emulator.batches.files.length, 2);
  });

  it('leaves no spool, however it comes', async () => {
    await begin('Azure v1', { everyPoll: true });
    let [made, left] = [0, 0];
    const spool = () => {
      const inner = memorySpool();
      [made, left] = [made + 1, left + 1];
      return Promise.resolve({
        ...inner,
        dispose() {
          left -= 1;
          return inner.dispose();
        },
      });
    };
    let failures = 1;
    const failing: BatchClient = {
      ...client,
      uploadFile: (name, content, signal) =>
        (failures -= 1) >= 0
          ? Promise.reject(new VisionError('forbidden', { status: 403 }))
          : client.uploadFile(name, content, signal),
    };
    const { run, outcomes } = testRun(failing, { ports: { spool } });
    await failureOf(run.go(never), 'forbidden');
    assert.deepEqual([made, left], [1, 0]);
    await run.go(never);
    assertAnswered(outcomes, 10);
    assert.deepEqual([made, left], [4, 0]);
    const broken = testRun(client, {
      ports: {
        spool,
        // eslint-disable-next-line require-yield
        async *requests() {
          await Promise.resolve();
          throw new Error('No images.');
        },
      },
    });
    await assert.rejects(broken.run.go(never), /No images/);
    assert.deepEqual([made, left], [5, 0]);
  });

  it('gives up deleting after some tries', async () => {
    await begin('Azure v1', { everyPoll: true });
    const stubborn: BatchClient = {
      ...client,
      deleteFile: () => Promise.reject(new VisionError('serverFailed', { status: 500 })),
    };
    const { run, outcomes } = testRun(stubborn, { requests: 2 });
    await run.go(never);
    assertAnswered(outcomes, 2);
    assert.ok(isOver(run.state));
  });

  describe('by Cancel', () => {
    it('delivers what was answered, which is billed, and gives back the rest', async () => {
      await begin();
      let step = 0;
      const clock = quickClock(() => {
        step += 1;
        if (step === 1) {
          emulator.batches.advance();
          emulator.batches.batches.forEach(({ id }) => emulator.batches.work(id, 1));
        } else if (step === 3) {
          void run.cancel();
        } else if (step > 4) {
          emulator.batches.advance();
        }
      });
      const { run, outcomes } = testRun(client, { clock });
      await run.go(never);
      assert.equal(outcomes.size, 10);
      assert.equal(repliesIn(outcomes), 3);
      const open = [...outcomes.keys()].find((index) => 'error' in (outcomes.get(index) ?? {}));
      const { kind, details } = errorAt(outcomes, open ?? NaN);
      assert.equal(kind, 'timeout');
      assert.equal(details.code, 'batch_cancelled');
      const { completed, failed } = progressOf(run.state);
      assert.deepEqual([completed, failed], [3, 7]);
      assert.ok(emulator.batches.batches.every(({ status }) => status === 'cancelled'));
      assertTidy(emulator, 3);
    });

    it('sends nothing more, and does not wait with it', async () => {
      await begin();
      const clock = quickClock();
      const { run, outcomes } = testRun(client, { requests: 100, clock });
      const calls: string[] = [];
      const counted: BatchClient = {
        ...run.ports.client,
        async uploadFile(name, content, signal) {
          calls.push('upload');
          const id = await client.uploadFile(name, content, signal);
          if (calls.length === 2) {
            void other.run.cancel();
          }
          signal.throwIfAborted();
          return id;
        },
        async cancelBatch(id, signal) {
          calls.push('cancel');
          const batch = await client.cancelBatch(id, signal);
          emulator.batches.advance(id);
          return batch;
        },
      };
      const other = testRun(counted, { requests: 100, most: 4, clock, outcomes });
      await other.run.go(never);
      assert.deepEqual(calls, ['upload', 'upload', 'cancel']);
      // The second file arrived, and was deleted.
      assert.deepEqual(emulator.batches.files, []);
      assert.equal(outcomes.size, 4);
      const unsent = other.run.state.left.reduce((sum, { first, end }) => sum + end - first, 0);
      assert.equal(unsent, 96);
      assert.ok(clock.waits.length <= 2);
    });

    it('takes a batch that has ended meanwhile as it is', async () => {
      await begin();
      const clock = quickClock(() => {
        if (clock.waits.length === 1) {
          [1, 2, 3].forEach(() => emulator.batches.advance());
          void run.cancel();
        }
      });
      const { run, outcomes } = testRun(client, { requests: 4, clock });
      await run.go(never);
      assertAnswered(outcomes, 4);
      assertTidy(emulator, 1);
    });

    it('takes back a file that waits for the quota', async () => {
      await begin('Azure v1', { enqueuedTokens: 1, failFast: true });
      const clock = quickClock(() => void run.cancel());
      const { run, outcomes } = testRun(client, { requests: 4, clock });
      await run.go(never);
      assert.equal(outcomes.size, 0);
      assert.deepEqual(run.state.left, [{ first: 0, end: 4 }]);
      assert.deepEqual(emulator.batches.files, []);
    });
  });
});
