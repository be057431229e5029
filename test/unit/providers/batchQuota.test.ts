import assert from 'node:assert/strict';
import { VisionError } from '../../../src/core/errors';
import { progressOf, type BatchClient } from '../../../src/providers';
import type { Emulator } from '../../support/emulator';
import { assertAnswered, assertTidy, never, quickClock, stage, testRun } from './batchSupport';

/** What one of the numbered requests takes of the quota at the emulator. */
const each = 19;

describe('a run of batches and the quota of enqueued tokens', () => {
  let emulator: Emulator;
  let client: BatchClient;
  const begin = async (...input: Parameters<typeof stage>) => {
    const begun = await stage(...input);
    ({ emulator, client } = begun);
  };
  afterEach(() => emulator.close());

  const most = (status: string): number =>
    emulator.batches.batches.filter((batch) => batch.status === status).length;

  for (const failFast of [false, true]) {
    it(`waits with a file until another has ended (${failFast ? 'refused at once' : 'after a check'})`, async () => {
      await begin('Azure v1', { everyPoll: true, enqueuedTokens: 5 * each, failFast });
      let running = 0;
      let hasWaited = false;
      const { run, outcomes } = testRun(client, {
        clock: quickClock(() => {
          running = Math.max(running, most('in_progress'));
          hasWaited ||= progressOf(run.state).isWaiting;
        }),
      });
      await run.go(never);
      assertAnswered(outcomes, 10);
      assert.equal(running, 1);
      assert.ok(hasWaited);
      // A file that waits is not uploaded again.
      assert.equal(emulator.batches.uploads.length, 3);
      assert.deepEqual(emulator.batches.files, []);
    });
  }

  it('uploads no further file while one waits', async () => {
    await begin('Azure v1', { enqueuedTokens: 5 * each, failFast: true });
    const clock = quickClock(() => {
      emulator.batches.batches.forEach(({ id, status }) => {
        if (status === 'validating') {
          emulator.batches.advance(id);
        }
      });
      if (clock.waits.length > 20) {
        throw new Error('Enough.');
      }
    });
    const { run } = testRun(client, { requests: 100, clock });
    await assert.rejects(run.go(never), /Enough/);
    assert.equal(emulator.batches.uploads.length, 2);
    assert.deepEqual(progressOf(run.state), {
      requests: 100,
      sent: 8,
      completed: 0,
      failed: 0,
      isWaiting: true,
    });
  });

  it('divides files for which the quota has no room even when it is empty', async () => {
    await begin('Azure v1', { everyPoll: true, enqueuedTokens: 2 * each + 1, failFast: true });
    const { run, outcomes } = testRun(client, { requests: 10, most: 8 });
    await run.go(never);
    assertAnswered(outcomes, 10);
    assert.deepEqual(emulator.batches.files, []);
    const sizes = emulator.batches.batches.map(({ customIds }) => customIds.length);
    assert.deepEqual(sizes, [2, 2, 2, 2, 2]);
    // Of 8, then 4, then 2 requests: once that is known, all files are small.
    assert.equal(emulator.batches.uploads.length, 2 + 5);
  });

  it('keeps offering a single request, ever less often', async () => {
    await begin('Azure v1', { enqueuedTokens: 1, failFast: true });
    const offers: number[] = [];
    const clock = quickClock(() => {
      if (offers.length > 9) {
        throw new Error('Enough.');
      }
    });
    const counted: BatchClient = {
      ...client,
      createBatch(fileId, signal) {
        offers.push(clock.now());
        return client.createBatch(fileId, signal);
      },
    };
    const { run } = testRun(counted, { requests: 1, clock });
    await assert.rejects(run.go(never), /Enough/);
    const pauses = offers.slice(1).map((time, at) => (time - (offers[at] ?? NaN)) / 60_000);
    assert.deepEqual(pauses, [1, 2, 4, 8, 16, 30, 30, 30, 30]);
    assert.equal(emulator.batches.uploads.length, 1);
  });

  it('is not too small where others use it', async () => {
    await begin('Azure v1', { everyPoll: true });
    let refusals = 3;
    const busy: BatchClient = {
      ...client,
      createBatch(fileId, signal) {
        refusals -= 1;
        return refusals >= 0
          ? Promise.reject(new VisionError('rateLimited', { code: 'enqueuedTokens', status: 400 }))
          : client.createBatch(fileId, signal);
      },
    };
    const { run, outcomes } = testRun(busy);
    await run.go(never);
    assertAnswered(outcomes, 10);
    assertTidy(emulator, 3);
  });
});
