import type { VirtualClock } from './virtualClock';
import type { RateGate } from '../../../../src/core/work/rateGate';
import type { RateLimits } from '../../../../src/core/work/rateLimits';

/** What a host says to a request that comes at a time in milliseconds. */
export interface Verdict {
  readonly isAccepted: boolean;
  readonly retryAfterSeconds?: number;
  readonly limits?: RateLimits;
  /** The answer has been sent. */
  readonly over?: () => void;
}

export type Host = (now: number) => Verdict;

/** A number that may change with the time. */
export type Changing = number | ((now: number) => number);

const at = (value: Changing, now: number): number =>
  typeof value === 'number' ? value : value(now);

export type Tells = 'nothing' | 'seconds' | 'milliseconds' | 'headers';

/**
 * A bucket that fills up by `rate` a second, of requests or, with a cost for each, of tokens. A refusal
 * may tell when the next is welcome, in whole seconds or exactly; with `headers`, each reply tells as
 * OpenAI's do.
 */
export function bucketHost(
  capacity: Changing,
  rate: Changing,
  tells: Tells,
  cost?: () => number,
): Host {
  let level = Infinity;
  let last = 0;
  return (now) => {
    const [most, speed, price] = [at(capacity, now), at(rate, now), cost?.() ?? 1];
    level = Math.min(most, level + ((now - last) / 1000) * speed);
    last = now;
    // What comes in the very millisecond is in time.
    const isAccepted = level >= price - speed / 1000;
    level -= isAccepted ? price : 0;
    const wait = Math.max(0, (price - level) / speed);
    const limit = {
      limit: most,
      remaining: Math.max(0, Math.floor(level)),
      resetSeconds: Math.ceil(((most - level) / speed) * 1000) / 1000,
    };
    return {
      isAccepted,
      ...(!isAccepted && tellsWait(tells, wait)),
      ...(tells === 'headers' && { limits: cost ? { tokens: limit } : { requests: limit } }),
    };
  };
}

/**
 * So many requests in each window of so many seconds, the first of which began `phase` seconds ago. With
 * `remaining`, each reply tells what is left as Azure's do, with `reset` when the window ends too.
 */
export function windowHost(
  most: Changing,
  seconds: number,
  tells: Tells | 'remaining' | 'reset',
  phase = 0,
): Host {
  let window = 0;
  let used = 0;
  return (now) => {
    const time = now / 1000 + phase;
    if (Math.floor(time / seconds) !== window) {
      window = Math.floor(time / seconds);
      used = 0;
    }
    const limit = at(most, now);
    const isAccepted = used < limit;
    used += Number(isAccepted);
    const wait = (window + 1) * seconds - time;
    const remaining = limit - used;
    return {
      isAccepted,
      ...(!isAccepted && tellsWait(tells === 'remaining' ? 'milliseconds' : tells, wait)),
      ...(tells === 'remaining' && { limits: { requests: { remaining } } }),
      ...(tells === 'reset' && {
        limits: { requests: { limit, remaining, resetSeconds: Math.ceil(wait) } },
      }),
    };
  };
}

/** So many requests at a time. */
export function concurrencyHost(most: Changing): Host {
  let count = 0;
  return (now) => {
    const isAccepted = count < at(most, now);
    count += Number(isAccepted);
    return { isAccepted, over: () => void (count -= Number(isAccepted)) };
  };
}

export const unlimitedHost: Host = () => ({ isAccepted: true });

function tellsWait(tells: Tells | 'reset', seconds: number) {
  return tells === 'nothing'
    ? {}
    : { retryAfterSeconds: tells === 'milliseconds' ? seconds : Math.ceil(seconds) };
}

/** What became of some requests. */
export interface Run {
  /** From the first request to the last answer. */
  readonly seconds: number;
  readonly refused: number;
  /** The share of all that were sent. */
  readonly refusedShare: number;
  readonly mostInFlight: number;
}

/** In milliseconds: how long an answer takes, and a refusal, for which no model works. */
const answerTime = 300;
const refusalTime = 60;

/** Sends so many requests through a gate to a host, each again until it is answered. */
export async function sendAll(
  clock: VirtualClock,
  gate: RateGate,
  host: Host,
  count = 1000,
  latency = (): number => answerTime,
): Promise<Run> {
  let [refused, inFlight, mostInFlight, end] = [0, 0, 0, 0];
  const send = async (): Promise<void> => {
    for (;;) {
      const pass = await gate.enter(new AbortController().signal);
      mostInFlight = Math.max(mostInFlight, ++inFlight);
      const { isAccepted, over, ...told } = host(clock.now());
      await clock.sleep(isAccepted ? latency() : refusalTime);
      inFlight--;
      over?.();
      pass.leave({ type: isAccepted ? 'done' : 'limited', ...told });
      if (isAccepted) {
        end = clock.now();
        return;
      }
      refused++;
    }
  };
  await clock.run(Promise.all(Array.from({ length: count }, send)));
  return {
    seconds: end / 1000,
    refused,
    refusedShare: refused / (count + refused),
    mostInFlight,
  };
}
