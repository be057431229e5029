/** What the user waits for goes before what only makes something nicer, as thumbnails. */
export type Priority = 'interactive' | 'background';

export interface Task<Result> {
  readonly priority: Priority;
  readonly signal: AbortSignal;
  readonly start: () => Promise<Result>;
  /** Ends what `start` began, at once. */
  readonly cancel: () => void;
}

/** Does one task at a time. */
export interface Queue {
  /**
   * Gives what the task's `start` gives, once it is its turn. When the signal aborts, rejects at once with its
   * reason: a task that waits is never started, one that runs is cancelled and the next starts without
   * waiting for its end.
   */
  run<Result>(task: Task<Result>): Promise<Result>;
}

export function createQueue(): Queue {
  const waiting: Readonly<Record<Priority, (() => void)[]>> = { interactive: [], background: [] };
  let isBusy = false;

  const startNext = (): void => {
    const start = isBusy ? undefined : (waiting.interactive.shift() ?? waiting.background.shift());
    if (start) {
      isBusy = true;
      start();
    }
  };

  return {
    run: <Result>({ priority, signal, start, cancel }: Task<Result>) =>
      new Promise<Result>((resolve, reject) => {
        signal.throwIfAborted();
        const line = waiting[priority];
        let isRunning = false;
        const finish = (): void => {
          if (isRunning) {
            isRunning = false;
            isBusy = false;
            signal.removeEventListener('abort', leave);
            startNext();
          }
        };
        const leave = (): void => {
          reject(signal.reason as Error);
          if (isRunning) {
            cancel();
            finish();
          } else {
            line.splice(line.indexOf(begin), 1);
          }
        };
        const begin = (): void => {
          isRunning = true;
          start().then(resolve, reject).finally(finish);
        };
        signal.addEventListener('abort', leave, { once: true });
        line.push(begin);
        startNext();
      }),
  };
}
