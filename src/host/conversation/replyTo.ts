import type { ReplyEvent } from '../../core/conversation/reply';
import type { VisionRequest } from '../../core/conversation/request';
import type { Turn } from '../../core/conversation/turn';
import type { SourceImage } from '../../core/images/images';
import type { ImageId } from '../../core/images/imageId';
import type { Answerer } from '../connections/answerer';
import type { Structure } from '../jobs';
import type { Settings } from '../settings';
import { withFoundText } from './places/foundText';
import type { Sending, sendRequest } from './sending';
import type { SessionPorts } from './sessionPorts';
import { structuredReply } from './structuredReply';

/** A request, and what is known of how its reply is wanted. */
export interface ReplyWanted {
  readonly turn: Turn;
  /** Its messages name images by their ids; those of `request` have them. */
  readonly asked: VisionRequest<ImageId>;
  readonly request: VisionRequest<SourceImage>;
  readonly structure: Structure | undefined;
  readonly settings: Pick<Settings, 'looksTwice' | 'textGrounding'>;
  readonly sending: Sending;
  readonly send: typeof sendRequest;
}

/**
 * Sends a request for the reply that its question wants: with the text that the reader finds on the images, with
 * places on them, as JSON, or as it comes.
 */
export function replyTo(
  wanted: ReplyWanted,
  { withPlaces, readLines }: Pick<SessionPorts, 'withPlaces' | 'readLines'>,
  signal: AbortSignal,
): AsyncIterable<ReplyEvent> {
  const { turn, request, structure, settings, sending, send } = wanted;
  const { places, foundText } = turn.question;
  const answer = (asked: VisionRequest<SourceImage>): AsyncIterable<ReplyEvent> =>
    (places === true ? withPlaces?.({ ...wanted, request: asked }, signal) : undefined) ??
    structuredReply(structure, asked, signal, (some) => send(some, sending, signal));
  const grounding = foundText === undefined ? settings.textGrounding : foundText ? 'on' : 'off';
  return grounding === 'off' || readLines === undefined || !sending.answerer.recipient
    ? answer(request)
    : withFoundText(request, grounding, readLines, answer, signal);
}

/** The images of a question as they are sent, vectors drawn. Rejects as the store does, or with the signal's reason. */
export function imagesFor(
  ids: readonly ImageId[],
  { images, drawn }: Pick<SessionPorts, 'images' | 'drawn'>,
  signal: AbortSignal,
): Promise<SourceImage[]> {
  return Promise.all(ids.map(async (id) => drawn(await images.get(id), signal)));
}

/** Who answers a turn's question: the job of the feature that asked may have an answerer of its own, also when it is asked again. */
export async function answererFor(
  { job }: Turn,
  { jobs, answerer }: Pick<SessionPorts, 'jobs' | 'answerer'>,
): Promise<Answerer> {
  return ((await jobs.load(job))?.answerer ?? answerer)();
}
