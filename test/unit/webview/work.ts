import { Session } from 'node:inspector/promises';
import { setFlagsFromString } from 'node:v8';

/** Counts the work of what runs, until it is stopped. To start takes longer than most of what is counted. */
export interface WorkCounter {
  /**
   * How much JavaScript ran while `run` did, counted and not timed: how often each function and block
   * was entered. The same run gives the same number. Work inside native functions is not seen.
   */
  workOf(run: () => void): Promise<number>;
  stop(): void;
}

/** Until the counter is stopped, all that runs in this process is slow. */
export async function countWork(): Promise<WorkCounter> {
  const session = new Session();
  session.connect();
  // Optimized code does not count what it has inlined.
  setFlagsFromString('--no-opt');
  setFlagsFromString('--no-maglev');
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  /** What was counted since the last time. */
  const taken = async (): Promise<number> => {
    const { result } = await session.post('Profiler.takePreciseCoverage');
    return result
      .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges))
      .reduce((sum, { count }) => sum + count, 0);
  };
  return {
    async workOf(run) {
      await taken();
      run();
      return taken();
    },
    stop() {
      session.disconnect();
      setFlagsFromString('--opt');
      setFlagsFromString('--maglev');
    },
  };
}
