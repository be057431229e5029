import { isVisionError, VisionError, type VisionErrorKind } from '../../core/errors';
import type { Finish, ReplyEvent, Usage } from '../../core/conversation/reply';
import { fieldsOf, parseJson } from '../json';
import type { Patience, Watchdog } from '../request/watchdog';
import { textPieces } from './body';
import { readChunk } from './chunk';
import { eventsIn, type ServerEvent } from './eventStream';
import { requestError } from './requestError';
import { detailsOf, requestIdOf, responseError, type FailureContext } from './responseError';
import { withoutSecrets } from './secrets';
import { isServerError, serverError } from './serverError';

/** The most that a reply's body may hold, in bytes: the longest replies of today's models hold half of it. */
const longestBody = 128 * 1024 * 1024;

/** The most between two texts of a reply, in characters: no model thinks longer where the thoughts are sent. */
const longestPause = 32 * 1024 * 1024;

/** A body that is no stream holds its reply once. */
const longestWhole = 16 * 1024 * 1024;

/** The most that is shown of a reply, in characters; the longest that a model of today writes has half of it. */
const longestReply = 1024 * 1024;

/** Names that a server sends are for people. */
const longestName = 200;

/**
 * Reads a reply to its end, told by what is in it rather than by its media type. Throws `replyCut` where
 * no finish reason came, `replyGarbled` for what is no chat completion or has no end, `replyEmpty` for
 * one without an answer, and what the server reports in the place of one.
 */
export async function* readReply(
  response: Response,
  watchdog: Watchdog,
  patience: Patience,
  context: FailureContext,
): AsyncGenerator<ReplyEvent, void, undefined> {
  const known = { ...context, requestId: requestIdOf(response.headers) };
  const fail = (kind: VisionErrorKind, more = {}): VisionError =>
    new VisionError(kind, { ...detailsOf(known), ...more });
  const shown = (name: string): string =>
    withoutSecrets(name.slice(0, longestName), context.secrets ?? []);
  let model: string | undefined;
  let finish: Finish | undefined;
  let usage: Usage | undefined;
  let length = 0;
  let hasChunks = false;
  const pause: Pause = { length: 0 };
  try {
    for await (const value of valuesIn(response, pause)) {
      if (isServerError(value)) {
        throw responseError({ error: serverError(value), headers: response.headers }, known);
      }
      hasChunks ||= Array.isArray(fieldsOf(value).choices);
      const chunk = readChunk(value);
      usage = chunk.usage ?? usage;
      if (chunk.model !== undefined && model === undefined) {
        model = shown(chunk.model);
        watchdog.stop();
        yield { type: 'model', name: model };
        watchdog.touch();
      }
      if (chunk.text !== undefined) {
        const text = chunk.text.slice(0, longestReply - length);
        length += chunk.text.length;
        pause.length = 0;
        // The reader's own time is no silence of the server.
        watchdog.stop();
        yield { type: 'text', text };
        watchdog.touch(patience.nextText);
        if (length > longestReply) {
          throw fail('replyGarbled', { limit: longestReply });
        }
      }
      if (chunk.finish) {
        finish = chunk.finish;
        watchdog.endAfter(patience.afterFinish);
      }
    }
  } catch (error) {
    // After the finish reason only the usage can be lost.
    if (!finish) {
      const isSilence = watchdog.expired && !isVisionError(error);
      throw isSilence ? fail('timeout') : requestError(error, known, 'reply');
    }
  }
  if (!finish) {
    throw fail(watchdog.expired ? 'timeout' : hasChunks ? 'replyCut' : 'replyGarbled');
  }
  yield {
    type: 'finish',
    finish: finish.reason === 'other' ? { ...finish, name: shown(finish.name) } : finish,
  };
  if (usage) {
    yield { type: 'usage', usage };
  }
  if (length === 0 && finish.reason === 'stop') {
    throw fail('replyEmpty');
  }
}

/** What came since the last text of a reply, in characters. */
interface Pause {
  length: number;
}

async function* piecesIn(
  response: Response,
  pause: Pause,
): AsyncGenerator<string, void, undefined> {
  for await (const piece of textPieces(response, longestBody)) {
    pause.length += piece.length;
    if (pause.length > longestPause) {
      throw new VisionError('replyGarbled', { limit: longestPause });
    }
    yield piece;
  }
}

/** The JSON values of a body: of its events, or the one that it is. */
async function* valuesIn(
  response: Response,
  pause: Pause,
): AsyncGenerator<unknown, void, undefined> {
  const pieces = piecesIn(response, pause);
  let start = '';
  try {
    for (let isOver = false; start === '' && !isOver;) {
      const { done, value } = await pieces.next();
      isOver = done === true;
      start = value?.trimStart() ?? '';
    }
    if (start.startsWith('<')) {
      throw new VisionError('replyGarbled');
    }
    yield* /^[[{]/.test(start) ? whole(start, pieces) : streamed(start, pieces);
  } finally {
    await pieces.return();
  }
}

/** The reply of a server that does not stream, or a list of chunks from one that does so in its own way. */
async function* whole(
  start: string,
  pieces: AsyncIterable<string>,
): AsyncGenerator<unknown, void, undefined> {
  let text = start;
  for await (const piece of pieces) {
    text += piece;
    if (text.length > longestWhole) {
      throw new VisionError('replyGarbled', { limit: longestWhole });
    }
  }
  const value = parseJson(text);
  if (value === undefined) {
    throw new VisionError('replyGarbled');
  }
  yield* Array.isArray(value) && !isServerError(value) ? (value as unknown[]) : [value];
}

async function* streamed(
  start: string,
  rest: AsyncIterable<string>,
): AsyncGenerator<unknown, void, undefined> {
  let head = '';
  const pieces = async function* () {
    yield start;
    for await (const piece of rest) {
      head = head.length < 8 ? head + piece : head;
      yield piece;
    }
  };
  head = start;
  let hasValues = false;
  for await (const event of eventsIn(pieces())) {
    if (event.data === '[DONE]') {
      break;
    }
    const value = valueOf(event);
    hasValues ||= value !== undefined;
    if (value !== undefined) {
      yield value;
    }
  }
  if (!hasValues) {
    // An event stream that holds nothing, or something else.
    throw new VisionError(
      /^(?:(?:data|event|id|retry)?:|$)/.test(head) ? 'replyEmpty' : 'replyGarbled',
    );
  }
}

/** Undefined for an event that some servers send to keep the line open. */
function valueOf({ name, data, isPartial }: ServerEvent): unknown {
  const value = parseJson(data);
  if (name === 'error') {
    return { error: value ?? data };
  }
  // Nobody listens to events of other names, so what they hold need not be JSON.
  if (value === undefined && (name === '' || name === 'message')) {
    throw new VisionError(isPartial ? 'replyCut' : 'replyGarbled');
  }
  return value;
}
