import type { IncomingMessage } from 'node:http';
import type { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { VisionError } from '../../../core/errors';

/** Servers compress although none was asked for. */
const decoders = new Map<string, () => Transform>([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
]);

/**
 * The whole body of a response, decompressed. Rejects with `imageTooLarge` as soon as it is known to
 * have more than `limit` bytes (`progressed` gets how many have come), with the stream's error, or when `signal` aborts; the socket is closed then.
 */
export async function readBody(
  response: IncomingMessage,
  limit: number,
  signal: AbortSignal,
  progressed?: (bytes: number) => void,
): Promise<Uint8Array> {
  const announced = Number(response.headers['content-length'] ?? 0);
  if (announced > limit) {
    response.destroy();
    throw new VisionError('imageTooLarge', { actual: announced, limit });
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  const collect = async (source: AsyncIterable<Uint8Array>): Promise<void> => {
    for await (const part of source) {
      size += part.length;
      if (size > limit) {
        throw new VisionError('imageTooLarge', { limit });
      }
      parts.push(part);
      progressed?.(size);
    }
  };
  const decoder = decoders.get(response.headers['content-encoding']?.toLowerCase() ?? '')?.();
  await (decoder
    ? pipeline(response, decoder, collect, { signal })
    : pipeline(response, collect, { signal }));
  return Buffer.concat(parts);
}
