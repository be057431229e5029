import { VisionError } from '../../core/errors';
import { parseJson } from '../json';
import { errorText, longestList, wholeText } from '../reply/body';
import { requestError } from '../reply/requestError';
import { responseError, type FailureContext } from '../reply/responseError';
import { serverError, type ServerError } from '../reply/serverError';

/**
 * Asks for JSON, with POST where there is a body and no other method is given; a Blob goes as it is,
 * with its type. Throws a VisionError for every other answer.
 */
export type Ask = (url: string, body?: object, method?: string) => Promise<unknown>;

/** What is told of an answer that is no success, where more is known of it than its status tells. */
export type Refine = (failure: VisionError, error: ServerError) => VisionError;

/**
 * Makes an Ask of a fetch. It rejects with the reason of `signal` on abort, and with `timeout` when
 * `milliseconds` have passed since it was made.
 */
export function asker(
  fetch: typeof globalThis.fetch,
  context: FailureContext,
  signal: AbortSignal,
  milliseconds: number,
  refine: Refine = (failure) => failure,
): Ask {
  const limited = AbortSignal.any([signal, AbortSignal.timeout(milliseconds)]);
  return async (url, body, method = body ? 'POST' : 'GET') => {
    const content = body && contentOf(body);
    try {
      const response = await fetch(url, {
        method,
        headers: {
          accept: 'application/json',
          ...(content && { 'content-type': content.type }),
        },
        signal: limited,
        ...(content && { body: content.body }),
      });
      await checkSuccess(response, context, milliseconds, refine);
      const json = parseJson(await wholeText(response, longestList));
      if (json === undefined) {
        throw new VisionError('replyGarbled', { status: response.status });
      }
      return json;
    } catch (error) {
      signal.throwIfAborted();
      throw requestError(error, context);
    }
  };
}

/** Throws a VisionError for an answer that is no success; its words may take so many milliseconds. */
export async function checkSuccess(
  response: Response,
  context: FailureContext,
  milliseconds: number,
  refine: Refine,
): Promise<void> {
  const { ok, status, headers } = response;
  if (!ok) {
    const error = serverError(await errorText(response, milliseconds));
    throw refine(responseError({ status, headers, error }, context), error);
  }
}

function contentOf(body: object): { readonly type: string; readonly body: Blob | string } {
  return body instanceof Blob
    ? { type: body.type, body }
    : { type: 'application/json', body: JSON.stringify(body) };
}
