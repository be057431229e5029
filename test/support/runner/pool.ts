import type { Report } from './report';
import { WorkerProcess } from './workerProcess';

export interface PoolOptions {
  readonly program: string;
  /** How many processes run at a time. */
  readonly workers: number;
  readonly grep: string | undefined;
  /** Milliseconds without a sign of life after which a file is ended. */
  readonly patience: number;
  readonly report: (report: Report) => void;
}

/**
 * Runs batches of test files, each in one of several processes, which take the next one when they are
 * free. Where a process ends, the file it was in has failed and the rest of its batch goes on in another.
 */
export async function runPool(
  batches: readonly (readonly string[])[],
  options: PoolOptions,
): Promise<void> {
  const queue = [...batches];
  const workers = Array.from({ length: Math.min(options.workers, queue.length) });
  await Promise.all(workers.map(() => work(queue, options)));
}

async function work(
  queue: (readonly string[])[],
  { program, grep, patience, report }: PoolOptions,
): Promise<void> {
  let worker: WorkerProcess | undefined;
  for (let files = queue.shift(); files !== undefined; files = queue.shift()) {
    worker ??= new WorkerProcess({ program, patience, report });
    const begun = performance.now();
    const end = await worker.run(files, grep);
    if (end !== undefined) {
      worker = undefined;
      const [file = '', ...rest] = end.open;
      report({ type: 'failed', file, title: `${file} runs to its end`, error: end.failure });
      report({ type: 'done', file, milliseconds: performance.now() - begun });
      if (rest.length > 0) {
        queue.unshift(rest);
      }
    }
  }
  const failure = await worker?.end();
  if (failure !== undefined) {
    report({ type: 'failed', file: program, title: `${program} ends by itself`, error: failure });
  }
}
