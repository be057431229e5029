import { existsSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { isVisionError, VisionError } from '../../core/errors';
import { mostImagePixels } from '../../core/images/images';
import type { FailureKind, FileMessage, Request, Response, Results } from './messages';

/** What goes wrong in each kind of work where nothing better is known. */
const failureOf = {
  read: 'readerFailed',
  measure: 'preparationFailed',
  prepare: 'preparationFailed',
} as const satisfies Record<Request['kind'], FailureKind>;

/** A request without its file. */
type Work = Request extends infer Each
  ? Each extends Request
    ? Omit<Each, 'file'>
    : never
  : never;

/** Works on images one after the other in a thread of its own. */
export interface Thread {
  /**
   * Does a piece of work on an image file. Rejects with a VisionError `imageDamaged`,
   * `imageTooManyPixels`, or `readerFailed` or `preparationFailed` where the worker breaks or takes
   * too long; and with the signal's reason when it aborts, which ends the work.
   */
  run<Kind extends Request['kind']>(
    work: Extract<Work, { kind: Kind }>,
    file: FileMessage & { readonly name: string },
    signal: AbortSignal,
  ): Promise<Results[Kind]>;
  /** Starts the worker, if it is not there yet, so that the next work finds it ready. */
  start(): void;
  /** Ends the worker; the next work starts another. */
  dispose(): Promise<void>;
}

export interface ThreadOptions {
  /** The worker's script. */
  readonly script: string;
  /** After how long without work the worker ends. */
  readonly idleMilliseconds?: number;
  /** After how long a piece of work is given up. */
  readonly limitMilliseconds?: number;
}

/** A thread whose worker starts with the first work. */
export function createThread({
  script,
  idleMilliseconds = 60_000,
  limitMilliseconds = 120_000,
}: ThreadOptions): Thread {
  let worker: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const start = (): Worker => {
    const started = new Worker(script, {
      name: 'sightline-imaging',
      argv: [],
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

  const stop = async (): Promise<void> => {
    clearTimeout(idle);
    const stopped = worker;
    worker = undefined;
    await stopped?.terminate();
  };

  const rest = (used: Worker): void => {
    used.unref();
    clearTimeout(idle);
    idle = setTimeout(() => void stop(), idleMilliseconds).unref();
  };

  const run = async (
    request: Request,
    name: string,
    signal: AbortSignal,
  ): Promise<Results[Request['kind']]> => {
    signal.throwIfAborted();
    clearTimeout(idle);
    const used = (worker ??= start());
    used.ref();
    try {
      const response = await respond(used, request, name, signal, limitMilliseconds);
      if (response.ok) {
        return response.result;
      }
      throw failure(name, response.kind, response.reason, response.pixels);
    } catch (error) {
      // Unless it was the image's fault, the worker is broken or in the middle of its work.
      if (!isVisionError(error) || !error.kind.startsWith('image')) {
        await stop();
      }
      throw error;
    } finally {
      rest(used);
    }
  };

  return {
    run: <Kind extends Request['kind']>(
      work: Extract<Work, { kind: Kind }>,
      { name, type, bytes }: FileMessage & { readonly name: string },
      signal: AbortSignal,
    ) => {
      const request = { ...work, file: { type, bytes } } as Request;
      const result = last.then(() => run(request, name, signal));
      last = result.catch(() => undefined);
      return untilAborted(result, signal) as Promise<Results[Kind]>;
    },
    start: () => {
      if (worker === undefined) {
        worker = start();
        rest(worker);
      }
    },
    dispose: stop,
  };
}

function respond(
  worker: Worker,
  request: Request,
  name: string,
  signal: AbortSignal,
  limit: number,
): Promise<Response<Results[Request['kind']]>> {
  return new Promise((resolve, reject) => {
    const fail = (reason: unknown): void => {
      settle();
      reject(failure(name, failureOf[request.kind], String(reason)));
    };
    const answer = (response: Response<Results[Request['kind']]>): void => {
      settle();
      resolve(response);
    };
    const abort = (): void => {
      settle();
      reject(signal.reason as Error);
    };
    const exit = (code: number): void => fail(`exit code ${code}`);
    const timer = setTimeout(() => fail('took too long'), limit);
    const settle = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      worker.off('message', answer).off('error', fail).off('exit', exit);
    };
    signal.addEventListener('abort', abort);
    worker.on('message', answer).on('error', fail).on('exit', exit);
    // A copy, since the caller keeps its bytes and a view would send its whole buffer.
    const bytes = new Uint8Array(request.file.bytes);
    worker.postMessage({ ...request, file: { ...request.file, bytes } }, [bytes.buffer]);
  });
}

function failure(image: string, kind: FailureKind, reason: string, pixels?: number): VisionError {
  const counts = pixels === undefined ? {} : { actual: pixels, limit: mostImagePixels };
  return new VisionError(kind, { image, ...counts }, { cause: new Error(reason) });
}

/** Work that still waits for its turn is left at once too. */
function untilAborted<T>(result: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const leave = (): void => reject(signal.reason as Error);
    if (signal.aborted) {
      leave();
    }
    signal.addEventListener('abort', leave, { once: true });
    result.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}

/** Bundled, the worker lies beside this code; else (in tests) the built one is used. */
export function workerScript(): string {
  const script = 'imaging-worker-worker.js';
  const folders = ['.', '../../dist', '../../../dist'];
  const found = folders.map((folder) => path.join(__dirname, folder, script)).find(existsSync);
  return found ?? path.join(__dirname, script);
}
