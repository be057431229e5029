import { isVisionError } from '../../../core/errors';
import { userMessage } from '../../../core/conversation/message';
import { sumUsage, type ReplyEvent, type Usage } from '../../../core/conversation/reply';
import type { VisionRequest } from '../../../core/conversation/request';
import { dataIn } from '../../../core/conversation/structured';
import type { TextRegion } from '../../../core/conversation/textRegion';
import type { SentImage } from '../../../core/cost/receipt';
import type { SourceImage } from '../../../core/images/images';
import type { ImageId } from '../../../core/images/imageId';
import type { Box } from '../../../core/images/region';
import type { BoxForm } from '../../../core/places/boxForm';
import {
  lookAround,
  mostSecondLooks,
  parseSecondLook,
  regionOfLook,
  secondLookPrompt,
  secondLookSchema,
} from '../../../core/places/secondLook';
import { sentPictures } from '../../../core/places/sentPictures';

export interface LookPorts {
  /** A part of an image, cut out of it. */
  readonly cut: (id: ImageId, box: Box, signal: AbortSignal) => Promise<SourceImage>;
  /** Sends without asking the user again. */
  readonly sendAgain: (
    request: VisionRequest<SourceImage>,
    signal: AbortSignal,
  ) => AsyncIterable<ReplyEvent>;
}

/** The most tokens of a reply that is one box; those that think first need more than that. */
const mostTokens = 2000;

/**
 * Asks for the place of each region again, on an enlarged part of the picture, one after the other. Yields the
 * usage of these requests and of those `before`; gives the regions, as they were where a look found nothing or
 * failed.
 */
export async function* secondLooks(
  regions: readonly TextRegion[],
  { system, detail }: VisionRequest<SourceImage>,
  form: BoxForm,
  before: Usage | undefined,
  { cut, sendAgain }: LookPorts,
  signal: AbortSignal,
): AsyncGenerator<ReplyEvent, readonly TextRegion[], undefined> {
  const found: TextRegion[] = [];
  let used = before;
  for (const [index, place] of regions.entries()) {
    const { image } = place;
    if (image === undefined || index >= mostSecondLooks || signal.aborted) {
      found.push(place);
      continue;
    }
    const part = lookAround(place.region);
    let text = '';
    let sent: readonly SentImage[] = [];
    let usage: Usage | undefined;
    try {
      const request = {
        system,
        detail,
        maxOutputTokens: mostTokens,
        schema: secondLookSchema(form),
        messages: [userMessage(secondLookPrompt(place.text), [await cut(image, part, signal)])],
      };
      for await (const event of sendAgain(request, signal)) {
        text += event.type === 'text' ? event.text : '';
        sent = event.type === 'receipt' ? event.receipt.images : sent;
        usage = event.type === 'usage' ? event.usage : usage;
      }
    } catch (error) {
      if (!isVisionError(error)) {
        throw error;
      }
    }
    if (usage) {
      used = sumUsage(used, usage);
      yield { type: 'usage', usage: used };
    }
    const box = dataIn(text, parseSecondLook);
    const [picture] = sentPictures(sent, [image], () => ({ of: image, box: part }));
    const region = box && picture && regionOfLook(box, picture, form);
    found.push(region ? { ...place, region } : place);
  }
  return found;
}
