import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { imageTypes, type Image } from '../../../src/core/images/images';
import { inspectImage, type ImageReading } from '../../../src/imaging/index';
import { jobs } from '../../../src/imaging/engine/jobs';
import type { Priority } from '../../../src/imaging/engine/queue';
import { createThread, type Thread, type ThreadOptions } from '../../../src/imaging/engine/thread';
import { root } from '../../support/paths';
import { picturePath, pictures } from '../../support/pictures';
import { pixels } from './samples';

const built = path.join(root, 'dist', 'imaging-worker-worker.js');

/** Partly runs in the built worker: `npm run build` comes first. */
describe('the imaging thread', function () {
  this.timeout(60_000);
  const threads: Thread[] = [];
  let folder: string;
  let small: Image;
  let large: Image;

  before(async () => {
    small = await inspectImage('small.png', await pixels().png().toBuffer());
    const picture = pictures.find(({ page }) => page === 'login-mockup');
    assert.ok(picture);
    large = await inspectImage(picture.file, await readFile(picturePath(picture)));
  });
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'thread-'));
  });
  afterEach(async () => {
    await Promise.all(threads.splice(0).map((thread) => thread.dispose()));
    await rm(folder, { recursive: true });
  });

  const threadOf = (options: ThreadOptions): Thread => {
    const thread = createThread(options);
    threads.push(thread);
    return thread;
  };

  /**
   * A thread whose worker notes each start, listens on a socket as long as it lives, and does
   * `onMessage` with each image, `start` being the number of its start.
   */
  const scripted = async (
    onMessage: string,
    options: Partial<ThreadOptions> = {},
  ): Promise<Thread> => {
    const script = path.join(folder, 'worker.js');
    const code = `
      const fs = require('node:fs');
      const { parentPort } = require('node:worker_threads');
      fs.appendFileSync(${quoted('starts')}, '.');
      const start = fs.statSync(${quoted('starts')}).size;
      const answer = { ok: true, result: { width: start, height: 0, text: '', colours: [] } };
      require('node:net').createServer().unref().listen(${quoted('socket')}, () => {
        parentPort.on('message', ({ file, input }) => { ${onMessage} });
      });`;
    await writeFile(script, code);
    return threadOf({ script, ...options });
  };
  const quoted = (name: string): string => JSON.stringify(path.join(folder, name));
  const starts = async (): Promise<number> => (await readFile(path.join(folder, 'starts'))).length;
  const isWorkerAlive = (): Promise<boolean> =>
    new Promise((resolve) => {
      const socket = connect(path.join(folder, 'socket'));
      socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
      socket.on('connect', () => socket.destroy());
    });

  it('ends busy work at once when its signal aborts, and then reads the next image', async () => {
    const thread = await scripted(
      `if (start > 1) return parentPort.postMessage(answer);
       fs.writeFileSync(${quoted('busy')}, ''); for (;;);`,
    );
    const controller = new AbortController();
    const aborted = read(thread, small, controller.signal);
    aborted.catch(() => undefined);
    await until(() => existsSync(path.join(folder, 'busy')));
    assert.equal(await isWorkerAlive(), true);
    controller.abort();
    await assert.rejects(aborted, { name: 'AbortError' });
    await until(async () => !(await isWorkerAlive()));
    await rm(path.join(folder, 'socket'), { force: true });
    assert.equal((await read(thread, small, never())).width, 2);
  });

  it('leaves the real recogniser in the middle of its work', async () => {
    const thread = threadOf({ script: built });
    await read(thread, small, never());
    const controller = new AbortController();
    const aborted = read(thread, large, controller.signal);
    const queued = read(thread, small, never());
    setImmediate(() => controller.abort());
    await assert.rejects(aborted, { name: 'AbortError' });
    assert.equal((await queued).width, small.width);
  });

  it('gives the reason that a signal aborted with', async () => {
    const thread = await scripted('for (;;);');
    const reason = new Error('the user went away');
    await assert.rejects(read(thread, small, AbortSignal.abort(reason)), reason);
    assert.equal(existsSync(path.join(folder, 'starts')), false);
  });

  it('leaves an image that waits for its turn at once', async () => {
    const thread = threadOf({ script: built });
    const controller = new AbortController();
    const first = read(thread, large, never());
    const waiting = read(thread, small, controller.signal);
    controller.abort();
    const winner = await Promise.race([
      first.then(() => 'first'),
      waiting.catch((error: unknown) => (error as Error).name),
    ]);
    assert.equal(winner, 'AbortError');
    assert.equal((await first).width, large.width);
  });

  it('reads images one after the other in one worker', async () => {
    const thread = await scripted('parentPort.postMessage(answer);');
    const readings = await Promise.all([1, 2, 3].map(() => read(thread, small, never())));
    assert.equal(readings.length, 3);
    assert.equal(await starts(), 1);
  });

  const crashes = {
    exits: 'process.exit(3);',
    throws: "throw new Error('broken');",
    'rejects what nobody awaits': "Promise.reject(new Error('broken'));",
    'cannot start its libraries':
      "parentPort.postMessage({ ok: false, reason: 'no wasm', isSound: false });",
  };
  for (const [what, code] of Object.entries(crashes)) {
    it(`replaces a worker that ${what}`, async () => {
      const thread = await scripted(
        `if (start > 1) return parentPort.postMessage(answer); ${code}`,
      );
      await assert.rejects(read(thread, small, never()), {
        name: 'VisionError',
        kind: 'readerFailed',
        details: { image: 'small.png' },
      });
      await rm(path.join(folder, 'socket'), { force: true });
      assert.equal((await read(thread, small, never())).width, 2);
    });
  }

  it('tells that the worker is missing', async () => {
    const thread = threadOf({ script: path.join(folder, 'none.js') });
    await assert.rejects(read(thread, small, never()), { kind: 'readerFailed' });
  });

  it('gives up a worker that never answers', async () => {
    const thread = await scripted('for (;;);', { limitOf: () => 50 });
    await assert.rejects(read(thread, small, never()), { kind: 'readerFailed' });
  });

  it('gives up as soon as the kind of job says for the type', async () => {
    const limitOf = (kind: string, type: string): number =>
      kind === 'measure' && type === 'image/webp' ? 50 : 60_000;
    const thread = await scripted(
      `if (file.type === 'image/webp') for (;;); parentPort.postMessage(answer);`,
      { limitOf },
    );
    const webp = { ...small, type: 'image/webp' as const };
    await assert.rejects(thread.run('measure', webp, null), {
      kind: 'preparationFailed',
      cause: new Error('took too long'),
    });
    await thread.run('measure', small, null);
  });

  it('has a limit for each type, and for reading one whatever the type', () => {
    for (const type of imageTypes) {
      const limits = [jobs.measure, jobs.prepare].map(({ limitOf }) => limitOf(type));
      assert.ok(
        limits.every((limit) => limit >= 30_000 && limit <= 60_000),
        type,
      );
      assert.equal(jobs.read.limitOf(type), 120_000);
    }
  });

  it('keeps the worker after a failure that says that it is sound, whatever its kind', async () => {
    const thread = await scripted(
      `parentPort.postMessage({ ok: false, reason: 'no end', isSound: true, ...input });`,
    );
    const fail = (fault?: object): Promise<unknown> =>
      thread.run('read', small, (fault ? { fault } : {}) as never);
    await assert.rejects(fail({ kind: 'imageDamaged' }), { kind: 'imageDamaged' });
    await assert.rejects(fail(), { kind: 'readerFailed' });
    await assert.rejects(fail({ kind: 'imageTooManyPixels', pixels: 9, limit: 8 }), {
      kind: 'imageTooManyPixels',
      details: { image: 'small.png', actual: 9, limit: 8 },
    });
    assert.equal(await starts(), 1);
  });

  it('starts the next job without waiting for one that was aborted', async () => {
    const thread = await scripted(
      `if (start > 1) return parentPort.postMessage(answer);
       fs.writeFileSync(${quoted('busy')}, ''); for (;;);`,
    );
    const controller = new AbortController();
    const aborted = read(thread, small, controller.signal);
    const next = read(thread, small, never());
    aborted.catch(() => undefined);
    await until(() => existsSync(path.join(folder, 'busy')));
    await rm(path.join(folder, 'socket'), { force: true });
    controller.abort();
    assert.equal((await next).width, 2);
  });

  it('does what the user waits for before what is in the background', async () => {
    const thread = await scripted(
      `parentPort.postMessage({ ok: true, result: fs.appendFileSync(${quoted('order')}, input) });`,
    );
    const run = (name: string, priority?: Priority): Promise<unknown> =>
      thread.run('read', small, name as never, priority && { priority });
    await Promise.all([
      run('a', 'background'),
      run('b', 'background'),
      run('c', 'background'),
      run('1'),
      run('2', 'interactive'),
    ]);
    assert.equal(await readFile(path.join(folder, 'order'), 'utf8'), 'a12bc');
  });

  it('copies the bytes of an image when its job starts', async () => {
    const thread = await scripted(`parentPort.postMessage({ ok: true, result: file.bytes[0] });`);
    const image = { ...small, bytes: new Uint8Array([1]) };
    const first = thread.run('read', image, { languages: [] });
    const second = thread.run('read', image, { languages: [] });
    image.bytes[0] = 2;
    assert.deepEqual(await Promise.all([first, second]), [1, 2]);
  });

  it('ends an idle worker', async () => {
    const thread = await scripted('parentPort.postMessage(answer);', { idleMilliseconds: 1 });
    await read(thread, small, never());
    await until(async () => !(await isWorkerAlive()));
    await rm(path.join(folder, 'socket'), { force: true });
    assert.equal((await read(thread, small, never())).width, 2);
  });

  it('leaves the caller its bytes', async () => {
    const thread = await scripted('parentPort.postMessage(answer);');
    const before = Buffer.from(small.bytes);
    await read(thread, small, never());
    assert.deepEqual(Buffer.from(small.bytes), before);
  });
});

function read(thread: Thread, image: Image, signal: AbortSignal): Promise<ImageReading> {
  return thread.run('read', image, { languages: [] }, { signal });
}

function never(): AbortSignal {
  return new AbortController().signal;
}

async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isTrue())) {
    await pause(5);
  }
}
