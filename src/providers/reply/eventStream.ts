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
  const decoder = new EventDecoder();
  for await (const piece of pieces) {
    yield* decoder.take(piece);
  }
  yield* decoder.end();
}

class EventDecoder {
  private name = '';
  private data: string[] = [];
  /** The line that has not ended, in pieces. */
  private line: string[] = [];
  private lineLength = 0;
  private dataLength = 0;
  private endedWithReturn = false;

  /** The events that a piece of the stream completes. Lines end with LF, CR or both. */
  *take(piece: string): Generator<ServerEvent, void, undefined> {
    const text = this.endedWithReturn && piece.startsWith('\n') ? piece.slice(1) : piece;
    this.endedWithReturn = piece === '' ? this.endedWithReturn : piece.endsWith('\r');
    const lines = text.split(/\r\n|\r|\n/);
    const rest = lines.pop() ?? '';
    for (const line of lines) {
      const event = this.takeLine(this.line.join('') + line);
      [this.line, this.lineLength] = [[], 0];
      if (event) {
        yield event;
      }
    }
    if (rest !== '') {
      this.line.push(rest);
      this.lineLength += rest.length;
    }
    if (this.dataLength + this.lineLength > longestEvent) {
      throw new VisionError('replyGarbled', { limit: longestEvent });
    }
  }

  *end(): Generator<ServerEvent, void, undefined> {
    this.takeLine(this.line.join(''));
    const event = this.takeLine('');
    if (event) {
      yield { ...event, isPartial: true };
    }
  }

  private takeLine(line: string): ServerEvent | undefined {
    if (line === '') {
      const { name } = this;
      const data = this.data.join('\n').trim();
      [this.name, this.data, this.dataLength] = ['', [], 0];
      return data === '' ? undefined : { name, data };
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') {
      this.name = value;
    } else if (field === 'data') {
      this.data.push(value);
      this.dataLength += value.length + 1;
    } else if (field === 'error') {
      // Older llama.cpp servers put an error in a field of its own.
      [this.name, this.data] = ['error', [value]];
    }
    return undefined;
  }
}
