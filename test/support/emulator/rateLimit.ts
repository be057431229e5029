import { azureRateLimited } from './azureWords';
import { now } from './clock';
import { isObject } from './json';
import { openAiRateLimited } from './openaiWords';
import type { Service } from './service';
import type { EmulatorOptions, RateLimitOptions } from './types';

/** What of a limit is left once a request has been counted. */
export interface RateState {
  readonly limit: number;
  readonly remaining: number;
  /** Until all of it is free again. */
  readonly resetSeconds: number;
  /** Until the next request is let through; 0 where this one was. */
  readonly waitSeconds: number;
}

/** Counts requests. A refused one uses nothing up. */
export function rateCounter({
  kind,
  requests,
  seconds,
  clock = now,
}: RateLimitOptions): () => RateState {
  const perSecond = requests / seconds;
  let free = requests;
  let last = clock();
  return () => {
    const time = clock();
    if (kind === 'bucket') {
      free = Math.min(requests, free + ((time - last) / 1000) * perSecond);
      last = time;
    } else if (time >= last + seconds * 1000) {
      free = requests;
      last += Math.floor((time - last) / (seconds * 1000)) * seconds * 1000;
    }
    const isLetThrough = free >= 1;
    free -= Number(isLetThrough);
    const untilEnd = (seconds * 1000 - (time - last)) / 1000;
    const [reset, wait] =
      kind === 'bucket'
        ? [(requests - free) / perSecond, (1 - free) / perSecond]
        : [untilEnd, untilEnd];
    return {
      limit: requests,
      remaining: Math.floor(free),
      resetSeconds: reset,
      waitSeconds: isLetThrough ? 0 : wait,
    };
  };
}

const words = {
  azure: {
    headers: ({ remaining }: RateState) => ({
      'x-ratelimit-remaining-requests': String(remaining),
    }),
    refusal: azureRateLimited,
  },
  openai: {
    headers: ({ limit, remaining, resetSeconds }: RateState) => ({
      'x-ratelimit-limit-requests': String(limit),
      'x-ratelimit-remaining-requests': String(remaining),
      'x-ratelimit-reset-requests': goDuration(resetSeconds),
    }),
    refusal: openAiRateLimited,
  },
};

/** A service that lets so many chat requests through in a time, if `rateLimit` says so, and tells what is left. */
export function withRateLimit(service: Service, { kind, rateLimit }: EmulatorOptions): Service {
  if (rateLimit === undefined) {
    return service;
  }
  if (kind !== 'azure' && kind !== 'openai') {
    throw new Error(`No rate limits are known of ${kind}.`);
  }
  const { headers, refusal } = words[kind];
  const count = rateCounter(rateLimit);
  return {
    ...service,
    admit(target, body) {
      const state = count();
      if (state.waitSeconds > 0) {
        const model = isObject(body) ? String(body.model) : '';
        throw refusal(state, target, model, headers(state));
      }
      return headers(state);
    },
  };
}

/** As Go prints a duration: `120ms`, `8.64s`, `6m0s`. */
export function goDuration(seconds: number): string {
  const milliseconds = Math.ceil(seconds * 1000 - 1e-6);
  if (milliseconds < 1000) {
    return milliseconds === 0 ? '0s' : `${milliseconds}ms`;
  }
  const minutes = Math.floor(milliseconds / 60_000);
  const rest = `${(milliseconds % 60_000) / 1000}s`;
  const hours = Math.floor(minutes / 60);
  return `${hours > 0 ? `${hours}h` : ''}${minutes > 0 ? `${minutes % 60}m` : ''}${rest}`;
}
