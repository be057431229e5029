import type { ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import type { Sending } from '../stream';

/** Sends JSON whole, or fails on the way as the behaviour of a chat reply says. */
export async function sendRuled(sending: Sending, body: unknown): Promise<void> {
  const { response, record, behaviour, headers, signal } = sending;
  const text = JSON.stringify(body);
  const half = text.slice(0, Math.ceil(text.length / 2));
  record.status = 200;
  response.writeHead(200, { ...headers, 'content-type': 'application/json; charset=utf-8' });
  const { stream = 'normal' } = behaviour;
  switch (stream) {
    case 'cut':
      await written(response, half);
      sending.cut();
      return;
    case 'stall':
      await written(response, half);
      return;
    case 'slow':
      await written(response, half);
      await setTimeout(behaviour.delayMs ?? 50, undefined, { signal });
      response.end(text.slice(half.length));
      return;
    case 'garbage':
      response.end(half);
      return;
    case 'nothing':
    case 'empty':
      response.end();
      return;
    case 'normal':
    case 'html':
    case 'noFinish':
    case 'error':
      response.end(text);
  }
}

/** Resolves when the text has left the process. */
function written(response: ServerResponse, text: string): Promise<void> {
  return new Promise((resolve) => response.write(text, () => resolve()));
}
