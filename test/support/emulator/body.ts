import type { IncomingMessage } from 'node:http';

export interface Body {
  readonly bytes: Buffer;
  readonly tooLarge: boolean;
}

/** Reads a body to its end, but keeps no more than `limit` bytes of it. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Body> {
  const kept: Buffer[] = [];
  let length = 0;
  try {
    for await (const piece of request as AsyncIterable<Buffer>) {
      if (length < limit) {
        kept.push(piece.subarray(0, limit - length));
      }
      length += piece.length;
    }
  } catch {
    // The client closed the socket: what came is what there is.
  }
  return { bytes: Buffer.concat(kept), tooLarge: length > limit };
}
