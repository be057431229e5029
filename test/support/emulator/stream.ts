import type { ServerResponse } from 'node:http';
import type { Writable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { constants, createGzip } from 'node:zlib';
import { now } from './clock';
import type { Reply } from './reply';
import type { ReplyInfo, Shapes } from './service';
import type { Behaviour, RecordedRequest } from './types';
import { ScatteredWriter } from './wire';

export interface Sending {
  readonly response: ServerResponse;
  readonly record: RecordedRequest;
  readonly behaviour: Behaviour;
  readonly headers: Readonly<Record<string, string>>;
  readonly random: () => number;
  /** Aborts when the client or the emulator has closed the socket. */
  readonly signal: AbortSignal;
  /** Cuts the socket, as no client does. */
  readonly cut: () => void;
}

const event = (data: unknown) => `data: ${JSON.stringify(data)}\n\n`;
const done = 'data: [DONE]\n\n';

/** Streams a reply as server-sent events, or fails on the way as the behaviour says. */
export async function streamReply(
  sending: Sending,
  reply: Reply,
  shapes: Shapes,
  info: ReplyInfo,
): Promise<void> {
  const { response, record, behaviour, signal } = sending;
  const isPacked =
    behaviour.gzip === true && /\bgzip\b/.test(record.headers['accept-encoding'] ?? '');
  record.status = 200;
  response.writeHead(200, {
    ...sending.headers,
    'content-type': 'text/event-stream; charset=utf-8',
    ...(isPacked && { 'content-encoding': 'gzip' }),
  });
  response.flushHeaders();
  const body = isPacked ? packed(response) : response;
  const writer = new ScatteredWriter(body, sending.random);
  if (behaviour.stream === 'empty' || behaviour.stream === 'nothing') {
    await writer.write(behaviour.stream === 'empty' ? done : '', true);
    body.end();
    return;
  }
  for (const chunk of shapes.first(info)) {
    await writer.write(event(chunk), false);
  }
  const stop = endsEarly(behaviour) ? Math.ceil(reply.tokens.length / 2) : reply.tokens.length;
  for (const [index, token] of reply.tokens.slice(0, stop).entries()) {
    if (behaviour.stream === 'slow') {
      await setTimeout(behaviour.delayMs ?? 50, undefined, { signal });
    }
    const flush = index === 0 || index === stop - 1 || behaviour.stream === 'slow';
    if (!(await writer.write(event(shapes.text(info, token)), flush))) {
      return;
    }
    record.firstTokenAt ??= now();
    record.text = (record.text ?? '') + token;
  }
  if (behaviour.stream === 'error') {
    await writer.write(event(info.error), true);
    body.end();
    return;
  }
  if (endsEarly(behaviour)) {
    await endEarly(sending, writer);
    return;
  }
  await writer.write(ending(reply, shapes, info), true);
  body.end();
}

/** Where to write what leaves compressed, each piece at once. */
function packed(response: ServerResponse): Writable {
  const gzip = createGzip({ flush: constants.Z_SYNC_FLUSH });
  gzip.pipe(response);
  response.once('close', () => gzip.destroy());
  return gzip;
}

function ending(reply: Reply, shapes: Shapes, info: ReplyInfo): string {
  if (reply.finish.reason === null) {
    return '';
  }
  return (
    event(shapes.finish(info, reply.finish, reply.tokens.join(''))) +
    (info.includeUsage ? event(shapes.usage(info, reply.usage)) : '') +
    done
  );
}

function endsEarly({ stream }: Behaviour): boolean {
  return stream === 'stall' || stream === 'cut' || stream === 'garbage' || stream === 'error';
}

async function endEarly(
  { response, behaviour, cut }: Sending,
  writer: ScatteredWriter,
): Promise<void> {
  if (behaviour.stream === 'cut') {
    // Once what was written has left, so that the client has received the first half.
    response.write(': cut\n', () => cut());
  } else if (behaviour.stream === 'garbage') {
    await writer.write('data: {"choices":[{"delta":{"conte\u0000\u0007<<%#\n\n', true);
    response.end();
  }
}

/** Sends a reply as one JSON value, or fails as the behaviour says. */
export async function sendWhole(
  sending: Sending,
  reply: Reply,
  shapes: Shapes,
  info: ReplyInfo,
): Promise<void> {
  const { response, record, behaviour, signal } = sending;
  if (behaviour.stream === 'stall') {
    return;
  }
  if (behaviour.stream === 'slow') {
    await setTimeout(behaviour.delayMs ?? 50, undefined, { signal });
  }
  const text = behaviour.stream === 'empty' ? '' : reply.tokens.join('');
  const body = JSON.stringify(shapes.whole(info, text, reply.finish, reply.usage));
  const half = Math.ceil(body.length / 2);
  record.status = 200;
  response.writeHead(200, { ...sending.headers, 'content-type': 'application/json' });
  const writer = new ScatteredWriter(response, sending.random);
  const partial = behaviour.stream === 'cut' || behaviour.stream === 'garbage';
  await writer.write(partial ? body.slice(0, half) : body, true);
  record.firstTokenAt = now();
  if (partial) {
    await endEarly(sending, writer);
  } else {
    response.end();
  }
}
