import type { Report } from './report';
import type { Stage } from './stages';
import { WorkerProcess } from './workerProcess';

/** Test files that one process runs one after the other. */
export interface Batch {
  /** The stage's name. */
  readonly name: string;
  readonly stage: Pick<Stage, 'program' | 'workers'>;
  readonly files: readonly string[];
}

export interface PoolOptions {
  /** How many processes run at a time. */
  readonly workers: number;
  readonly grep: string | undefined;
  /** Milliseconds without a sign of life after which a file is ended. */
  readonly patience: number;
  readonly report: (stage: string, report: Report) => void;
}

/**
 * Runs batches in several processes, each of which takes the next one of a stage that has room when it
 * is free. Where a process ends, the file it was in has failed and the rest of its batch goes on in another.
 */
export async function runPool(batches: readonly Batch[], options: PoolOptions): Promise<void> {
  const queue = new Queue(batches);
  await Promise.all(Array.from({ length: options.workers }, () => work(queue, options)));
}

class Queue {
  private readonly waiting: Batch[];
  private readonly busy = new Map<string, number>();

  constructor(batches: readonly Batch[]) {
    this.waiting = [...batches];
  }

  /** The next batch for a process; undefined where those that are left wait for the processes of their stage. */
  take(): Batch | undefined {
    const at = this.waiting.findIndex(({ name, stage }) => this.running(name) < stage.workers);
    const [batch] = at < 0 ? [] : this.waiting.splice(at, 1);
    if (batch) {
      this.busy.set(batch.name, this.running(batch.name) + 1);
    }
    return batch;
  }

  done({ name }: Batch, rest?: Batch): void {
    this.busy.set(name, this.running(name) - 1);
    if (rest) {
      this.waiting.unshift(rest);
    }
  }

  private running(name: string): number {
    return this.busy.get(name) ?? 0;
  }
}

async function work(queue: Queue, { grep, patience, report }: PoolOptions): Promise<void> {
  let current: { readonly name: string; readonly worker: WorkerProcess } | undefined;
  const end = async (): Promise<void> => {
    const ended = current;
    current = undefined;
    const failure = await ended?.worker.end();
    if (ended && failure !== undefined) {
      const title = `a process of ${ended.name} ends by itself`;
      report(ended.name, { type: 'failed', file: '', title, error: failure });
    }
  };
  for (let batch = queue.take(); batch !== undefined; batch = queue.take()) {
    const { name, stage, files } = batch;
    if (current?.name !== name) {
      // What its files share, an editor for example, is of no use to another stage.
      await end();
    }
    current ??= {
      name,
      worker: new WorkerProcess({
        program: stage.program,
        patience,
        report: (told) => report(name, told),
      }),
    };
    const begun = performance.now();
    const failed = await current.worker.run(files, grep);
    let rest: string[] = [];
    if (failed !== undefined) {
      current = undefined;
      const [file = '', ...others] = failed.open;
      rest = others;
      report(name, {
        type: 'failed',
        file,
        title: `${file} runs to its end`,
        error: failed.failure,
      });
      report(name, { type: 'done', file, milliseconds: performance.now() - begun });
    }
    queue.done(batch, rest.length > 0 ? { ...batch, files: rest } : undefined);
  }
  await end();
}
