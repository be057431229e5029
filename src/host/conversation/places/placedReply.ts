import type { ReplyEvent, Usage } from '../../../core/conversation/reply';
import type { VisionRequest } from '../../../core/conversation/request';
import { structuredAnswer } from '../../../core/conversation/structured';
import type { TextRegion } from '../../../core/conversation/textRegion';
import type { SentImage } from '../../../core/cost/receipt';
import type { SourceImage } from '../../../core/images/images';
import type { ImageId } from '../../../core/images/imageId';
import { boxSkillOf, type BoxSkill } from '../../../core/places/families';
import { placedAnswer } from '../../../core/places/placedAnswer';
import { parsePlaces, placesSchema, type PlacedReply } from '../../../core/places/placesReply';
import { sentPictures, type PartOf } from '../../../core/places/sentPictures';
import { snapped, type FoundLines } from '../../../core/places/snapping';
import { secondLooks, type LookPorts } from './secondLooks';

/** What the places of a reply are found with. */
export interface PlacePorts extends LookPorts {
  /** What the model is called, from the user's name for it to the server's. */
  readonly names: () => readonly string[];
  /** The images of the request, in the order in which they go along. */
  readonly ids: readonly ImageId[];
  readonly partOf: (id: ImageId) => PartOf | undefined;
  /** The text on an image, as the reader of this computer finds it; none where it cannot. */
  readonly linesOf: (id: ImageId, signal: AbortSignal) => Promise<FoundLines>;
  /** Whether the model looks at each place a second time, enlarged. */
  readonly looksTwice: boolean;
  readonly send: (
    request: VisionRequest<SourceImage>,
    signal: AbortSignal,
  ) => AsyncIterable<ReplyEvent>;
}

/**
 * Sends a request for an answer in pieces with their places, and yields it as text with regions: on the images
 * themselves, snapped to the texts that they name, looked at a second time where that is wanted. A reply that is
 * not of that form comes as it is.
 */
export async function* placedReply(
  request: VisionRequest<SourceImage>,
  ports: PlacePorts,
  signal: AbortSignal,
): AsyncGenerator<ReplyEvent, void, undefined> {
  let skill = boxSkillOf(ports.names().at(-1) ?? '');
  const { form } = skill;
  const asked = { ...request, schema: placesSchema(form) };
  const lines = new Map(
    ports.ids.map((id) => [id, ports.linesOf(id, signal).catch((): FoundLines => [])]),
  );
  let sent: readonly SentImage[] = [];
  let usage: Usage | undefined;
  for await (const event of structuredAnswer<PlacedReply, SourceImage>(
    ports.send,
    asked,
    parsePlaces,
    signal,
  )) {
    if (event.type === 'receipt') {
      sent = event.receipt.images;
    } else if (event.type === 'usage') {
      usage = event.usage;
    }
    if (event.type !== 'data') {
      yield event;
      continue;
    }
    skill = boxSkillOf(ports.names().at(-1) ?? '');
    const pictures = sentPictures(sent, ports.ids, ports.partOf);
    const { text, regions, dropped } = placedAnswer(event.data, pictures, form);
    yield { type: 'text', text };
    const found = ports.looksTwice
      ? yield* secondLooks(regions, request, form, usage, ports, signal)
      : regions;
    yield {
      type: 'regions',
      regions: await onTexts(found, lines),
      ...(dropped > 0 && { dropped }),
      ...(isRough(skill, found) && { isRough: true }),
    };
  }
}

function isRough({ isRough: rough }: BoxSkill, { length }: readonly TextRegion[]): boolean {
  return rough && length > 0;
}

async function onTexts(
  regions: readonly TextRegion[],
  lines: ReadonlyMap<ImageId, Promise<FoundLines>>,
): Promise<TextRegion[]> {
  return Promise.all(
    regions.map(async (region) => snapped(region, (await lines.get(region.image ?? '')) ?? [])),
  );
}
