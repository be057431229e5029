import * as vscode from 'vscode';
import { explainDifference } from '../../../core/cost/estimate';
import type { ImageId } from '../../../core/images/imageId';
import type { ImageFile, RemoteImage } from '../../../core/images/images';
import { parsePrices, priceAt } from '../../../core/cost/prices';
import type { Receipt } from '../../../core/cost/receipt';
import {
  sumUsage,
  type Finish,
  type ReplyEvent,
  type Usage,
} from '../../../core/conversation/reply';
import { withImages } from '../../../core/conversation/message';
import type { VisionRequest } from '../../../core/conversation/request';
import type { Answerer } from '../../connections/answerer';
import { imageFacts } from '../../images/imageFacts';
import type { Log } from '../../log';
import { batchesOf, requestOf, type Batch } from './batches';
import { agreed, type Asking } from './consent';
import type { Ready } from './plan';

/** What sending needs beside the question. */
export interface Sending extends Omit<Asking, 'recipient' | 'checkAccess'> {
  readonly answerer: Answerer;
  /** The ids of the request's images, in order, where they have some. */
  readonly ids?: readonly ImageId[];
  /** An image as it is sent, a vector drawn by a browser where it can be. Rejects with the signal's reason. */
  readonly drawn: (image: ImageFile, signal: AbortSignal) => Promise<ImageFile>;
  /** Told of an image at a URL that had to be downloaded. */
  readonly downloaded: (image: RemoteImage, file: ImageFile) => void;
  readonly log: Log;
}

/**
 * Makes images ready, asks the user where that is wanted, and sends them, in several requests where
 * one may not carry all. Yields the receipt before and, with what was billed, after. Throws a
 * VisionError; ends when `signal` aborts or the user declines.
 */
export async function* sendImages(
  request: VisionRequest<ImageFile>,
  sending: Sending,
  signal: AbortSignal,
): AsyncGenerator<ReplyEvent, void, undefined> {
  const { answerer, log } = sending;
  const { recipient, checkAccess } = answerer;
  if (recipient === undefined) {
    const messages = withImages(request.messages, (image, index) => [
      named(image, sending.ids?.[index]),
    ]);
    yield* answerer.answer({ ...request, messages }, signal);
    return;
  }
  const plan = yield* agreed(request, { ...sending, recipient, checkAccess }, signal);
  if (plan === undefined) {
    return;
  }
  const { receipt } = plan;
  const made = plan.made.map((all, index) => all.map((one) => withId(one, sending.ids?.[index])));
  const ready = made.flat();
  yield { type: 'receipt', receipt };
  log.info(
    `Sending ${ready.length} image(s) in ${receipt.requests} request(s): ${ready.map(({ image }) => imageFacts(image)).join(', ')}`,
  );
  const batches = batchesOf(ready, recipient().maxImages);
  let usage: Usage | undefined;
  let model: string | undefined;
  let finish: Finish = { reason: 'stop' };
  for (const [index, batch] of batches.entries()) {
    if (batches.length > 1) {
      yield { type: 'text', text: heading(index, batch) };
    }
    const before = usage;
    for await (const event of answerer.answer(requestOf(request, made, batch), signal)) {
      if (event.type === 'usage') {
        usage = sumUsage(before, event.usage);
        yield { type: 'usage', usage };
      } else if (event.type === 'finish') {
        finish = finish.reason === 'stop' ? event.finish : finish;
      } else if (event.type !== 'regions' || batches.length === 1) {
        // Of several requests it would not be known which picture and text they are of.
        model = event.type === 'model' ? event.name : model;
        yield event;
      }
    }
    if (signal.aborted) {
      return;
    }
  }
  const { names, isOpenAi } = recipient();
  // The reply may have told the model's name.
  const price = priceAt(names, isOpenAi, parsePrices(sending.settings.prices));
  yield {
    type: 'receipt',
    receipt: billed({ ...receipt, ...(price && { price }) }, ready, usage, model),
  };
  yield { type: 'finish', finish };
}

/** The image's id goes along to who answers, so that it can say on which one a place is. */
/** An image that is read here as it is, with its id. */
function named(image: ImageFile, id: ImageId | undefined): ImageFile {
  const { width, height } = image;
  const source = { left: 0, top: 0, width, height };
  return id === undefined ? image : { ...image, shows: { id, source, size: { width, height } } };
}

function withId(ready: Ready, id: ImageId | undefined): Ready {
  const { shows } = ready.image;
  return id === undefined || shows === undefined
    ? ready
    : { ...ready, image: { ...ready.image, shows: { ...shows, id } } };
}

function billed(
  receipt: Receipt,
  ready: readonly Ready[],
  usage: Usage | undefined,
  model?: string,
): Receipt {
  if (usage === undefined) {
    return receipt;
  }
  const paid = { ...receipt, billed: { usage } };
  const sizes = ready.map(({ image }) => image);
  const difference = explainDifference(paid, model, sizes);
  return { ...paid, ...(difference && { difference }) };
}

function heading(index: number, { first, last }: Batch): string {
  const text =
    first === last
      ? vscode.l10n.t('Image {0}', first)
      : vscode.l10n.t('Images {0} to {1}', first, last);
  return `${index === 0 ? '' : '\n\n'}### ${text}\n\n`;
}
