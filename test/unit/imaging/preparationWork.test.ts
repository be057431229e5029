import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import sharp from 'sharp';
import { isVisionError } from '../../../src/core/errors';
import { inspectImage } from '../../../src/imaging/index';
import { createThread } from '../../../src/imaging/engine/thread';
import { until } from '../../support/editor/until';
import { options, prepare, second, useWorker } from './hostileAttempts';
import { pixels } from './samples';

describe('work that goes on for too long or ends its worker', function () {
  this.timeout(60_000);
  const worker = useWorker();
  let good: Buffer;

  before(async () => {
    good = await pixels().png().toBuffer();
  });

  it('is left at once when it is cancelled', async () => {
    const noise = { type: 'gaussian', mean: 128, sigma: 20 } as const;
    const large = await sharp({
      create: { width: 800, height: 500, channels: 3, background: 'white', noise },
    })
      .resize(8000, 5000, { kernel: 'nearest' })
      .jpeg({ quality: 40 })
      .toBuffer();
    const controller = new AbortController();
    const began = process.cpuUsage();
    const work = prepare(
      large,
      { ...options, rule: { kind: 'box', box: 7900 } },
      controller.signal,
    );
    work.catch(() => undefined);
    await until('the work to be under way', () => process.cpuUsage(began).user > second);
    controller.abort();
    const outcome = await Promise.race([work.catch((error: unknown) => error), turn('it goes on')]);
    assert.ok(outcome instanceof Error && outcome.name === 'AbortError', String(outcome));
    assert.equal((await prepare(good)).pictures.length, 1);
    assert.equal(worker.started(), 1, 'in a new worker');
  });

  it('may end the worker', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'hostile-'));
    const script = path.join(folder, 'worker.js');
    const code = `require('node:worker_threads').parentPort.on('message', ({ input }) =>
      process.exit(input.options.parts === 'never' ? 3 : 4));`;
    await writeFile(script, code);
    const thread = createThread({ script });
    const image = await inspectImage('a', good);
    for (const parts of ['never', 'cut'] as const) {
      const run = thread.run('prepare', image, { traits: [], options: { ...options, parts } });
      await assert.rejects(run, (error: Error) => {
        assert.equal((error.cause as Error).message, `exit code ${parts === 'never' ? 3 : 4}`);
        return isVisionError(error) && error.kind === 'preparationFailed';
      });
    }
    assert.equal(worker.started(), 2, 'each in a worker of its own');
    await thread.dispose();
    await rm(folder, { recursive: true });
  });
});
