import { isVisionError, type VisionErrorKind } from '../../core/errors';
import type { RequestImage } from '../../core/images/images';
import type { Answer } from '../../core/conversation/request';
import type { Outcome, RateGate } from '../../core/work/rateGate';
import type { HttpRecord } from '../../providers';
import { loadProviders } from '../chunks';

/** How often a request is sent again that failed otherwise than for its rate. */
const mostFailures = 3;

/**
 * An answer whose requests pass their host's gate. What is refused for its rate goes through the gate
 * again until it is answered, unless the host wants a pause of more than two minutes; other failures
 * that are likely to pass are tried again three times, the first after about `backOff` milliseconds.
 * Nothing is sent again after its first text. `answer` is to try once; `tries` has what goes over the
 * network for it. Throws what the last try threw; ends quietly when the signal aborts.
 */
export function gatedAnswer<Picture extends RequestImage>(
  answer: Answer<Picture>,
  gate: RateGate,
  tries: readonly HttpRecord[],
  backOff = 1000,
): Answer<Picture> {
  return async function* (request, signal) {
    const { isPassing, pauseAfter, reached } = await loadProviders();
    let failures = 0;
    for (;;) {
      // It rejects where the signal aborts.
      const pass = await gate.enter(signal).catch(() => undefined);
      if (!pass) {
        return;
      }
      const triesBefore = tries.length;
      let outcome: Outcome = { type: 'failed' };
      let hasText = false;
      let kind: VisionErrorKind;
      let until: number;
      try {
        for await (const event of answer(request, signal)) {
          hasText ||= event.type === 'text';
          yield event;
        }
        outcome = { type: signal.aborted ? 'failed' : 'done' };
        return;
      } catch (error) {
        if (!isVisionError(error) || !isPassing(error)) {
          throw error;
        }
        ({ kind } = error);
        const { retryAfterSeconds } = error.details;
        const isLimited = kind === 'rateLimited';
        if (isLimited) {
          outcome = {
            type: 'limited',
            ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
          };
        } else {
          failures++;
        }
        if (hasText || failures > mostFailures) {
          throw error;
        }
        // The gate keeps what was limited back itself.
        const pause = isLimited
          ? (retryAfterSeconds ?? 0) * 1000
          : pauseAfter(error, failures, backOff);
        until = Date.now() + pause;
      } finally {
        const limits = tries.length > triesBefore ? tries.at(-1)?.limits : undefined;
        pass.leave({ ...outcome, ...(limits && { limits }) });
      }
      yield { type: 'waiting', waiting: { kind, until } };
      if (kind !== 'rateLimited') {
        await reached(until, signal);
      }
    }
  };
}
