import { isVisionError, VisionError } from '../../core/errors';
import { networkFailure } from './networkFailure';
import { detailsOf, type FailureContext } from './responseError';

/**
 * Whatever was thrown while a request was under way, as a VisionError: before its headers came the server
 * was not reached, in its `reply` that was cut. What the network is not to blame for is `internal`.
 */
export function requestError(
  error: unknown,
  context: FailureContext,
  where: 'request' | 'reply' = 'request',
): VisionError {
  const inner = visionErrorIn(error);
  if (inner) {
    const { cause } = inner;
    return new VisionError(inner.kind, { ...detailsOf(context), ...inner.details }, { cause });
  }
  const code = networkFailure(error);
  if (code === undefined) {
    return new VisionError('internal', detailsOf(context), { cause: error });
  }
  if (where === 'reply') {
    return new VisionError('replyCut', detailsOf(context), { cause: error });
  }
  const isTimeout = /^(?:UND_ERR_(?:HEADERS|BODY)_TIMEOUT|TimeoutError)$/.test(code);
  return new VisionError(
    isTimeout ? 'timeout' : 'unreachable',
    { ...detailsOf(context), code },
    { cause: error },
  );
}

function visionErrorIn(error: unknown): VisionError | undefined {
  if (isVisionError(error)) {
    return error;
  }
  return error instanceof Error && error.cause !== undefined
    ? visionErrorIn(error.cause)
    : undefined;
}
