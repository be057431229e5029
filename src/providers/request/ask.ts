import { VisionError } from '../../core/errors';
import { requestError, responseError, type FailureContext } from '../reply/errors';
import { fieldsOf } from '../json';

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
    let response: Response;
    let text: string;
    try {
      response = await fetch(url, {
        headers: {
          accept: 'application/json',
          ...(body && { 'content-type': 'application/json' }),
        },
        signal: limited,
        ...(body && { method: 'POST', body: JSON.stringify(body) }),
      });
      text = await response.text();
    } catch (error) {
      signal.throwIfAborted();
      throw requestError(error, context);
    }
    const { status, headers } = response;
    const json = parsed(text);
    if (!response.ok) {
      throw responseError(
        { status, headers, error: fieldsOf(json).error ?? json ?? text },
        context,
      );
    }
    if (json === undefined) {
      throw new VisionError('replyGarbled', { host: context.host, status });
    }
    return json;
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
