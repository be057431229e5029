import { isVisionError } from '../core/errors';
import { isRemote, type Image, type RequestImage } from '../core/images';
import type { ReplyEvent } from '../core/reply';
import type { Question } from '../core/request';
import { loadDownload, loadImaging } from './chunks';
import type { Answerer } from './connections';
import { imageFacts } from './imageFacts';
import type { Log } from './log';

/**
 * Answers a question about images that may be at URLs. Where the server fetches those itself it gets
 * them as they are; if it cannot, or no server does so, they are downloaded here, told to
 * `downloaded`, and sent as bytes. Throws a VisionError; ends when `signal` aborts.
 */
export async function* answerAbout(
  images: readonly RequestImage[],
  { answer, answerUrls, label }: Answerer,
  question: Question,
  signal: AbortSignal,
  log: Log,
  downloaded: (images: readonly Image[]) => void,
): AsyncIterable<ReplyEvent> {
  if (areRead(images)) {
    yield* answer({ ...question, images }, signal);
    return;
  }
  if (answerUrls) {
    try {
      yield* answerUrls({ ...question, images }, signal);
      return;
    } catch (error) {
      if (!isVisionError(error) || error.kind !== 'urlUnreachable') {
        throw error;
      }
      log.warn(`${label} could not fetch the image at its URL. It is downloaded here instead.`);
    }
  }
  const read = await Promise.all(images.map((image) => bytesOf(image, signal, log)));
  if (signal.aborted) {
    return;
  }
  downloaded(read);
  yield* answer({ ...question, images: read }, signal);
}

function areRead(images: readonly RequestImage[]): images is readonly Image[] {
  return !images.some(isRemote);
}

async function bytesOf(image: RequestImage, signal: AbortSignal, log: Log): Promise<Image> {
  if (!isRemote(image)) {
    return image;
  }
  const url = new URL(image.url);
  const [{ download }, { inspectImage }] = await Promise.all([loadDownload(), loadImaging()]);
  const read = await inspectImage(image.name, await download(url, signal));
  log.info(`Downloaded an image from ${url.host}: ${imageFacts(read)}`);
  return read;
}
