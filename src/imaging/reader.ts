import { existsSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { isVisionError, VisionError } from '../core/errors';
import type { Image } from '../core/images';
import type { ImageReading, ReadRequest, ReadResponse } from './reading';

/** Reads images one after the other in a worker of its own. */
export interface Reader {
  /**
   * Finds the text, its order and the main colours of an image. Throws a VisionError `imageDamaged`
   * (cannot be decoded) or `readerFailed`, and the signal's reason when it aborts.
   */
  read(image: Image, signal: AbortSignal): Promise<ImageReading>;
  /** Ends the worker; the next read starts another. */
  dispose(): Promise<void>;
}

export interface ReaderOptions {
  /** The worker's script. */
  readonly script: string;
  /** After how long without work the worker ends. */
  readonly idleMilliseconds?: number;
  /** After how long a read is given up. */
  readonly limitMilliseconds?: number;
}

/** A reader whose worker starts with the first read. */
export function createReader({
  script,
  idleMilliseconds = 60_000,
  limitMilliseconds = 120_000,
}: ReaderOptions): Reader {
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

  const run = async (image: Image, signal: AbortSignal): Promise<ImageReading> => {
    signal.throwIfAborted();
    clearTimeout(idle);
    const used = (worker ??= start());
    used.ref();
    try {
      const response = await respond(used, image, signal, limitMilliseconds);
      if (response.ok) {
        return response.reading;
      }
      throw failure(image, response.kind, response.reason);
    } catch (error) {
      // Unless it was the image's fault, the worker is broken or in the middle of its work.
      if (!isVisionError(error) || error.kind !== 'imageDamaged') {
        await stop();
      }
      throw error;
    } finally {
      used.unref();
      idle = setTimeout(() => void stop(), idleMilliseconds).unref();
    }
  };

  return {
    read: (image, signal) => {
      const result = last.then(() => run(image, signal));
      last = result.catch(() => undefined);
      return untilAborted(result, signal);
    },
    dispose: stop,
  };
}

function respond(
  worker: Worker,
  image: Image,
  signal: AbortSignal,
  limit: number,
): Promise<ReadResponse> {
  return new Promise<ReadResponse>((resolve, reject) => {
    const fail = (reason: unknown): void => {
      settle();
      reject(failure(image, 'readerFailed', String(reason)));
    };
    const answer = (response: ReadResponse): void => {
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
    const request: ReadRequest = { bytes: new Uint8Array(image.bytes) };
    worker.postMessage(request, [request.bytes.buffer as ArrayBuffer]);
  });
}

function failure(
  { name }: Image,
  kind: 'imageDamaged' | 'readerFailed',
  reason: string,
): VisionError {
  return new VisionError(kind, { image: name }, { cause: new Error(reason) });
}

/** A read that still waits for its turn is left at once too. */
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

/** Bundled, the worker lies beside this code; else (in unit tests) the built one is used. */
function workerScript(): string {
  const beside = path.join(__dirname, 'imagingWorker.js');
  return existsSync(beside) ? beside : path.join(__dirname, '../../dist/imagingWorker.js');
}

const reader = createReader({ script: workerScript() });

/** See {@link Reader.read}. The worker starts with the first read and ends after a minute idle. */
export const readImage = (image: Image, signal: AbortSignal): Promise<ImageReading> =>
  reader.read(image, signal);

/** Ends the worker. */
export const disposeReader = (): Promise<void> => reader.dispose();
