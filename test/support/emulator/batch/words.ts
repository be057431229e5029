import { azureRefusal } from '../azureWords';
import { Refusal } from '../service';
import type { Kind } from '../types';
import { invalidRequest, openAiError } from '../words';

/** What the errors of a batch as a whole are made of. */
export interface LineError {
  readonly code: string;
  readonly message: string;
  readonly param: string | null;
  /** Counted from 1. */
  readonly line: number | null;
}

/** What is wrong with files and batches, in the words of a service. */
export interface BatchWords {
  upload(problem: string, param: string | null): Refusal;
  tooLarge(limit: number, model: string): Refusal;
  tooManyFiles(limit: number): Refusal;
  noFile(id: string): Refusal;
  noBatch(id: string): Refusal;
  request(problem: string, param: string): Refusal;
  finished(status: string): Refusal;
  /** The queue is full; `limit` in tokens. */
  quota(limit: number, model: string): LineError;
  /** The file begins with a byte order mark. */
  bom(): LineError;
}

/** Refusals of Azure's gateway. Those of files are not documented and stand here in their usual form. */
const azure: BatchWords = {
  upload: (problem) => azureRefusal(400, 'invalidPayload', problem),
  tooLarge: () => azureRefusal(413, 'RequestEntityTooLarge', 'The request body is too large.'),
  tooManyFiles: (limit) =>
    azureRefusal(400, 'quotaExceeded', `The resource has reached the limit of ${limit} files.`),
  noFile: () => azureRefusal(404, 'resourceNotFound', 'The specified file was not found.'),
  noBatch: () => azureRefusal(404, 'resourceNotFound', 'The specified batch was not found.'),
  request: (problem, param) => azureRefusal(400, 'invalidPayload', `${param}: ${problem}`),
  finished: (status) =>
    azureRefusal(409, 'conflict', `Cannot cancel a batch with status '${status}'.`),
  quota: (limit, model) => ({
    code: 'token_limit_exceeded',
    message:
      `The number of enqueued tokens has surpassed the configured limit of ${thousands(limit)} for ` +
      `the deployment '${model}'. Please either increase the limit or try again once the current ` +
      'jobs have finished.',
    param: null,
    line: null,
  }),
  bom: () => ({
    code: 'invalid_request',
    message:
      "Validation failed: A valid model deployment name couldn't be extracted from the input file. " +
      "Please ensure that each row in the input file has a valid deployment name specified in the 'model' " +
      'field, and that the deployment name is consistent across all rows.',
    param: null,
    line: null,
  }),
};

const openai: BatchWords = {
  upload: (problem, param) => invalidRequest(problem, param, null),
  tooLarge: (limit, model) =>
    new Refusal(
      413,
      openAiError(
        `The batch input file is larger than the ${limit} maximum for the ${model} model`,
        'invalid_request_error',
        null,
        null,
      ),
    ),
  tooManyFiles: () => invalidRequest('Your project has exceeded its file storage.', null, null),
  noFile: (id) => notFound(`No such File object: ${id}`, 'id'),
  noBatch: (id) => notFound(`No batch found with id '${id}'.`, null),
  request: (problem, param) => invalidRequest(problem, param, null),
  finished: (status) =>
    new Refusal(
      409,
      openAiError(
        `Cannot cancel a batch with status '${status}'.`,
        'invalid_request_error',
        null,
        null,
      ),
    ),
  quota: (limit, model) => ({
    code: 'token_limit_exceeded',
    message:
      `Enqueued token limit reached for ${model} in organization org-emulator. Limit: ` +
      `${limit.toLocaleString('en')} enqueued tokens. Please try again once some in_progress batches ` +
      'have been completed.',
    param: null,
    line: null,
  }),
  bom: () => ({
    code: 'invalid_json_line',
    message: 'This line is not parseable as valid JSON.',
    param: null,
    line: 1,
  }),
};

export function batchWords(kind: Kind): BatchWords {
  return kind === 'azure' ? azure : openai;
}

function notFound(message: string, param: string | null): Refusal {
  return new Refusal(404, openAiError(message, 'invalid_request_error', param, null));
}

function thousands(count: number): string {
  return count % 1000 === 0 ? `${count / 1000}K` : String(count);
}
