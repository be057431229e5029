import { isVisionError, VisionError } from '../../../core/errors';
import type { BatchClient } from '../client';
import { requestIndex } from '../line';
import type { Run } from './ports';
import { failureFrom, withFile, type FileAt } from './state';

/** So often a file of results is read that breaks off or holds something else; then it is given up. */
const mostReads = 5;

/** What was delivered of a file's results, so that a second reading does not deliver it again. */
export interface Reading {
  readonly answered: Set<number>;
  completed: number;
  reads: number;
}

export function newReading(): Reading {
  return { answered: new Set(), completed: 0, reads: 0 };
}

/**
 * Delivers the results of a batch that has ended, each to its request, in the service's order; then a
 * failure for each request of the file that has no result.
 */
export async function read(
  run: Run,
  file: FileAt<'ended'>,
  reading: Reading,
  signal: AbortSignal,
): Promise<void> {
  const { client } = run.ports;
  const { first, end, outputFileIds } = file;
  const { answered } = reading;
  const skipped = new Set(file.skipped);
  const isExpected = (index: number): boolean =>
    index >= first && index < end && !skipped.has(index) && !answered.has(index);
  reading.reads += 1;
  let isReadable = true;
  for (const id of outputFileIds) {
    try {
      for await (const { customId, outcome } of client.results(id, signal)) {
        signal.throwIfAborted();
        const index = requestIndex(customId);
        if (index !== undefined && isExpected(index)) {
          await run.ports.deliver(index, outcome);
          answered.add(index);
          reading.completed += 'reply' in outcome ? 1 : 0;
        }
      }
    } catch (error) {
      if (!isGivenUp(error, reading)) {
        throw error;
      }
      isReadable = false;
    }
  }
  const error = failureWithout(file, client.who);
  for (let index = first; index < end; index++) {
    if (isExpected(index)) {
      signal.throwIfAborted();
      await run.ports.deliver(index, { error });
      answered.add(index);
    }
  }
  const { completed } = reading;
  const counts = { completed, failed: answered.size - completed };
  await run.change((state) =>
    withFile(state, {
      ...file,
      step: 'read',
      counts,
      // What could not be read stays at the service until its date.
      outputFileIds: isReadable ? outputFileIds : [],
    }),
  );
}

/** True for a file that is gone, or one that was read in vain several times. */
function isGivenUp(error: unknown, { reads }: Reading): boolean {
  if (!isVisionError(error)) {
    return false;
  }
  const isBroken = error.kind === 'replyCut' || error.kind === 'replyGarbled';
  return error.details.status === 404 || (isBroken && reads >= mostReads);
}

/** Why a request of a file has no result. */
function failureWithout(
  { status, failure }: FileAt<'ended'>,
  who: BatchClient['who'],
): VisionError {
  if (failure) {
    return failureFrom(failure);
  }
  return status === 'expired' || status === 'cancelled'
    ? new VisionError('timeout', { ...who, code: `batch_${status}` })
    : new VisionError('replyEmpty', who);
}
