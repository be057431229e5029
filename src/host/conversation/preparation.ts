import { isRemote, type SourceImage } from '../../core/images/images';
import type { ReplyEvent } from '../../core/conversation/reply';
import type { Answerer, Connections } from '../connections/connections';
import { loadImaging } from '../chunks';
import type { ImageAddress } from '../images/imageAddress';
import { readImages } from '../images/readImages';

/** How long a new panel may be kept back for the sake of its request, in milliseconds. */
const headStart = 100;

/** What a question needs before it can be sent. */
export interface Preparation {
  readonly images: Promise<readonly SourceImage[]>;
  readonly answerer: Promise<Answerer>;
}

/** Begins to read the images and to find what answers. Both may reject with a VisionError. */
export function prepare(uris: readonly ImageAddress[], connections: Connections): Preparation {
  const preparation = {
    images: readImages(uris),
    answerer: connections.answerer(),
  };
  startWork(preparation.images).catch(() => undefined);
  // Whoever asks meets the failure; nobody may come to it.
  void Promise.allSettled(Object.values(preparation));
  return preparation;
}

/** What images are made ready with starts while it is found out who gets them. */
async function startWork(reading: Preparation['images']): Promise<void> {
  const [images, { startImaging }] = await Promise.all([reading, loadImaging()]);
  startImaging(images.flatMap((image) => (isRemote(image) ? [] : [image])));
}

/**
 * Files and keys are fetched through the window, which does nothing else while it builds a panel:
 * they go first, but not for long.
 */
export async function begun({ images, answerer }: Preparation): Promise<void> {
  await Promise.race([
    Promise.allSettled([images, answerer]),
    new Promise((resolve) => setTimeout(resolve, headStart)),
  ]);
}

/** The events of a reply whose first was asked for already. */
export async function* rest(
  first: Promise<IteratorResult<ReplyEvent>>,
  others: AsyncIterator<ReplyEvent>,
): AsyncIterable<ReplyEvent> {
  try {
    for (let next = await first; next.done !== true; next = await others.next()) {
      yield next.value;
    }
  } finally {
    await others.return?.();
  }
}
