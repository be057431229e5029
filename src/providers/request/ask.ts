import { VisionError } from '../../core/errors';
import { parseJson } from '../json';
import { errorText, longestList, wholeText } from '../reply/body';
import { requestError } from '../reply/requestError';
import { responseError, type FailureContext } from '../reply/responseError';
import { serverError } from '../reply/serverError';

/** Asks for JSON, with POST where there is a body; throws a VisionError for every other answer. */
export type Ask = (url: string, body?: object) => Promise<unknown>;

/**
 * Makes an Ask of a fetch. It rejects with the reason of `signal` on abort, and with `timeout` when
 * `milliseconds` have passed since it was made.
 */
export function asker(
  fetch: typeof globalThis.fetch,
  context: FailureContext,
  signal: AbortSignal,
  milliseconds: number,
): Ask {
  const limited = AbortSignal.any([signal, AbortSignal.timeout(milliseconds)]);
  return async (url, body) => {
    try {
      const response = await fetch(url, {
        headers: {
          accept: 'application/json',
          ...(body && { 'content-type': 'application/json' }),
        },
        signal: limited,
        ...(body && { method: 'POST', body: JSON.stringify(body) }),
      });
      const { ok, status, headers } = response;
      if (!ok) {
        const error = serverError(await errorText(response, milliseconds));
        throw responseError({ status, headers, error }, context);
      }
      const json = parseJson(await wholeText(response, longestList));
      if (json === undefined) {
        throw new VisionError('replyGarbled', { status });
      }
      return json;
    } catch (error) {
      signal.throwIfAborted();
      throw requestError(error, context);
    }
  };
}
