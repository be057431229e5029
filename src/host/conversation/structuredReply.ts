import type { ReplyEvent } from '../../core/conversation/reply';
import type { VisionRequest } from '../../core/conversation/request';
import { structuredAnswer } from '../../core/conversation/structured';
import type { Structure } from '../jobs';

/**
 * Sends a request; where a structured reply is wanted it comes as data and, for people, as the text
 * that the structure makes of it, and as plain text where it is not of the wanted form.
 */
export async function* structuredReply<Picture>(
  structure: Structure | undefined,
  request: VisionRequest<Picture>,
  signal: AbortSignal,
  send: (request: VisionRequest<Picture>) => AsyncIterable<ReplyEvent>,
): AsyncGenerator<ReplyEvent, void, undefined> {
  if (structure === undefined) {
    yield* send(request);
    return;
  }
  const { schema, parse, format } = structure;
  const asked = { ...request, schema };
  for await (const event of structuredAnswer(send, asked, (value) => parse(value), signal)) {
    yield event;
    if (event.type === 'data') {
      yield { type: 'text', text: format(event.data as never) };
    }
  }
}
