import { APIError } from 'openai';

/** The package types its fields `any` where it comes from a catch. */
export type AnyApiError = APIError<number | undefined, Headers | undefined, object | undefined>;

/** True for every error that the `openai` package makes of a request. */
export function isApiError(error: unknown): error is AnyApiError {
  return error instanceof APIError;
}

/** An answer that is no success: the `error` of its JSON body, or the body's text. */
export interface FailedResponse {
  /** Undefined for an error inside a stream. */
  readonly status: number | undefined;
  readonly error: unknown;
  readonly headers: Headers | undefined;
}

/** The package has the body's `error`, or nothing and the body's text behind the status. */
export function failedResponse(error: AnyApiError): FailedResponse {
  const { status } = error;
  const text = error.message.replace(/^\d{3} /, '').replace(/^status code \(no body\)$/, '');
  return { status, error: error.error ?? text, headers: error.headers };
}
