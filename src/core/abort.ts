/**
 * Settles as `promise` does, or rejects with the signal's reason as soon as it aborts. What comes of
 * the promise after that is dropped, and no listener stays on the signal.
 */
export function untilAborted<T>(promise: PromiseLike<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const leave = (): void => reject(signal.reason as Error);
    const settle = (): void => signal.removeEventListener('abort', leave);
    signal.addEventListener('abort', leave, { once: true });
    if (signal.aborted) {
      leave();
    }
    promise.then(resolve, reject).then(settle, settle);
  });
}
