import { VisionError } from '../../core/errors';

/** The largest error that is read, in bytes. */
const longestError = 256 * 1024;

/** The largest list of models that is read, in bytes. */
export const longestList = 16 * 1024 * 1024;

type Reader = ReadableStreamDefaultReader<Uint8Array>;

/** A body's text as it arrives; throws `replyGarbled` after `limit` bytes of it (decompressed). */
export async function* textPieces(
  response: Response,
  limit: number,
): AsyncGenerator<string, void, undefined> {
  let left = limit;
  for await (const piece of pieces(readerOf(response), limit)) {
    yield piece.text;
    left -= piece.bytes;
    if (left <= 0) {
      throw new VisionError('replyGarbled', { limit });
    }
  }
}

/** The whole text of a body; throws `replyGarbled` where it is longer than `limit` bytes. */
export async function wholeText(response: Response, limit: number): Promise<string> {
  let text = '';
  for await (const piece of textPieces(response, limit)) {
    text += piece;
  }
  return text;
}

/** The text of an error's body, as far as it is of use and comes within so many milliseconds. */
export async function errorText(response: Response, milliseconds: number): Promise<string> {
  const reader = readerOf(response);
  const timer = setTimeout(() => leave(reader), milliseconds);
  let text = '';
  try {
    for await (const piece of pieces(reader, longestError)) {
      text += piece.text;
    }
  } catch {
    // The status says enough.
  } finally {
    clearTimeout(timer);
  }
  return text;
}

/** At most `limit` bytes as text; whoever stops reading early, or that limit, stops the server. */
async function* pieces(
  reader: Reader | undefined,
  limit: number,
): AsyncGenerator<{ readonly text: string; readonly bytes: number }, void, undefined> {
  const decoder = new TextDecoder();
  let left = limit;
  try {
    while (left > 0) {
      const value = (await reader?.read())?.value;
      if (value === undefined) {
        break;
      }
      const bytes = value.subarray(0, left);
      left -= bytes.length;
      yield { text: decoder.decode(bytes, { stream: true }), bytes: bytes.length };
    }
    yield { text: decoder.decode(), bytes: 0 };
  } finally {
    leave(reader);
  }
}

function readerOf({ body }: Response): Reader | undefined {
  return (body as ReadableStream<Uint8Array> | null)?.getReader();
}

function leave(reader: Reader | undefined): void {
  void reader?.cancel().catch(() => undefined);
}
