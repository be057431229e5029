import assert from 'node:assert/strict';
import { VisionError, type VisionErrorKind } from '../../../src/core/errors';
import {
  isOver,
  progressOf,
  type BatchClient,
  type BatchRunState,
  type Outcome,
} from '../../../src/providers';
import type { Emulator } from '../../support/emulator';
import {
  assertAnswered,
  assertTidy,
  never,
  quickClock,
  services,
  stage,
  testRun,
  type ServiceName,
} from './batchSupport';
import { failureOf } from './support';

describe('a run of batches', () => {
  let emulator: Emulator;
  let client: BatchClient;
  const begin = async (...input: Parameters<typeof stage>) => {
    const begun = await stage(...input);
    ({ emulator, client } = begun);
    return begun;
  };
  afterEach(() => emulator.close());

  for (const name of Object.keys(services) as ServiceName[]) {
    it(`answers all requests through several files (${name})`, async () => {
      await begin(name, { everyPoll: true });
      const { run, outcomes } = testRun(client);
      await run.go(never);
      assertAnswered(outcomes, 10);
      assertTidy(emulator, 3);
      assert.deepEqual(
        emulator.batches.uploads.map(({ filename }) => filename),
        ['sightline-test-0.jsonl', 'sightline-test-1.jsonl', 'sightline-test-2.jsonl'],
      );
      assert.ok(isOver(run.state));
      const { completed, failed, sent } = progressOf(run.state);
      assert.deepEqual([completed, failed, sent], [10, 0, 0]);
      const reply = outcomes.get(3);
      assert.ok(reply && 'reply' in reply);
      assert.ok((reply.reply.usage?.inputTokens ?? 0) > 0);
      assert.match(reply.reply.model ?? '', /^gpt-4o/);
      assert.deepEqual(reply.reply.finish, { reason: 'stop' });
    });
  }

  it('asks about a batch once a minute at most', async () => {
    await begin();
    const asked = new Map<string, number[]>();
    const clock = quickClock(() => emulator.batches.advance());
    const watched: BatchClient = {
      ...client,
      getBatch(id, signal) {
        asked.set(id, [...(asked.get(id) ?? []), clock.now()]);
        return client.getBatch(id, signal);
      },
    };
    const { run, outcomes } = testRun(watched, { clock });
    await run.go(never);
    assertAnswered(outcomes, 10);
    assert.equal(asked.size, 3);
    for (const times of asked.values()) {
      assert.ok(times.length >= 2);
      times.slice(1).forEach((time, at) => assert.ok(time - (times[at] ?? NaN) >= 60_000));
    }
  });

  it('leaves out requests that there is nothing to ask for', async () => {
    await begin('Azure v1', { everyPoll: true });
    const { ports } = testRun(client);
    const { run, outcomes } = testRun(client, {
      ports: {
        async *requests(range, signal) {
          for await (const { index, request } of ports.requests(range, signal)) {
            yield index % 2 === 0 && request ? { index, request } : { index };
          }
        },
      },
    });
    await run.go(never);
    assert.deepEqual([...outcomes.keys()].sort(), [0, 2, 4, 6, 8]);
    assertTidy(emulator, 2);
  });

  it('makes no file of nothing', async () => {
    await begin();
    const { run, outcomes } = testRun(client, {
      ports: {
        async *requests({ first, end }) {
          await Promise.resolve();
          for (let index = first; index < end; index++) {
            yield { index };
          }
        },
      },
    });
    await run.go(never);
    assert.equal(outcomes.size, 0);
    assert.equal(emulator.requests.length, 0);
  });

  it('gives back a request that no file may hold', async () => {
    await begin('Azure v1', { everyPoll: true });
    const small = { ...client, limits: { bytes: 500, requests: 4 } };
    const { run, outcomes } = testRun(small, { requests: 3 });
    const { line } = run.ports.client;
    const long: BatchClient = {
      ...run.ports.client,
      line: (id, request) =>
        id === 'request-1' ? line(id, { ...request, system: 'x'.repeat(600) }) : line(id, request),
    };
    const other = testRun(long, { requests: 3, outcomes });
    await other.run.go(never);
    const failed = outcomes.get(1);
    assert.ok(failed && 'error' in failed);
    assert.equal(failed.error.kind, 'requestTooLarge');
    assert.deepEqual([...outcomes.keys()].sort(), [0, 1, 2]);
  });

  it('ends where it cannot go on, and goes on when that is mended', async () => {
    await begin('Azure v1', { everyPoll: true });
    let isBroken = true;
    const broken: BatchClient = {
      ...client,
      getBatch: (id, signal) =>
        isBroken
          ? Promise.reject(new VisionError('keyRefused', { host: 'a', status: 401 }))
          : client.getBatch(id, signal),
    };
    const { run, outcomes } = testRun(broken);
    await failureOf(run.go(never), 'keyRefused');
    isBroken = false;
    await run.go(never);
    assertAnswered(outcomes, 10);
    assertTidy(emulator, 3);
  });

  it('stops when it is told, and goes on from what it kept', async () => {
    await begin('Azure v1', { everyPoll: true });
    const window = new AbortController();
    const clock = quickClock(() => window.abort(new Error('The window closes.')));
    const { run, outcomes, kept } = testRun(client, { clock });
    await assert.rejects(run.go(window.signal), /The window closes/);
    const state = kept.at(-1);
    assert.ok(state);
    const next = testRun(client, { state, outcomes });
    await next.run.go(never);
    assertAnswered(outcomes, 10);
    assertTidy(emulator, 3);
  });

  it('does not go on with another connection', async () => {
    await begin();
    const { kept, run } = testRun(client, {
      clock: quickClock(() => {
        throw new Error('Enough.');
      }),
    });
    await assert.rejects(run.go(never), /Enough/);
    const state = kept.at(-1);
    assert.ok(state);
    const elsewhere = { ...client, address: 'elsewhere' };
    assert.throws(() => testRun(elsewhere, { state }), { kind: 'connectionInvalid' });
  });

  describe('through failures that pass', () => {
    const methods = [
      'uploadFile',
      'findFile',
      'createBatch',
      'findBatch',
      'getBatch',
      'deleteFile',
    ] as const;

    /** A client whose calls fail at first, before they are sent or after. */
    function failing(kind: VisionErrorKind, isSent: boolean, details = {}): BatchClient {
      const failed = new Set<string>();
      const once =
        (name: (typeof methods)[number]) =>
        async (...input: unknown[]): Promise<unknown> => {
          const isFirst = !failed.has(name);
          failed.add(name);
          if (isFirst && isSent) {
            await Reflect.apply(client[name], client, input);
          }
          if (isFirst) {
            throw new VisionError(kind, details);
          }
          return Reflect.apply(client[name], client, input) as Promise<unknown>;
        };
      return {
        ...client,
        ...Object.fromEntries(methods.map((name) => [name, once(name)])),
        async *results(id, signal) {
          const isFirst = !failed.has(`results ${id}`);
          failed.add(`results ${id}`);
          let count = 0;
          for await (const result of client.results(id, signal)) {
            if (isFirst && count === (isSent ? 2 : 0)) {
              throw new VisionError(kind, details);
            }
            count += 1;
            yield result;
          }
        },
      };
    }

    for (const [kind, isSent, details] of [
      ['unreachable', false, {}],
      ['timeout', true, {}],
      ['serverFailed', true, { status: 502 }],
      ['serverFailed', false, { status: 500 }],
      ['rateLimited', false, { status: 429, retryAfterSeconds: 90 }],
      ['replyGarbled', true, {}],
    ] as const) {
      it(`sends nothing twice: ${kind}, ${isSent ? 'after' : 'before'} it was sent`, async () => {
        await begin('Azure v1', { everyPoll: true });
        const troubles: VisionErrorKind[] = [];
        const { run, outcomes } = testRun(failing(kind, isSent, details), {
          ports: { onTrouble: (error) => troubles.push(error.kind) },
        });
        await run.go(never);
        assertAnswered(outcomes, 10);
        assert.equal(emulator.batches.batches.length, 3);
        // A file whose upload failed before it was sent is filled and sent anew.
        assert.equal(emulator.batches.uploads.length, 3);
        assert.ok(troubles.length > 0 && troubles.every((one) => one === kind));
      });
    }

    it('waits as long as the service says', async () => {
      await begin('Azure v1', { everyPoll: true });
      const clock = quickClock();
      const late = failing('rateLimited', false, { status: 429, retryAfterSeconds: 600 });
      const { run } = testRun(late, { clock });
      await run.go(never);
      assert.ok(clock.waits.includes(600_000));
    });

    it('waits until a new file is processed, and tells nobody', async () => {
      await begin('Azure v1', { everyPoll: true, pending: 2 });
      const troubles: unknown[] = [];
      const { run, outcomes } = testRun(client, {
        ports: { onTrouble: (error) => troubles.push(error) },
      });
      await run.go(never);
      assertAnswered(outcomes, 10);
      assertTidy(emulator, 3);
      assert.deepEqual(troubles, []);
    });

    it('uploads a file again that the service deleted while it waited', async () => {
      await begin('Azure v1', { everyPoll: true, pending: 1 });
      let isFirst = true;
      const forgetful: BatchClient = {
        ...client,
        async createBatch(fileId, signal) {
          if (isFirst) {
            isFirst = false;
            await client.deleteFile(fileId, signal);
          }
          return client.createBatch(fileId, signal);
        },
      };
      const { run, outcomes } = testRun(forgetful, { requests: 4 });
      await run.go(never);
      assertAnswered(outcomes, 4);
      assertTidy(emulator, 2);
    });
  });

  describe('after a crash', () => {
    const small = { requests: 6, most: 3 };

    /** Thrown in the place of a process that ends. */
    class Crash extends Error {}

    /**
     * Runs with a crash at each state that is kept, just after that or just before, and goes on with a new
     * run each time.
     */
    async function crashing(
      when: 'after' | 'before',
      name: ServiceName,
      check: (state: BatchRunState, outcomes: Map<number, Outcome>) => Promise<void>,
    ): Promise<number> {
      for (let at = 1; ; at++) {
        await begin(name, { everyPoll: true });
        const { kept, ports, outcomes, run: fresh } = testRun(client, small);
        let saves = 0;
        const save = async (state: BatchRunState): Promise<void> => {
          saves += 1;
          if (saves < at || when === 'after') {
            await ports.save(state);
          }
          if (saves >= at) {
            throw new Crash();
          }
        };
        const { run } = testRun(client, { ...small, ports: { ...ports, save } });
        try {
          await run.go(never);
          return at;
        } catch (error) {
          assert.ok(error instanceof Crash, String(error));
        }
        await check(kept.at(-1) ?? fresh.state, outcomes);
        await emulator.close();
      }
    }

    for (const [when, name] of [
      ['after', 'Azure v1'],
      ['before', 'OpenAI'],
    ] as const) {
      it(`${when} any state was kept, sends nothing twice (${name})`, async function () {
        this.timeout(60_000);
        const states = await crashing(when, name, async (state, outcomes) => {
          const { run } = testRun(client, { ...small, state, outcomes });
          await run.go(never);
          assertAnswered(outcomes, 6);
          assertTidy(emulator, 2);
          const { completed, failed } = progressOf(run.state);
          assert.deepEqual([completed, failed], [6, 0]);
        });
        assert.ok(states > 12, `${states} states`);
      });
    }

    it('leaves nothing behind where it is cancelled then', async function () {
      this.timeout(60_000);
      for (const when of ['after', 'before'] as const) {
        await crashing(when, 'Azure v1', async (state) => {
          const { run } = testRun(client, { ...small, state });
          await run.cancel();
          await run.go(never);
          assert.ok(isOver(run.state));
          assert.deepEqual(emulator.batches.files, []);
          for (const { status } of emulator.batches.batches) {
            assert.ok(status === 'cancelled' || status === 'completed', status);
          }
        });
        await emulator.close();
      }
      await begin();
    });

    it('delivers again what was not told to be read', async () => {
      await begin('Azure v1', { everyPoll: true });
      const { run, kept, outcomes } = testRun(client, {
        requests: 4,
        ports: {
          deliver(index, outcome) {
            outcomes.set(index, outcome);
            return outcomes.size === 2 ? Promise.reject(new Crash()) : Promise.resolve();
          },
        },
      });
      await assert.rejects(run.go(never), Crash);
      assert.equal(outcomes.size, 2);
      const state = kept.at(-1);
      assert.ok(state);
      const next = testRun(client, { state });
      await next.run.go(never);
      assertAnswered(next.outcomes, 4);
    });
  });
});
