import { VisionError, type VisionErrorDetails, type VisionErrorKind } from '../../core/errors';
import { textOf } from '../json';
import { filterHits, innerErrorOf, moderationHits } from './filters';
import { refusesImages } from './imageRefusal';
import type { ServerError } from './serverError';
import { plainWords } from './words';

/** What is known about a request when it fails. */
export interface FailureContext {
  readonly host: string;
  readonly deployment?: string;
  readonly requestId?: string | undefined;
  /** Present where a token signs the request: a refusal is then told as one of the sign-in. */
  readonly auth?: 'entra';
  /** Present where nothing signs the request: a refused key is then one that is missing. */
  readonly keyless?: true;
  /** Removed from everything that a server says. */
  readonly secrets?: readonly string[];
}

/** An answer that is no success. */
export interface FailedResponse {
  /** Undefined where the answer was a 200. */
  readonly status?: number;
  readonly error: ServerError;
  readonly headers?: Headers;
}

const kindsByCode: Readonly<Record<string, VisionErrorKind>> = {
  content_filter: 'contentFiltered',
  ResponsibleAIPolicyViolation: 'contentFiltered',
  content_policy_violation: 'contentFiltered',
  invalid_prompt: 'contentFiltered',
  DeploymentNotFound: 'deploymentNotFound',
  model_not_found: 'deploymentNotFound',
  PermissionDenied: 'forbidden',
  invalid_api_key: 'keyRefused',
  rate_limit_exceeded: 'rateLimited',
  insufficient_quota: 'quotaExceeded',
};

/** What an error is of that comes in a 200 and names no status. */
const kindsByType: Readonly<Record<string, VisionErrorKind>> = {
  BadRequestError: 'badRequest',
  INVALID_ARGUMENT: 'badRequest',
  invalid_request_error: 'badRequest',
  AuthenticationError: 'keyRefused',
  UNAUTHENTICATED: 'keyRefused',
  authentication_error: 'keyRefused',
  PermissionDeniedError: 'forbidden',
  PERMISSION_DENIED: 'forbidden',
  permission_error: 'forbidden',
  NotFoundError: 'deploymentNotFound',
  NOT_FOUND: 'deploymentNotFound',
  not_found_error: 'deploymentNotFound',
  RateLimitError: 'rateLimited',
  RESOURCE_EXHAUSTED: 'rateLimited',
  rate_limit_error: 'rateLimited',
  DEADLINE_EXCEEDED: 'timeout',
  timeout_error: 'timeout',
};

const kindsByStatus: Readonly<Record<number, VisionErrorKind>> = {
  401: 'keyRefused',
  402: 'quotaExceeded',
  403: 'forbidden',
  404: 'deploymentNotFound',
  408: 'timeout',
  413: 'requestTooLarge',
  429: 'rateLimited',
  504: 'timeout',
};

/** No service has longer ones, in characters. */
const longestId = 200;

/** A failed response as a VisionError; `now` is a date in milliseconds. */
export function responseError(
  { status, error, headers }: FailedResponse,
  context: FailureContext,
  now = Date.now(),
): VisionError {
  const { codes, fields } = error;
  const innerError = innerErrorOf(fields);
  const moderated = moderationHits(fields);
  const shownStatus = status ?? error.status;
  const refusal =
    [...codes, textOf(innerError.code), moderated.length > 0 ? 'content_filter' : undefined]
      .map((name) => kindIn(kindsByCode, name))
      .find((found) => found !== undefined) ??
    kindInWords(error, shownStatus) ??
    kindOf(shownStatus, codes);
  const requestId = (headers && requestIdOf(headers)) ?? context.requestId;
  const retryAfterSeconds = headers && retryAfter(headers, now);
  const results = innerError.content_filter_result ?? innerError.content_filter_results;
  const filters = [...filterHits(results), ...moderated];
  const serverMessage = plainWords(error.message, context.secrets);
  return new VisionError(kindFor(refusal, error, context), {
    ...detailsOf({ ...context, requestId }),
    ...(shownStatus !== undefined && { status: shownStatus }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    ...(filters.length > 0 && { filters }),
    ...(serverMessage !== '' && { serverMessage }),
  });
}

/** Host, deployment, request id and the kind of sign-in, where known. */
export function detailsOf({
  host,
  deployment,
  requestId,
  auth,
}: FailureContext): VisionErrorDetails {
  return {
    host,
    ...(deployment !== undefined && { deployment }),
    ...(requestId !== undefined && { requestId }),
    ...(auth && { auth }),
  };
}

/** The id under which a service's support finds a request, from a response's headers. */
export function requestIdOf(headers: Headers): string | undefined {
  const id =
    headers.get('apim-request-id') ?? headers.get('x-request-id') ?? headers.get('x-ms-request-id');
  return id?.slice(0, longestId);
}

/** Seconds to wait, from `retry-after-ms` or `Retry-After` in seconds or as an HTTP date. */
export function retryAfter(headers: Headers, now: number): number | undefined {
  const milliseconds = Number(headers.get('retry-after-ms') ?? NaN);
  const value = headers.get('retry-after') ?? '';
  // Date.parse takes a bare number for a year.
  const date = /[a-z]/i.test(value) ? Date.parse(value) : NaN;
  const seconds = /^\s*\d+(?:\.\d+)?\s*$/.test(value) ? Number(value) : (date - now) / 1000;
  const found = Number.isFinite(milliseconds) ? milliseconds / 1000 : seconds;
  return Number.isFinite(found) ? Math.max(0, found) : undefined;
}

/** What is told of a refusal: one of the image, of the sign-in, of a key that is not there. */
function kindFor(
  refusal: VisionErrorKind,
  error: ServerError,
  { auth, keyless }: FailureContext,
): VisionErrorKind {
  if (refusesImages(error)) {
    return 'modelBlind';
  }
  // A token of another tenant is a 400.
  const isSignIn =
    refusal === 'keyRefused' || error.codes.some((code) => /^tenant\b.*\btoken\b/i.test(code));
  if (auth === 'entra' && isSignIn) {
    return 'signInRefused';
  }
  return keyless && refusal === 'keyRefused' ? 'keyMissing' : refusal;
}

/** LiteLLM passes failures on with their status for a code, Gemini calls a wrong key a bad request. */
function kindInWords(
  { message }: ServerError,
  status: number | undefined,
): VisionErrorKind | undefined {
  if (/\bContentPolicyViolationError\b/.test(message)) {
    return 'contentFiltered';
  }
  if (/\bInvalid model name passed\b/.test(message)) {
    return 'deploymentNotFound';
  }
  const isKey =
    /\bapi[ _-]?key (?:is )?(?:not valid|invalid|incorrect|expired)|\b(?:invalid|incorrect|expired) api[ _-]?key\b/i;
  return status !== undefined && status < 500 && status !== 429 && isKey.test(message)
    ? 'keyRefused'
    : undefined;
}

function kindOf(status: number | undefined, codes: readonly string[]): VisionErrorKind {
  if (status === undefined) {
    return (
      codes.map((code) => kindIn(kindsByType, code)).find((found) => found !== undefined) ??
      'serverFailed'
    );
  }
  return kindsByStatus[status] ?? (status >= 500 ? 'serverFailed' : 'badRequest');
}

function kindIn(
  kinds: Readonly<Record<string, VisionErrorKind>>,
  name: string | undefined,
): VisionErrorKind | undefined {
  return name !== undefined && Object.hasOwn(kinds, name) ? kinds[name] : undefined;
}
