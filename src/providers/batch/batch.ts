import { VisionError } from '../../core/errors';
import { fieldsOf, textOf } from '../json';
import { detailsOf, responseError, type FailureContext } from '../reply/responseError';
import { serverError, type ServerError } from '../reply/serverError';

export const batchStatuses = [
  'validating',
  'in_progress',
  'finalizing',
  'completed',
  'failed',
  'expired',
  'cancelling',
  'cancelled',
] as const;

export type BatchStatus = (typeof batchStatuses)[number];

/** How many requests of a batch were answered, and how many failed. */
export interface BatchCounts {
  readonly completed: number;
  readonly failed: number;
}

/** What a service says of a batch. */
export interface Batch {
  readonly id: string;
  readonly status: BatchStatus;
  readonly counts: BatchCounts;
  readonly inputFileId?: string;
  /** The files with results: of answered requests, then of failed ones. */
  readonly outputFileIds: readonly string[];
  /** Why the whole of it failed. */
  readonly failure?: VisionError;
}

/** True for a batch in which nothing more happens. */
export function isFinal(status: BatchStatus): boolean {
  return ['completed', 'failed', 'expired', 'cancelled'].includes(status);
}

/**
 * Reads a batch object. Azure writes some statuses as `InProgress`, empty ids for files that are not
 * there, and no counts at first. A status that is not known counts as `in_progress`. Throws
 * `replyGarbled` for what is no batch.
 */
export function readBatch(value: unknown, context: FailureContext): Batch {
  const fields = fieldsOf(value);
  const { completed, failed } = fieldsOf(fields.request_counts);
  const id = textOf(fields.id);
  const word = textOf(fields.status);
  if (id === undefined || word === undefined) {
    throw new VisionError('replyGarbled');
  }
  const status = statusOf(word);
  const inputFileId = textOf(fields.input_file_id);
  return {
    id,
    status,
    counts: { completed: countOf(completed), failed: countOf(failed) },
    ...(inputFileId !== undefined && { inputFileId }),
    outputFileIds: [fields.output_file_id, fields.error_file_id].flatMap((file) => {
      const name = textOf(file);
      return name === undefined ? [] : [name];
    }),
    ...(status === 'failed' && { failure: failureOf(fields.errors, context) }),
  };
}

/**
 * What more is known of a refusal than its status tells: `rateLimited` with the code `enqueuedTokens`
 * where the quota of enqueued tokens is full, `serverFailed` with `filePending` where an uploaded file
 * is not ready yet, and that a 404 here is about no deployment.
 */
export function batchRefusal(failure: VisionError, error: ServerError): VisionError {
  const { details, kind } = failure;
  const words = `${error.codes.join(' ')} ${error.message}`;
  if (quotaWords.test(words)) {
    return new VisionError('rateLimited', { ...details, code: 'enqueuedTokens' });
  }
  if (pendingWords.test(words)) {
    return new VisionError('serverFailed', { ...details, code: 'filePending' });
  }
  const isAbsent = kind === 'deploymentNotFound' && details.status === 404;
  return isAbsent && !/DeploymentNotFound|model_not_found/.test(words)
    ? new VisionError('badRequest', details)
    : failure;
}

/** Azure by the code or in words, OpenAI by the same code: `Enqueued token limit reached for …`. */
const quotaWords =
  /\btoken_limit_exceeded\b|\benqueued (?:token|request)s? limit\b|\bnumber of enqueued tokens\b/i;

/** Azure: `The input file 'file-…' is in 'pending' state. Only files with status 'Processed' are accepted`. */
const pendingWords = /\bis in '(?:pending|running|uploaded|notrunning)' state\b/i;

function failureOf(errors: unknown, context: FailureContext): VisionError {
  const { data = errors } = fieldsOf(errors);
  const error = serverError(data);
  if (error.message === '' && error.codes.length === 0) {
    return new VisionError('serverFailed', detailsOf(context));
  }
  // What is wrong with a file is told by codes alone: without a status it counts as a bad request.
  const { kind, details } = batchRefusal(responseError({ status: 400, error }, context), error);
  const { status, ...rest } = details;
  return new VisionError(kind, rest);
}

function statusOf(word: string): BatchStatus {
  const plain = word
    .slice(0, 40)
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace('canceled', 'cancelled');
  return batchStatuses.find((status) => status === plain) ?? 'in_progress';
}

function countOf(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : 0;
}
