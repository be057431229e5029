import { VisionError } from '../../core/errors';
import { parseJson } from '../json';
import { textPieces } from './body';
import { eventsIn, type ServerEvent } from './eventStream';
import { isServerError } from './serverError';

/** The most that a reply's body may hold, in bytes: the longest replies of today's models hold half of it. */
const longestBody = 128 * 1024 * 1024;

/** The most between two texts of a reply, in characters: no model thinks longer where the thoughts are sent. */
const longestPause = 32 * 1024 * 1024;

/** A body that is no stream holds its reply once. */
const longestWhole = 16 * 1024 * 1024;

/** What came since the last text of a reply, in characters. */
export interface Pause {
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
export async function* valuesIn(
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
