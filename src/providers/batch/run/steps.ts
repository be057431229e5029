import { isVisionError, type VisionError, type VisionErrorKind } from '../../../core/errors';
import { isFinal, type Batch } from '../batch';
import type { Run } from './ports';
import { requestsIn, savedFailure, withdrawn, withFile, withoutFile, type FileAt } from './state';

const minute = 60_000;

/** The longest pause between two offers of a file to a full quota, in minutes. */
const longestPause = 30;

/** So often a file is refused while nothing else of the run is in the queue, then it is taken for too large. */
const mostAlone = 5;

/** Failures after which the same may succeed, be it hours later. */
const passing: readonly VisionErrorKind[] = [
  'unreachable',
  'timeout',
  'rateLimited',
  'serverFailed',
  'replyCut',
  'replyGarbled',
];

export function isPassing(error: unknown): boolean {
  return isVisionError(error) && passing.includes(error.kind);
}

/** Looks whether a file arrived whose upload did not come to its end; if not, its requests are free again. */
export async function find(run: Run, file: FileAt<'uploading'>, signal: AbortSignal) {
  const fileId = await run.ports.client.findFile(file.name, signal);
  await run.change((state) =>
    fileId === undefined
      ? withdrawn(state, file)
      : withFile(state, { ...file, step: 'uploaded', fileId }),
  );
}

/** Makes a batch of a file, or lets it wait where the quota of enqueued tokens has no room for it. */
export async function submit(
  run: Run,
  file: FileAt<'uploaded'>,
  signal: AbortSignal,
): Promise<void> {
  const { client } = run.ports;
  const { name, fileId } = file;
  let batch = run.unsure.has(name) ? await client.findBatch(fileId, signal) : undefined;
  if (batch === undefined || isQuotaFull(batch.failure)) {
    try {
      batch = await client.createBatch(fileId, signal);
    } catch (error) {
      if (isQuotaFull(error)) {
        run.unsure.delete(name);
        return refuse(run, file, signal);
      }
      if (isAbsent(error)) {
        // The service deleted it while it waited.
        await run.change((state) => withdrawn(state, file));
        return;
      }
      if (mayHaveArrived(error)) {
        run.unsure.add(name);
      }
      throw error;
    }
  }
  run.unsure.delete(name);
  await judge(run, file, batch, signal);
}

/** Asks how far a batch is, or to cancel it where the run is cancelled. */
export async function poll(run: Run, file: FileAt<'running'>, signal: AbortSignal): Promise<void> {
  const { client } = run.ports;
  const { batchId, status } = file;
  try {
    if (run.state.isCancelled === true && status !== 'cancelling') {
      const cancelled = await unlessRefused(client.cancelBatch(batchId, signal));
      if (cancelled) {
        await judge(run, file, cancelled, signal);
        return;
      }
    }
    await judge(run, file, await client.getBatch(batchId, signal), signal);
  } catch (error) {
    if (!isAbsent(error)) {
      throw error;
    }
    const failure = savedFailure(error);
    await run.change((state) => withFile(state, { ...file, step: 'ended', failure }));
  }
}

/** Takes back a file of which no batch is to be made any more. */
export async function withdraw(
  run: Run,
  file: FileAt<'uploaded'>,
  signal: AbortSignal,
): Promise<void> {
  const { client } = run.ports;
  const batch = run.unsure.has(file.name) ? await client.findBatch(file.fileId, signal) : undefined;
  run.unsure.delete(file.name);
  if (batch && !isQuotaFull(batch.failure)) {
    return judge(run, file, batch, signal);
  }
  await deleteAll(run, [file.fileId], signal);
  await run.change((state) => withdrawn(state, file));
}

/** Deletes what the service keeps of a file whose results were delivered; `isLastTry`: as far as that succeeds. */
export async function clean(
  run: Run,
  file: FileAt<'read'>,
  isLastTry: boolean,
  signal: AbortSignal,
): Promise<void> {
  await deleteAll(run, [file.fileId, ...file.outputFileIds], signal, isLastTry);
  const { completed, failed } = file.counts;
  await run.change((state) => ({
    ...withoutFile(state, file),
    done: {
      completed: state.done.completed + completed,
      failed: state.done.failed + failed,
    },
  }));
}

/** True for a failure of a request that the service may have done all the same. */
function mayHaveArrived(error: unknown): boolean {
  const { status } = isVisionError(error) ? error.details : {};
  return status === undefined || status < 400 || status >= 500;
}

/** What a batch's state means for its file. */
async function judge(
  run: Run,
  file: FileAt<'uploaded'> | FileAt<'running'>,
  batch: Batch,
  signal: AbortSignal,
): Promise<void> {
  const { id: batchId, status, counts, outputFileIds, failure } = batch;
  const { name, first, end, skipped, fileId, refused } = file;
  const facts = { name, first, end, skipped, fileId, ...(refused && { refused }) };
  if (isQuotaFull(failure)) {
    return refuse(run, { ...facts, step: 'uploaded' }, signal);
  }
  const step = isFinal(status) ? 'ended' : 'running';
  const isSame =
    file.step === 'running' &&
    step === 'running' &&
    file.status === status &&
    file.counts.completed === counts.completed &&
    file.counts.failed === counts.failed;
  if (!isSame) {
    const saved = failure && { failure: savedFailure(failure) };
    const submitted = { ...facts, step, batchId, status, counts, outputFileIds, ...saved } as const;
    await run.change((state) => ({ ...withFile(state, submitted), ...saved }));
  }
}

/** Lets a file wait for the quota, or divides it where the quota may be smaller than the file. */
async function refuse(run: Run, file: FileAt<'uploaded'>, signal: AbortSignal): Promise<void> {
  const { times = 0, alone = 0 } = file.refused ?? {};
  const isAlone = !run.state.files.some(
    ({ name, step }) => step === 'running' && name !== file.name,
  );
  const counted = { times: times + 1, alone: isAlone ? alone + 1 : 0 };
  const most = Math.ceil(requestsIn(file) / 2);
  if (counted.alone >= mostAlone && most < requestsIn(file)) {
    await deleteAll(run, [file.fileId], signal);
    await run.change((state) => ({ ...withdrawn(state, file), most }));
  } else {
    const until = run.ports.clock.now() + Math.min(2 ** times, longestPause) * minute;
    await run.change((state) => withFile(state, { ...file, refused: { ...counted, until } }));
  }
}

/** Deletes files. What the service does not let us delete it deletes by itself after the file's date. */
async function deleteAll(
  run: Run,
  ids: readonly string[],
  signal: AbortSignal,
  isLastTry = false,
): Promise<void> {
  for (const id of ids) {
    try {
      await run.ports.client.deleteFile(id, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (!isVisionError(error) || (isPassing(error) && !isLastTry)) {
        throw error;
      }
    }
  }
}

/** Undefined where the service says that it cannot be done, for example with a batch that has ended. */
async function unlessRefused<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    const { status = 0 } = isVisionError(error) ? error.details : {};
    if (status === 400 || status === 409) {
      return undefined;
    }
    throw error;
  }
}

/** True where the service does not know what it is asked about, or no longer. */
function isAbsent(error: unknown): error is VisionError {
  return isVisionError(error) && error.details.status === 404;
}

function isQuotaFull(error: unknown): boolean {
  return isVisionError(error) && error.details.code === 'enqueuedTokens';
}
