import type { ReplyEvent } from '../../core/conversation/reply';
import type { VisionRequest } from '../../core/conversation/request';
import type { SourceImage } from '../../core/images/images';
import type { Answerer } from '../connections/answerer';
import type { Structure } from './jobs';

type Send = (answerer: Answerer, request: VisionRequest<SourceImage>) => AsyncIterable<ReplyEvent>;

/** Sends a request; where its job wants a structured reply and somebody can give one, it asks for it. */
export async function* structuredReply(
  structure: Structure | undefined,
  answerer: Answerer,
  request: VisionRequest<SourceImage>,
  _signal: AbortSignal,
  send: Send,
): AsyncGenerator<ReplyEvent, void, undefined> {
  yield* send(answerer, structure ? { ...request, schema: structure.schema } : request);
}
