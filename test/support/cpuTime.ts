import assert from 'node:assert/strict';

/** The milliseconds of a processor that this process has used by now: other programs do not count. */
export function cpuMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/**
 * Asserts that what takes a text of so many characters takes about four times as long for four times as
 * many. `prepare` makes the work for a length, and is not measured. What takes a moment only passes, as does
 * what takes a hiccup once.
 */
export function assertLinear(length: number, prepare: (length: number) => () => unknown): void {
  const timeOf = (work: () => unknown) => {
    const start = cpuMilliseconds();
    work();
    return cpuMilliseconds() - start;
  };
  const [small, large] = [prepare(length), prepare(4 * length)];
  let [least, most] = [Infinity, Infinity];
  for (let round = 0; round < 3; round++) {
    least = Math.min(least, timeOf(small));
    most = Math.min(most, timeOf(large));
    if (most <= Math.max(100, 8 * least)) {
      return;
    }
  }
  assert.fail(`${length} characters take ${least} ms, four times as many ${most} ms`);
}
