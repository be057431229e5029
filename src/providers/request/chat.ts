import { untilAborted } from '../../core/abort';
import type { Connection } from '../../core/connections/connection';
import { isVisionError, VisionError } from '../../core/errors';
import { imagesIn } from '../../core/conversation/message';
import type { ReplyEvent } from '../../core/conversation/reply';
import type { Answer, VisionRequest } from '../../core/conversation/request';
import { isRemote, type RequestImage } from '../../core/images/images';
import { readReply } from '../reply/replyStream';
import { requestError } from '../reply/requestError';
import { credentialsFor } from './credentials';
import { enhancementsFailure, mostEnhancedImages, visionSource } from './enhancements';
import { contextOf } from './failureContext';
import type { Network } from './network';
import { learnedOf, learnModel } from './parameters';
import { withRetries } from './retry';
import { send } from './send';
import { targetOf, type Target } from './target';
import { usualPatience, Watchdog, type Patience } from './watchdog';

/**
 * Answers through a chat completions endpoint: Azure (v1 and classic), OpenAI, and servers that speak
 * its protocol. Failures that are likely to pass are tried again before the first text. The answer
 * ends quietly when its signal aborts, and the socket is closed then.
 */
export function chatAnswer(
  connection: Connection,
  network: Network,
  patience: Patience = usualPatience,
): Answer<RequestImage> {
  return (request, signal) =>
    withRetries(() => answer(connection, network, patience, request, signal), patience, signal);
}

async function* answer(
  connection: Connection,
  network: Network,
  patience: Patience,
  request: VisionRequest<RequestImage>,
  signal: AbortSignal,
): AsyncGenerator<ReplyEvent, void, undefined> {
  const target = targetOf(connection);
  const images = imagesIn(request.messages);
  checkCount(target, images.length);
  const { enhancements } = images.length === mostEnhancedImages ? target : {};
  const learned = learnedOf(network.lessons, target);
  const line = new AbortController();
  const close = (): void => line.abort();
  signal.addEventListener('abort', close, { once: true });
  const watchdog = new Watchdog(patience.firstText, close);
  let context = contextOf(target);
  try {
    // A sign-in takes as long as the user does: that is no silence of the server.
    watchdog.pause();
    const own = await untilAborted(credentialsFor(target, network), signal);
    const source =
      enhancements &&
      (await untilAborted(visionSource(enhancements, target.deployment, network), signal));
    const credentials = { ...own, secrets: [...own.secrets, ...(source ? [source.key] : [])] };
    context = contextOf(target, credentials.secrets);
    const response = await send(request, {
      ...{ target, learned, network, credentials, context, watchdog, patience },
      ...(enhancements && source && { enhancements: { ...enhancements, source } }),
      signal: line.signal,
    });
    for await (const event of readReply(response, watchdog, patience, context)) {
      if (event.type === 'model') {
        learnModel(learned, event.name);
      }
      yield event;
    }
  } catch (error) {
    if (!signal.aborted) {
      const isSilence = watchdog.expired && !isVisionError(error);
      const told = requestError(isSilence ? new VisionError('timeout') : error, context);
      const failure = enhancements ? enhancementsFailure(told, enhancements) : told;
      throw images.some(isRemote) ? withFetchFailure(failure) : failure;
    }
  } finally {
    signal.removeEventListener('abort', close);
    watchdog.stop();
    close();
  }
}

function checkCount({ host, deployment, maxImages }: Target, count: number): void {
  if (count > maxImages) {
    const counts = { actual: count, limit: maxImages };
    throw new VisionError('tooManyImages', { host, deployment, ...counts });
  }
}

/** How servers say that they could not fetch an image, or want its bytes instead of a URL. */
const fetchWords = /\bdownload|\bimage urls?\b|\bbase64\b|\bnot accessible\b/i;

/** The failure of a request with URLs: `urlUnreachable` where it is the server that could not fetch one. */
function withFetchFailure(error: VisionError): VisionError {
  const { serverMessage = '' } = error.details;
  return error.kind === 'badRequest' && fetchWords.test(serverMessage)
    ? new VisionError('urlUnreachable', error.details, { cause: error })
    : error;
}
