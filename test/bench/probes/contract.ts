import { request } from 'node:http';

/** Names the address to which a probe's reports go. */
export const reportVariable = 'SIGHTLINE_BENCH_REPORT';

/** Names the extension that the probe `activation` activates. */
export const extensionVariable = 'SIGHTLINE_BENCH_EXTENSION';

/** How often the probe `command` runs its command; the first time is the first use. */
export const runs = 5;

/** A call that a probe made; times are `performance.timeOrigin + performance.now()`. */
export interface Call {
  readonly calledAt: number;
  /** When the call had come back. */
  readonly endedAt: number;
}

/** Resolves when the benchmark lets the probe begin. */
export function begin(): Promise<void> {
  return report(() => Promise.resolve());
}

/** Makes a call, reports it to the benchmark, and resolves when that lets the probe go on. */
export async function report(call: () => PromiseLike<unknown>): Promise<void> {
  const calledAt = now();
  await call();
  const body = JSON.stringify({ calledAt, endedAt: now() } satisfies Call);
  // Not with fetch, whose first use in an extension host is part of what is measured.
  await new Promise<void>((resolve, reject) => {
    request(process.env[reportVariable] ?? '', { method: 'POST' }, (response) => {
      response.resume().on('end', resolve);
    })
      .on('error', reject)
      .end(body);
  });
}

function now(): number {
  return performance.timeOrigin + performance.now();
}
