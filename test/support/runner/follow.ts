import type { Order, Report } from './report';

/** What a process does that obeys the runner. */
export interface Follower {
  /** Runs test files and reports each as done at its end. */
  run(
    files: readonly string[],
    grep: string | undefined,
    report: (report: Report) => void,
  ): Promise<void>;
  /** Gives back what is shared between files. */
  end(): Promise<void>;
}

/** Obeys the runner until it says that all is done, or is there no more. */
export function follow(follower: Follower): void {
  const report = (report: Report): void => void process.send?.(report);
  const obey = async (order: Order): Promise<void> => {
    if (order.type === 'run') {
      await follower.run(order.files, order.grep, report);
    } else {
      await follower.end();
      process.exit(0);
    }
  };
  process.on('message', (order: Order) => {
    obey(order).catch((error: unknown) => {
      console.error(error);
      process.exit(1);
    });
  });
  process.once('disconnect', () => process.exit(1));
}
