import { performance } from 'node:perf_hooks';

/** Milliseconds since 1970, in fractions, on one clock for all processes of this machine. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}
