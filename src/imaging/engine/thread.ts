import { existsSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { VisionError } from '../../core/errors';
import type { ImageType } from '../../core/images/images';
import {
  jobs,
  type FileMessage,
  type InputOf,
  type JobKind,
  type Request,
  type Response,
  type ResultOf,
} from './jobs';
import { createQueue, type Priority } from './queue';

export interface RunOptions {
  /** Ends the job, or takes it out of the queue. */
  readonly signal?: AbortSignal;
  /** `interactive` unless something else is said. */
  readonly priority?: Priority;
}

/** Works on images one after the other in a thread of its own. */
export interface Thread {
  /**
   * Does a job on an image file, whose bytes are copied when it starts. Rejects with a VisionError: the
   * `ImageFault` that the worker tells, or the kind's own failure where the worker breaks or takes too
   * long; and with the signal's reason as soon as it aborts.
   */
  run<Kind extends JobKind>(
    kind: Kind,
    file: FileMessage & { readonly name: string },
    input: InputOf<Kind>,
    options?: RunOptions,
  ): Promise<ResultOf<Kind>>;
  /** Starts the worker, if it is not there yet, so that the next job finds it ready. */
  start(): void;
  /** Ends the worker; the next job starts another. */
  dispose(): Promise<void>;
}

export interface ThreadOptions {
  /** The worker's script. */
  readonly script: string;
  /** After how long without work the worker ends. */
  readonly idleMilliseconds?: number;
  /** After how long a job is given up, in milliseconds; by default as its kind says for the type. */
  readonly limitOf?: (kind: JobKind, type: ImageType) => number;
}

/** A thread whose worker starts with the first job. */
export function createThread({
  script,
  idleMilliseconds = 60_000,
  limitOf = (kind, type) => jobs[kind].limitOf(type),
}: ThreadOptions): Thread {
  const queue = createQueue();
  let worker: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;

  const stop = async (): Promise<void> => {
    clearTimeout(idle);
    const stopped = worker;
    worker = undefined;
    await stopped?.terminate();
  };

  const start = (): Worker => {
    const started = new Worker(script, {
      name: 'sightline-imaging',
      argv: [],
      // What the host was started with, as modules to load first, is not for the threads.
      execArgv: [],
      // Not the host's: what the libraries print is of no use. Reading it would keep the process alive.
      stdout: true,
      stderr: true,
    });
    const forget = (): void => {
      if (worker === started) {
        worker = undefined;
      }
    };
    started.on('error', forget);
    started.on('exit', forget);
    return started;
  };

  const rest = (): void => {
    worker?.unref();
    clearTimeout(idle);
    idle = setTimeout(() => void stop(), idleMilliseconds).unref();
  };

  const work = async (request: Request, name: string): Promise<unknown> => {
    clearTimeout(idle);
    const used = (worker ??= start());
    used.ref();
    const limit = limitOf(request.kind, request.file.type);
    const response = await respond(used, request, limit);
    // After a cancelled job another worker may be busy already.
    if (worker === used) {
      if (response.ok || response.isSound) {
        rest();
      } else {
        void stop();
      }
    }
    if (response.ok) {
      return response.result;
    }
    const {
      kind = jobs[request.kind].failure,
      pixels: actual,
      limit: most,
      type,
    } = response.fault ?? {};
    throw new VisionError(
      kind,
      {
        image: name,
        ...(actual !== undefined && { actual }),
        ...(most !== undefined && { limit: most }),
        ...(type !== undefined && { type }),
      },
      { cause: new Error(response.reason) },
    );
  };

  return {
    run: <Kind extends JobKind>(
      kind: Kind,
      { name, type, bytes }: FileMessage & { readonly name: string },
      input: InputOf<Kind>,
      { signal = new AbortController().signal, priority = 'interactive' }: RunOptions = {},
    ) =>
      queue.run({
        priority,
        signal,
        start: () => work({ kind, file: { type, bytes }, input: input as InputOf<JobKind> }, name),
        cancel: () => void stop(),
      }) as Promise<ResultOf<Kind>>,
    start: () => {
      if (worker === undefined) {
        worker = start();
        rest();
      }
    },
    dispose: stop,
  };
}

/** What the worker answers, or that it has none. */
function respond(worker: Worker, request: Request, limit: number): Promise<Response> {
  return new Promise((resolve) => {
    const settle = (response: Response): void => {
      clearTimeout(timer);
      worker.off('message', settle).off('error', fail).off('exit', exit);
      resolve(response);
    };
    const fail = (reason: unknown): void =>
      settle({ ok: false, reason: String(reason), isSound: false });
    const exit = (code: number): void => fail(`exit code ${code}`);
    const timer = setTimeout(() => fail('took too long'), limit);
    worker.on('message', settle).on('error', fail).on('exit', exit);
    // A copy, since the caller keeps its bytes and a view would send its whole buffer.
    const bytes = new Uint8Array(request.file.bytes);
    worker.postMessage({ ...request, file: { ...request.file, bytes } }, [bytes.buffer]);
  });
}

/** Bundled, the worker lies beside this code; else (in tests) the built one is used. */
export function workerScript(): string {
  const script = 'imaging-worker-worker.js';
  const folders = ['.', '../../dist', '../../../dist'];
  const found = folders.map((folder) => path.join(__dirname, folder, script)).find(existsSync);
  return found ?? path.join(__dirname, script);
}
