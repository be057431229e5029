import { Session } from 'node:inspector/promises';
import { setFlagsFromString } from 'node:v8';

/**
 * How much JavaScript ran while `run` did, counted and not timed: how often each function and block
 * was entered. The same run gives the same number. Work inside native functions is not seen.
 */
export async function workOf(run: () => void): Promise<number> {
  const session = new Session();
  session.connect();
  // Optimized code does not count what it has inlined.
  setFlagsFromString('--no-opt');
  setFlagsFromString('--no-maglev');
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
    run();
    const { result } = await session.post('Profiler.takePreciseCoverage');
    return result
      .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges))
      .reduce((sum, { count }) => sum + count, 0);
  } finally {
    session.disconnect();
    setFlagsFromString('--opt');
    setFlagsFromString('--maglev');
  }
}
