import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { WorkQueue } from '../../../../src/core/work/queue';

/** Work that a test ends by hand. */
interface Job {
  readonly item: string;
  readonly signal: AbortSignal;
  readonly succeed: () => void;
  readonly fail: (error: unknown) => void;
}

const noKey = new Error('no key');

/** A queue of letters, each its own id, with what it told and what it has at work. */
function begin(concurrency = 2) {
  const told: string[] = [];
  const jobs: Job[] = [];
  const queue = new WorkQueue<string>({
    work: (item, signal) =>
      new Promise<void>((resolve, reject) => {
        jobs.push({ item, signal, succeed: resolve, fail: reject });
      }),
    stops: (error) => error === noKey,
    concurrency,
    listener: {
      started: (item) => told.push(`started ${item}`),
      done: (item) => told.push(`done ${item}`),
      failed: (item, error) => told.push(`failed ${item}: ${String(error)}`),
      givenBack: (item) => told.push(`given back ${item}`),
      stopped: (error) => told.push(`stopped: ${String(error)}`),
      idle: () => told.push('idle'),
    },
  });
  const add = (...items: string[]): void => items.forEach((item) => queue.add(item[0] ?? '', item));
  /** What was told since the last time, once all that can happen has. */
  const news = async (): Promise<string[]> => {
    await setImmediate();
    return told.splice(0);
  };
  const job = (item: string): Job => {
    const found = jobs.findLast((one) => one.item === item);
    assert.ok(found, `${item} was never at work`);
    return found;
  };
  return { queue, add, news, job };
}

