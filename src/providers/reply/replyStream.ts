import { APIError } from 'openai';
import { VisionError, type VisionErrorKind } from '../../core/errors';
import type { Finish, ReplyEvent, Usage } from '../../core/conversation/reply';
import { readChunk } from './chunk';
import { detailsOf, streamError, type FailureContext } from './errors';
import { requestIdOf } from '../request/http';
import { fieldsOf } from '../json';
import type { Patience, Watchdog } from '../request/watchdog';

/** A response whose headers are there and whose body is still to be read. */
export interface OpenReply {
  /** The JSON of each server-sent event. */
  readonly chunks: AsyncIterable<unknown>;
  readonly response: Response;
  /** The first characters of the body, as far as it was read. */
  readonly start: () => string;
}

/**
 * Reads a reply to its end. Throws `replyCut` where no finish reason came, `replyGarbled` for what is
 * no event stream, `replyEmpty` for one without an answer, and what the server reports in mid-stream.
 */
export async function* readReply(
  { chunks, response, start }: OpenReply,
  watchdog: Watchdog,
  patience: Patience,
  context: FailureContext,
): AsyncGenerator<ReplyEvent, void, undefined> {
  const known = { ...context, requestId: requestIdOf(response.headers) };
  const fail = (kind: VisionErrorKind): VisionError => new VisionError(kind, detailsOf(known));
  const mediaType = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (mediaType === 'text/html' || response.body === null) {
    throw fail(response.body ? 'replyGarbled' : 'replyEmpty');
  }
  let model: string | undefined;
  let finish: Finish | undefined;
  let usage: Usage | undefined;
  let hasEvents = false;
  let hasChunks = false;
  let hasText = false;
  try {
    for await (const value of mediaType === 'application/json' ? whole(response) : chunks) {
      const chunk = readChunk(value);
      hasEvents = true;
      hasChunks ||= Array.isArray(fieldsOf(value).choices);
      usage = chunk.usage ?? usage;
      if (chunk.model !== undefined && model === undefined) {
        model = chunk.model;
        watchdog.stop();
        yield { type: 'model', name: model };
        watchdog.touch();
      }
      if (chunk.text !== undefined) {
        hasText = true;
        // The reader's own time is no silence of the server.
        watchdog.stop();
        yield { type: 'text', text: chunk.text };
        watchdog.touch(patience.nextText);
      }
      if (chunk.finish) {
        finish = chunk.finish;
        watchdog.touch(patience.afterFinish);
      }
    }
  } catch (error) {
    // After the finish reason only the usage can be lost.
    if (!finish) {
      throw watchdog.expired ? fail('timeout') : streamError(error, known);
    }
  }
  if (!finish) {
    const kind = hasChunks ? 'replyCut' : hasEvents ? 'replyGarbled' : nothingIn(start());
    throw fail(watchdog.expired ? 'timeout' : kind);
  }
  yield { type: 'finish', finish };
  if (usage) {
    yield { type: 'usage', usage };
  }
  if (!hasText && finish.reason === 'stop') {
    throw fail('replyEmpty');
  }
}

/** A body without an event: an event stream that holds none, or something else. */
function nothingIn(start: string): VisionErrorKind {
  return /^(?:data|event|id|retry)?:|^$/.test(start) ? 'replyEmpty' : 'replyGarbled';
}

/** The reply of a server that does not stream although it was asked to. */
async function* whole(response: Response): AsyncGenerator<unknown, void, undefined> {
  const body: unknown = await response.json();
  const { error } = fieldsOf(body);
  if (error !== undefined && error !== null) {
    const described = typeof error === 'string' ? { message: error } : fieldsOf(error);
    throw new APIError(undefined, described, undefined, response.headers);
  }
  yield body;
}
