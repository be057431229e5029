import assert from 'node:assert/strict';

/** The milliseconds of a processor that this process has used by now: other programs do not count. */
export function cpuMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/**
 * Asserts that some work takes about four times as long for four times its size. `prepare` makes the work
 * for a size, and is not measured. Work that takes a moment only passes, as does a hiccup.
 */
export function assertLinear(size: number, prepare: (size: number) => () => unknown): void {
  const timeOf = (work: () => unknown) => {
    const start = cpuMilliseconds();
    work();
    return cpuMilliseconds() - start;
  };
  const [small, large] = [prepare(size), prepare(4 * size)];
  let [least, most] = [Infinity, Infinity];
  for (let round = 0; round < 3; round++) {
    least = Math.min(least, timeOf(small));
    most = Math.min(most, timeOf(large));
    if (most <= Math.max(100, 8 * least)) {
      return;
    }
  }
  assert.fail(`${size} take ${least} ms, four times as many ${most} ms`);
}
