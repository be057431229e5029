import { VisionError } from '../../core/errors';

/** The largest error that is read, in bytes. */
const longestError = 256 * 1024;

/** The largest list of models that is read, in bytes. */
export const longestList = 16 * 1024 * 1024;

/**
 * A body's text as it arrives. Ends after `limit` bytes of it (decompressed), and stops the server then;
 * `onLimit` says whether that is a failure.
 */
export async function* textPieces(
  { body }: Response,
  limit: number,
  onLimit: 'throw' | 'end',
): AsyncGenerator<string, void, undefined> {
  const reader = (body as ReadableStream<Uint8Array> | null)?.getReader();
  const decoder = new TextDecoder();
  let length = 0;
  try {
    for (;;) {
      const value = (await reader?.read())?.value;
      if (value === undefined) {
        break;
      }
      length += value.length;
      yield decoder.decode(value.subarray(0, value.length - Math.max(0, length - limit)), {
        stream: true,
      });
      if (length > limit) {
        if (onLimit === 'throw') {
          throw new VisionError('replyGarbled', { limit });
        }
        break;
      }
    }
    yield decoder.decode();
  } finally {
    void reader?.cancel().catch(() => undefined);
  }
}

/** The text of an error's body, as far as it is of use and as far as it came. */
export async function errorText(response: Response): Promise<string> {
  let text = '';
  try {
    for await (const piece of textPieces(response, longestError, 'end')) {
      text += piece;
    }
  } catch {
    // The status says enough.
  }
  return text;
}

/** The whole text of a body; throws `replyGarbled` where it is longer than `limit` bytes. */
export async function wholeText(response: Response, limit: number): Promise<string> {
  let text = '';
  for await (const piece of textPieces(response, limit, 'throw')) {
    text += piece;
  }
  return text;
}
