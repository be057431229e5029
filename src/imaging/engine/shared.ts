import { createThread, workerScript, type Thread } from './thread';

/** The thread of the program. Its worker starts with the first work and ends after a minute idle. */
export const thread = createThread({ script: workerScript() });

/** Reading takes long, so a second image is read beside the first, in a thread that is there for that only. */
const second = createThread({ script: workerScript() });

const readings = new Map<Thread, number>([
  [thread, 0],
  [second, 0],
]);

/** Does a reading in the thread that has fewer of them to do. */
export async function inReader<Result>(read: (thread: Thread) => Promise<Result>): Promise<Result> {
  const countOf = (candidate: Thread): number => readings.get(candidate) ?? 0;
  const reader = countOf(second) < countOf(thread) ? second : thread;
  readings.set(reader, countOf(reader) + 1);
  try {
    return await read(reader);
  } finally {
    readings.set(reader, countOf(reader) - 1);
  }
}

/** Ends the threads. */
export async function disposeThreads(): Promise<void> {
  await Promise.all([thread.dispose(), second.dispose()]);
}
