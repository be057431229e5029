import { isRemote, type ImageFile, type SourceImage } from '../core/images/images';

/**
 * What is done for the time from the command to the first byte of its request, which `npm run bench --
 * firstByte` measures. Without these the extension works the same, only later.
 */

/** How long a new panel may be kept back for the sake of its request, in milliseconds. */
const mostHeadStart = 100;

/**
 * Loading a chunk blocks the thread: what was just asked of the window goes out first, so that the
 * answer is there when the load is over.
 */
export function afterWhatWasSent(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/**
 * Files and keys are fetched through the window, which does nothing else while it builds a panel:
 * they go first, but not for long.
 */
export async function headStartOf(work: readonly Promise<unknown>[]): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, mostHeadStart);
  });
  await Promise.race([Promise.allSettled(work), late]);
  clearTimeout(timer);
}

/** What images are made ready with starts while it is found out who gets them. Never rejects. */
export async function startedImaging(
  reading: readonly Promise<SourceImage>[],
  loadImaging: () => Promise<{ readonly startImaging: (images: readonly ImageFile[]) => void }>,
): Promise<void> {
  try {
    const [images, { startImaging }] = await Promise.all([Promise.all(reading), loadImaging()]);
    startImaging(images.flatMap((image) => (isRemote(image) ? [] : [image])));
  } catch {
    // It is told to whoever asks for the image.
  }
}

/** Asks for the first event at once, so that its work goes on while other things are shown. */
export function startedAtOnce<T>(events: AsyncIterable<T>): AsyncIterable<T> {
  const iterator = events[Symbol.asyncIterator]();
  const first = iterator.next();
  first.catch(() => undefined); // It is thrown to whoever reads the events.
  return (async function* () {
    try {
      for (let next = await first; next.done !== true; next = await iterator.next()) {
        yield next.value;
      }
    } finally {
      await iterator.return?.();
    }
  })();
}

/** What is fetched now is there when the first who asks for this very `input` wants it. */
export function fetchedAhead<Input, Output>(
  fetch: (input: Input) => Promise<Output>,
  input: Input,
): (input: Input) => Promise<Output> {
  const early = fetch(input);
  early.catch(() => undefined); // It is told to whoever asks.
  return (asked) => (asked === input ? early : fetch(asked));
}

/**
 * VS Code's fetch reads the system's certificates when it is first used, which takes longer than all
 * the rest of a first request: this makes it begin early, and sends nothing.
 */
export class WarmFetch {
  private warm: Promise<unknown> | undefined;

  ready(): Promise<unknown> {
    this.warm ??= fetch('data:,').catch(() => undefined);
    return this.warm;
  }
}
