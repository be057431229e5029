import { untilAborted } from '../../core/abort';
import { isVisionError, type VisionError } from '../../core/errors';
import type { ReplyEvent } from '../../core/conversation/reply';
import type { Patience } from './watchdog';

const passingStatuses = [408, 429, 500, 502, 503, 504, 529];

/** The network's names for a line that broke, not for an address that is wrong. */
const passingCodes = /^(?:ECONNRESET|EPIPE|EAI_AGAIN|ENETDOWN|UND_ERR_SOCKET)$/;

/** Where a server wants a longer pause, in seconds, the user decides when to try again. */
const longestPause = 120;

type Pause = Extract<ReplyEvent, { type: 'waiting' }>;

/**
 * Passes on the events of an answer and sends the request again where it failed before its first
 * text in a way that is likely to pass. A `waiting` event tells of each pause, which is as long as
 * the server says (`Retry-After`) or grows with the tries; where the server wants more than two minutes
 * there is none. Throws what the last try threw; ends quietly when `signal` aborts.
 */
export async function* withRetries<Event extends { readonly type: string }>(
  attempt: () => AsyncIterable<Event>,
  { tries, backOff }: Pick<Patience, 'tries' | 'backOff'>,
  signal: AbortSignal,
): AsyncGenerator<Event | Pause, void, undefined> {
  for (let left = tries - 1; !signal.aborted; left--) {
    let hasText = false;
    try {
      for await (const event of attempt()) {
        hasText ||= event.type === 'text';
        yield event;
      }
      return;
    } catch (error) {
      if (hasText || left <= 0 || !isVisionError(error) || !isPassing(error)) {
        throw error;
      }
      const until = Date.now() + pauseAfter(error, tries - left, backOff);
      yield { type: 'waiting', waiting: { kind: error.kind, until } };
      await reached(until, signal);
    }
  }
}

/** Whether a failure is likely to pass, and so soon that nobody need be asked. */
export function isPassing({ kind, details }: VisionError): boolean {
  const { status, code, retryAfterSeconds = 0 } = details;
  if (retryAfterSeconds > longestPause) {
    return false;
  }
  if (kind === 'rateLimited' || kind === 'serverFailed') {
    return status === undefined || passingStatuses.includes(status);
  }
  // A timeout without a status means that our own patience ended.
  return (
    kind === 'replyCut' ||
    (kind === 'timeout' && status !== undefined) ||
    (kind === 'unreachable' && passingCodes.test(code ?? ''))
  );
}

/**
 * The pause after a failure in milliseconds: as long as the server says, else `backOff`, which doubles with
 * each of the `failures` so far.
 */
export function pauseAfter({ details }: VisionError, failures: number, backOff: number): number {
  return details.retryAfterSeconds === undefined
    ? withJitter(backOff * 2 ** (failures - 1))
    : details.retryAfterSeconds * 1000;
}

/** Between a half and the whole, so that clients that failed together do not come back together. */
function withJitter(pause: number): number {
  return pause * (0.5 + Math.random() / 2);
}

/** Resolves at a date in milliseconds, or when `signal` aborts. */
export async function reached(until: number, signal: AbortSignal): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const pause = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, until - Date.now()));
  });
  await untilAborted(pause, signal).catch(() => undefined);
  clearTimeout(timer);
}
