/** Names the address to which a probe's reports go. */
export const reportVariable = 'SIGHTLINE_BENCH_REPORT';

/** Names the extension that the probe `activation` activates. */
export const extensionVariable = 'SIGHTLINE_BENCH_EXTENSION';

/** How often the probe `command` runs its command; the first time is the first use. */
export const runs = 5;

export interface ActivationReport {
  /** How long the caller of `activate()` waited. */
  readonly milliseconds: number;
}

export interface CommandReport {
  /** When the command was called, as `performance.timeOrigin + performance.now()`. */
  readonly calledAt: number;
}

/** Reports to the benchmark, and resolves when that lets the probe go on. */
export async function report(value: ActivationReport | CommandReport): Promise<void> {
  const url = process.env[reportVariable] ?? '';
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(value) });
  await response.text();
}
