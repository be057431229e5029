import { isVisionError } from '../../../core/errors';
import { imagesIn, withImages } from '../../../core/conversation/message';
import type { ReplyEvent } from '../../../core/conversation/reply';
import type { VisionRequest } from '../../../core/conversation/request';
import { isRemote, type ImageFile, type SourceImage } from '../../../core/images/images';
import { loadDownload, loadImaging } from '../../chunks';
import { imageFacts } from '../../images/imageFacts';
import { agreedToUrls } from './consent';
import { sendImages, type Sending } from './send';

/**
 * Answers a question about images that may be at URLs. Where the server fetches those itself it gets
 * them as they are; if it cannot, or no server does so, they are downloaded here and sent as all other
 * files are. Throws a VisionError; ends when `signal` aborts or the user declines.
 */
export async function* sendRequest(
  request: VisionRequest<SourceImage>,
  sending: Sending,
  signal: AbortSignal,
): AsyncGenerator<ReplyEvent, void, undefined> {
  const sources = imagesIn(request.messages);
  // Files have to be made ready, so beside them an image at a URL is sent as they are.
  if (sources.length > 0 && sources.every(isRemote)) {
    const { answerUrls, label, recipient, checkAccess } = sending.answerer;
    if (answerUrls && recipient) {
      const images = sources.map(({ name }) => ({ name }));
      const receipt = { host: recipient().host, detail: request.detail, images, requests: 1 };
      if (!(yield* agreedToUrls(receipt, { ...sending, recipient, checkAccess }, signal))) {
        return;
      }
      yield { type: 'receipt', receipt };
      try {
        yield* answerUrls(request, signal);
        return;
      } catch (error) {
        if (!isVisionError(error) || error.kind !== 'urlUnreachable') {
          throw error;
        }
        sending.log.warn(
          `${label} could not fetch the image at its URL. It is downloaded here instead.`,
        );
      }
    }
  }
  const read = await downloaded(request, sending, signal);
  if (!signal.aborted) {
    yield* sendImages(read, sending, signal);
  }
}

async function downloaded(
  request: VisionRequest<SourceImage>,
  { log, drawn, downloaded: tell }: Sending,
  signal: AbortSignal,
): Promise<VisionRequest<ImageFile>> {
  const images = imagesIn(request.messages);
  const files = await Promise.all(
    images.map(async (image): Promise<ImageFile> => {
      if (!isRemote(image)) {
        return image;
      }
      const url = new URL(image.url);
      const [{ download }, { inspectImage }] = await Promise.all([loadDownload(), loadImaging()]);
      const read = await inspectImage(image.name, await download(url, signal), { signal });
      log.info(`Downloaded an image from ${url.host}: ${imageFacts(read)}`);
      const shown = await drawn(read, signal);
      tell(image, shown);
      return shown;
    }),
  );
  const messages = withImages(request.messages, (_, index) => files.slice(index, index + 1));
  return { ...request, messages };
}
