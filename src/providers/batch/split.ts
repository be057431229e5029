import type { FileLimits } from './api';

/** A line for a batch file; without a text where there is nothing to ask for that request. */
export interface NumberedLine {
  readonly index: number;
  readonly text?: string;
}

/** Where a file is written before it is uploaded, so that no more than a line of it is in memory. */
export interface SpoolFile {
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** All that was written; it is read only while this is not disposed. */
  content(): Promise<Blob>;
  dispose(): Promise<void>;
}

/** What a file was filled with. */
export interface Filled {
  readonly bytes: number;
  readonly requests: number;
  /** The first request that is not in the file, or the end of what there was. */
  readonly end: number;
  /** Requests before `end` that are not in the file: without a line, or with one that no file may hold. */
  readonly skipped: readonly number[];
  /** Those of them with a line that is too long. */
  readonly tooLarge: readonly number[];
}

/**
 * Writes lines to a file until the next would go beyond a limit, and leaves the rest unread. `end` is
 * the number after the last line that may come.
 */
export async function fillFile(
  lines: AsyncIterable<NumberedLine>,
  end: number,
  limits: FileLimits,
  file: Pick<SpoolFile, 'write'>,
): Promise<Filled> {
  const encoder = new TextEncoder();
  const skipped: number[] = [];
  const tooLarge: number[] = [];
  let [bytes, requests] = [0, 0];
  for await (const { index, text } of lines) {
    const line = text === undefined ? undefined : encoder.encode(`${text}\n`);
    const isTooLarge = line !== undefined && line.length > limits.bytes;
    if (line === undefined || isTooLarge) {
      skipped.push(index);
      tooLarge.push(...(isTooLarge ? [index] : []));
    } else if (requests + 1 > limits.requests || bytes + line.length > limits.bytes) {
      return { bytes, requests, end: index, skipped, tooLarge };
    } else {
      await file.write(line);
      bytes += line.length;
      requests += 1;
    }
  }
  return { bytes, requests, end, skipped, tooLarge };
}

/** A spool that keeps its bytes in memory, for where there is no disk. */
export function memorySpool(): SpoolFile {
  let parts: Uint8Array<ArrayBuffer>[] = [];
  return {
    write(bytes) {
      parts.push(bytes);
      return Promise.resolve();
    },
    content: () => Promise.resolve(new Blob(parts)),
    dispose() {
      parts = [];
      return Promise.resolve();
    },
  };
}
