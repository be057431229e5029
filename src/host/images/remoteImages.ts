import { isVisionError } from '../../core/errors';
import { isRemote, type ImageFile, type SourceImage } from '../../core/images/images';
import type { ReplyEvent } from '../../core/conversation/reply';
import type { Question } from '../../core/conversation/request';
import { loadDownload, loadImaging } from '../chunks';
import type { Answerer } from '../connections/connections';
import { imageFacts } from './imageFacts';
import type { Log } from '../log';

/** What is done with images whose bytes are here. */
export interface FileSending {
  /** Told of those that had to be downloaded. */
  readonly downloaded: (images: readonly ImageFile[]) => void;
  readonly send: (files: readonly ImageFile[]) => AsyncIterable<ReplyEvent>;
}

/**
 * Answers a question about images that may be at URLs. Where the server fetches those itself it gets
 * them as they are; if it cannot, or no server does so, they are downloaded here, told to
 * `downloaded`, and given to `send` as all other files are. Throws a VisionError; ends when `signal` aborts.
 */
export async function* answerAbout(
  images: readonly SourceImage[],
  { answerUrls, label, recipient }: Answerer,
  question: Question,
  signal: AbortSignal,
  log: Log,
  { downloaded, send }: FileSending,
): AsyncIterable<ReplyEvent> {
  if (areRead(images)) {
    yield* send(images);
    return;
  }
  if (answerUrls) {
    const host = recipient?.().host;
    if (host !== undefined) {
      const names = images.map(({ name }) => ({ name }));
      yield {
        type: 'receipt',
        receipt: { host, detail: question.detail, images: names, requests: 1 },
      };
    }
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
  yield* send(read);
}

function areRead(images: readonly SourceImage[]): images is readonly ImageFile[] {
  return !images.some(isRemote);
}

async function bytesOf(image: SourceImage, signal: AbortSignal, log: Log): Promise<ImageFile> {
  if (!isRemote(image)) {
    return image;
  }
  const url = new URL(image.url);
  const [{ download }, { inspectImage }] = await Promise.all([loadDownload(), loadImaging()]);
  const read = await inspectImage(image.name, await download(url, signal));
  log.info(`Downloaded an image from ${url.host}: ${imageFacts(read)}`);
  return read;
}
