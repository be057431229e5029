import { APIConnectionError, APIConnectionTimeoutError } from 'openai';
import {
  isVisionError,
  VisionError,
  type VisionErrorDetails,
  type VisionErrorKind,
} from '../../core/errors';
import { filterHits, innerErrorOf, moderationHits } from './filters';
import { failedResponse, isApiError, type FailedResponse } from './apiError';
import { failureCode, requestIdOf } from '../request/http';
import { fieldsOf, textOf } from '../json';
import { saysBlind } from '../request/refusals';
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

/** Whatever a request threw before its reply began, as a VisionError. */
export function requestError(error: unknown, context: FailureContext): VisionError {
  const inner = visionErrorIn(error);
  if (inner) {
    return new VisionError(inner.kind, { ...detailsOf(context), ...inner.details });
  }
  if (isApiError(error) && !(error instanceof APIConnectionError)) {
    return responseError(failedResponse(error), context);
  }
  const code = failureCode(error);
  const isTimeout =
    /^(?:UND_ERR_(?:HEADERS|BODY)_TIMEOUT|TimeoutError)$/.test(code) ||
    (error instanceof APIConnectionTimeoutError && !/CONNECT|ETIMEDOUT/.test(code));
  return new VisionError(isTimeout ? 'timeout' : 'unreachable', { ...detailsOf(context), code });
}

/** Whatever was thrown while a reply streamed, as a VisionError. */
export function streamError(error: unknown, context: FailureContext): VisionError {
  const inner = visionErrorIn(error);
  if (inner) {
    return new VisionError(inner.kind, { ...detailsOf(context), ...inner.details });
  }
  if (isApiError(error)) {
    return responseError(failedResponse(error), context);
  }
  return new VisionError(error instanceof SyntaxError ? 'replyGarbled' : 'replyCut', {
    ...detailsOf(context),
  });
}

/** A failed response as a VisionError; `now` is a date in milliseconds. */
export function responseError(
  { status, error, headers }: FailedResponse,
  context: FailureContext,
  now = Date.now(),
): VisionError {
  const { code, type } = fieldsOf(error);
  const innerError = innerErrorOf(error);
  const moderated = moderationHits(error);
  const serverMessage = plainWords(error, context.secrets);
  const shownStatus = status ?? statusIn(code);
  const refusal =
    [code, innerError.code, moderated.length > 0 ? 'content_filter' : type]
      .map((name) => kindsByCode[textOf(name) ?? ''])
      .find((found) => found !== undefined) ??
    kindInWords(serverMessage) ??
    kindOf(shownStatus);
  const kind = saysBlind(error)
    ? 'modelBlind'
    : context.auth === 'entra' && isSignIn(refusal, code)
      ? 'signInRefused'
      : context.keyless && refusal === 'keyRefused'
        ? 'keyMissing'
        : refusal;
  const requestId = (headers && requestIdOf(headers)) ?? context.requestId;
  const retryAfterSeconds = headers && retryAfter(headers, now);
  const results = innerError.content_filter_result ?? innerError.content_filter_results;
  const filters = [...filterHits(results), ...moderated];
  return new VisionError(kind, {
    ...detailsOf({ ...context, requestId }),
    ...(shownStatus !== undefined && { status: shownStatus }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    ...(filters.length > 0 && { filters }),
    ...(serverMessage !== '' && { serverMessage }),
  });
}

/** True for a refused token; that of another tenant is a 400. */
function isSignIn(refusal: VisionErrorKind, code: unknown): boolean {
  return refusal === 'keyRefused' || /^tenant\b.*\btoken\b/i.test(textOf(code) ?? '');
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

function visionErrorIn(error: unknown): VisionError | undefined {
  if (isVisionError(error)) {
    return error;
  }
  return error instanceof Error && error.cause !== undefined
    ? visionErrorIn(error.cause)
    : undefined;
}

function statusIn(code: unknown): number | undefined {
  const status = Number(code ?? NaN);
  return Number.isInteger(status) && status >= 400 && status < 600 ? status : undefined;
}

/** LiteLLM passes failures on with their status for a code, and tells them apart in words only. */
function kindInWords(words: string): VisionErrorKind | undefined {
  return /\bContentPolicyViolationError\b/.test(words)
    ? 'contentFiltered'
    : /\bInvalid model name passed\b/.test(words)
      ? 'deploymentNotFound'
      : undefined;
}

function kindOf(status: number | undefined): VisionErrorKind {
  if (status === undefined || status >= 500) {
    return kindsByStatus[status ?? 500] ?? 'serverFailed';
  }
  return kindsByStatus[status] ?? 'badRequest';
}
