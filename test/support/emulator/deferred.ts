export interface Deferred {
  readonly promise: Promise<void>;
  resolve(): void;
  reject(error: Error): void;
}

/** A promise with its ends; a rejection that nobody waits for is not reported as unhandled. */
export function deferred(): Deferred {
  let resolve: (() => void) | undefined;
  let reject: ((error: Error) => void) | undefined;
  const promise = new Promise<void>((done, failed) => {
    resolve = done;
    reject = failed;
  });
  promise.catch(() => undefined);
  return {
    promise,
    resolve: () => resolve?.(),
    reject: (error) => reject?.(error),
  };
}
