import { VisionError } from '../../core/errors';

/** An event of a server that has data. */
export interface ServerEvent {
  /** Empty where the server names none. */
  readonly name: string;
  readonly data: string;
  /** The stream ended before the event did. */
  readonly isPartial?: true;
}

/** The largest event that is read, in characters: a whole reply fits into one. */
const longestEvent = 8 * 1024 * 1024;

/**
 * The events of a stream that have data, in the format of the HTML standard, "Server-sent events". Comments,
 * ids and events without data are passed over. A last event without its empty line is given too. Throws
 * `replyGarbled` for an event that does not end.
 */
export async function* eventsIn(
  pieces: AsyncIterable<string>,
): AsyncGenerator<ServerEvent, void, undefined> {
  let name = '';
  let data: string[] = [];
  let length = 0;
  for await (const line of linesIn(pieces)) {
    if (line === '') {
      const event = { name, data: data.join('\n').trim() };
      [name, data, length] = ['', [], 0];
      if (event.data !== '') {
        yield event;
      }
      continue;
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') {
      name = value;
    } else if (field === 'data') {
      length += value.length + 1;
      checkLength(length);
      data.push(value);
    } else if (field === 'error') {
      // Older llama.cpp servers put an error in a field of its own.
      [name, data] = ['error', [value]];
    }
  }
  const last = data.join('\n').trim();
  if (last !== '') {
    yield { name, data: last, isPartial: true };
  }
}

/** Lines that end with LF, CR or both. */
async function* linesIn(pieces: AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
  let held: string[] = [];
  let length = 0;
  let endedWithReturn = false;
  for await (const piece of pieces) {
    const text = endedWithReturn && piece.startsWith('\n') ? piece.slice(1) : piece;
    endedWithReturn = piece === '' ? endedWithReturn : piece.endsWith('\r');
    const lines = text.split(/\r\n|\r|\n/);
    const rest = lines.pop() ?? '';
    for (const [index, line] of lines.entries()) {
      yield index === 0 ? held.join('') + line : line;
    }
    if (lines.length > 0) {
      [held, length] = [[], 0];
    }
    if (rest !== '') {
      length += rest.length;
      checkLength(length);
      held.push(rest);
    }
  }
  if (held.length > 0) {
    yield held.join('');
  }
}

function checkLength(length: number): void {
  if (length > longestEvent) {
    throw new VisionError('replyGarbled', { limit: longestEvent });
  }
}
