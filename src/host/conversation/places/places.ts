import { imagesIn } from '../../../core/conversation/message';
import type { ReplyEvent } from '../../../core/conversation/reply';
import type { VisionRequest } from '../../../core/conversation/request';
import { isRemote, type SourceImage } from '../../../core/images/images';
import type { ImageId } from '../../../core/images/imageId';
import type { Box } from '../../../core/images/region';
import type { FoundLines } from '../../../core/places/snapping';
import type { loadImaging } from '../../chunks';
import type { ImageStore } from '../../images/imageStore';
import type { Settings } from '../../settings';
import type { Sending, sendRequest } from '../sending';
import { placedReply } from './placedReply';

/** What places are found with beside the request. */
export interface PlaceServices {
  readonly images: ImageStore;
  readonly loadImaging: typeof loadImaging;
}

/** Answers with places; undefined where nobody can: offline, or where the images need several requests. */
export type PlaceAnswer = (
  question: PlaceQuestion,
  signal: AbortSignal,
) => AsyncIterable<ReplyEvent> | undefined;

/** One question whose answer is to come with places. */
export interface PlaceQuestion {
  /** Its messages name images by their ids; those of `request` have them. */
  readonly asked: VisionRequest<ImageId>;
  readonly request: VisionRequest<SourceImage>;
  readonly settings: Pick<Settings, 'looksTwice'>;
  readonly sending: Sending;
  readonly send: typeof sendRequest;
}

export const placeAnswer =
  ({ images, loadImaging }: PlaceServices): PlaceAnswer =>
  ({ asked, request, settings, sending, send }, signal) => {
    const { recipient } = sending.answerer;
    const ids = imagesIn(asked.messages);
    if (recipient === undefined || ids.length === 0 || ids.length > recipient().maxImages) {
      return undefined;
    }
    const cut = async (id: ImageId, box: Box, within: AbortSignal): Promise<SourceImage> => {
      const image = await images.get(id);
      const { cropImage } = await loadImaging();
      return isRemote(image) ? image : cropImage(image, { box, name: image.name }, within);
    };
    const partOf = (id: ImageId) => images.record(id)?.part;
    const unasked: Sending = {
      ...sending,
      agreedTo: () => undefined,
      decide: () => Promise.resolve('send'),
    };
    return placedReply(
      request,
      {
        names: () => recipient().names,
        ids,
        partOf,
        linesOf: async (id, within) => linesOf(await images.get(id), loadImaging, within),
        looksTwice: settings.looksTwice,
        cut,
        send: (wanted, within) => send(wanted, sending, within),
        sendAgain: (wanted, within) => send(wanted, unasked, within),
      },
      signal,
    );
  };

/** What the reader finds on an image, in fractions of it; nothing for one that is not here. */
export async function linesOf(
  image: SourceImage,
  load: typeof loadImaging,
  signal: AbortSignal,
): Promise<FoundLines> {
  if (isRemote(image)) {
    return [];
  }
  const { readText } = await load();
  const { width, height, lines } = await readText(image, signal);
  return lines.map(({ words }) =>
    words.map(({ text, box }) => ({
      text,
      box: {
        x: box.left / width,
        y: box.top / height,
        width: box.width / width,
        height: box.height / height,
      },
    })),
  );
}
