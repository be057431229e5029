const gap = 50;

/**
 * Asks `probe` again and again until it gives something other than false, undefined or null, and
 * passes that on. Rejects after `timeout` milliseconds with `what` and the last error.
 */
export async function until<T>(
  what: string,
  probe: () => Promise<T | false | undefined | null> | T | false | undefined | null,
  timeout = 20_000,
): Promise<T> {
  const end = Date.now() + timeout;
  let cause: unknown;
  do {
    try {
      const found = await probe();
      if (found !== false && found !== undefined && found !== null) {
        return found;
      }
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    await new Promise((resolve) => setTimeout(resolve, gap));
  } while (Date.now() < end);
  throw new Error(`Waited ${timeout} ms in vain for ${what}.`, { cause });
}
