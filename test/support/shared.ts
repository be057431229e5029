const closers: (() => Promise<void>)[] = [];

/** Keeps something for all test files of this process; `close` gives it back after the last one. */
export function share(close: () => Promise<void>): void {
  closers.push(close);
}

/** Gives back all that was shared, the newest first. */
export async function closeShared(): Promise<void> {
  for (const close of closers.splice(0).reverse()) {
    await close();
  }
}