describe('a work queue', () => {
  it('works on items in their order, so many at a time, and says when nothing is left', async () => {
    const { queue, add, news, job } = begin();
    add('a', 'b', 'c');
    assert.deepEqual(await news(), ['started a', 'started b']);
    assert.equal(queue.size, 3);
    job('b').succeed();
    assert.deepEqual(await news(), ['done b', 'started c']);
    job('a').succeed();
    assert.deepEqual(await news(), ['done a']);
    add('d');
    assert.deepEqual(await news(), ['started d']);
    job('c').succeed();
    job('d').succeed();
    assert.deepEqual(await news(), ['done c', 'done d', 'idle']);
    assert.equal(queue.size, 0);
  });

  it('loses one item by a failure, and goes on', async () => {
    const { add, news, job } = begin(1);
    add('a', 'b');
    job('a').fail(new Error('blurred'));
    assert.deepEqual(await news(), ['started a', 'failed a: Error: blurred', 'started b']);
  });

  it('pauses: what runs ends, and nothing starts until it is resumed', async () => {
    const { queue, add, news, job } = begin(1);
    add('a', 'b');
    queue.pause();
    add('c');
    assert.ok(queue.isPaused);
    assert.ok(!job('a').signal.aborted);
    job('a').succeed();
    assert.deepEqual(await news(), ['started a', 'done a']);
    queue.resume();
    assert.deepEqual(await news(), ['started b']);
  });

  it('pauses by itself where every item would fail, once, and begins with those that did', async () => {
    const { queue, add, news, job } = begin(3);
    add('a', 'b', 'c', 'd');
    await news();
    job('b').fail(noKey);
    job('a').fail(noKey);
    assert.deepEqual(await news(), ['stopped: Error: no key']);
    assert.ok(queue.isPaused);
    job('c').succeed();
    assert.deepEqual(await news(), ['done c']);
    assert.equal(queue.size, 3);
    queue.resume();
    assert.deepEqual(await news(), ['started b', 'started a', 'started d']);
    job('a').fail(noKey);
    assert.deepEqual(await news(), ['stopped: Error: no key']);
  });

  it('cancels at once: what runs is aborted, and all is given back', async () => {
    const { queue, add, news, job } = begin();
    add('a', 'b', 'c', 'd');
    await news();
    queue.cancel();
    assert.ok(job('a').signal.aborted && job('b').signal.aborted);
    assert.equal(queue.size, 0);
    const back = ['given back a', 'given back b', 'given back c', 'given back d', 'idle'];
    assert.deepEqual(await news(), back);
    // What comes of it late is nobody's.
    job('a').succeed();
    job('b').fail(noKey);
    assert.deepEqual(await news(), []);
    add('e');
    assert.deepEqual(await news(), ['started e']);
    queue.cancel();
    queue.cancel();
    assert.deepEqual(await news(), ['given back e', 'idle']);
  });

  it('gives back what failed of what stopped it, too', async () => {
    const { queue, add, news, job } = begin(1);
    add('a', 'b');
    job('a').fail(noKey);
    await news();
    queue.cancel();
    assert.deepEqual(await news(), ['given back a', 'given back b', 'idle']);
  });

  it('takes items out that have not begun', async () => {
    const { queue, add, news, job } = begin(1);
    add('a', 'b', 'c');
    assert.ok(queue.remove('b'));
    assert.ok(!queue.remove('b'));
    assert.ok(!queue.remove('a'));
    job('a').fail(noKey);
    await news();
    assert.ok(queue.remove('a'));
    queue.resume();
    assert.deepEqual(await news(), ['started c']);
    queue.pause();
    job('c').succeed();
    add('d');
    assert.deepEqual(await news(), ['done c']);
    queue.remove('d');
    assert.deepEqual(await news(), ['idle']);
  });

  it('has one item of an id: the later one, in the place of the earlier', async () => {
    const { queue, add, news, job } = begin(1);
    add('x', 'a', 'b', 'a2');
    assert.equal(queue.size, 3);
    job('x').succeed();
    assert.deepEqual(await news(), ['started x', 'done x', 'started a2']);
    // While one is at work, another of its id waits for its end.
    add('a3', 'c');
    job('a2').succeed();
    assert.deepEqual(await news(), ['done a2', 'started b']);
    job('b').succeed();
    assert.deepEqual(await news(), ['done b', 'started c']);
    job('c').succeed();
    assert.deepEqual(await news(), ['done c', 'started a3']);
    add('a4');
    job('a3').fail(noKey);
    queue.resume();
    assert.deepEqual(await news(), ['stopped: Error: no key']);
    queue.resume();
    assert.deepEqual(await news(), ['started a4']);
    add('a5');
    assert.ok(queue.remove('a'));
    job('a4').succeed();
    assert.deepEqual(await news(), ['done a4', 'idle']);
  });

  it('can be told to do anything by what it tells', async () => {
    const told: string[] = [];
    const queue: WorkQueue<string> = new WorkQueue<string>({
      work: (item) => (item === 'a' ? Promise.reject(new Error()) : Promise.resolve()),
      stops: () => false,
      concurrency: 2,
      listener: {
        done: (item) => {
          told.push(`done ${item}`);
          if (item === 'b') {
            queue.add('c', 'c');
          }
        },
        failed: (item) => {
          told.push(`failed ${item}`);
          queue.cancel();
          queue.add('b', 'b');
        },
        givenBack: (item) => told.push(`given back ${item}`),
        stopped: () => undefined,
        idle: () => told.push('idle'),
      },
    });
    queue.add('a', 'a');
    await setImmediate();
    assert.deepEqual(told, ['failed a', 'idle', 'done b', 'done c', 'idle']);
  });

  it('goes on where work throws before it has begun', async () => {
    const told: unknown[] = [];
    const queue = new WorkQueue<number>({
      work: (item) => {
        if (item === 0) {
          throw new RangeError('0');
        }
        return Promise.resolve();
      },
      stops: () => false,
      concurrency: 1,
      listener: {
        done: (item) => told.push(item),
        failed: (_, error) => told.push(error),
        givenBack: () => undefined,
        stopped: () => undefined,
        idle: () => undefined,
      },
    });
    [0, 1].forEach((item) => queue.add(String(item), item));
    await setImmediate();
    assert.deepEqual(told, [new RangeError('0'), 1]);
  });

  it('takes as long for each of 100,000 items as for each of 10,000', async () => {
    const run = async (count: number): Promise<number> => {
      let [done, most, now] = [0, 0, 0];
      const start = performance.now();
      await new Promise<void>((resolve) => {
        const queue = new WorkQueue<number>({
          work: async () => {
            most = Math.max(most, ++now);
            await Promise.resolve();
            now--;
          },
          stops: () => false,
          concurrency: 16,
          listener: {
            done: () => (done += 1),
            failed: (_, error) => assert.fail(String(error)),
            givenBack: () => undefined,
            stopped: () => undefined,
            idle: resolve,
          },
        });
        queue.pause();
        for (let item = 0; item < count; item++) {
          queue.add(String(item), item);
        }
        for (let item = 0; item < count; item += 3) {
          queue.remove(String(item));
        }
        queue.resume();
      });
      assert.equal(done, count - Math.ceil(count / 3));
      assert.equal(most, 16);
      return (performance.now() - start) / count;
    };
    const best = async (count: number): Promise<number> =>
      Math.min(await run(count), await run(count), await run(count));
    const [few, many] = [await best(10_000), await best(100_000)];
    // Work that grows with the length of the queue would make it ten times as long.
    assert.ok(many < 5 * few, `${few} ms, then ${many} ms each`);
  });
});
