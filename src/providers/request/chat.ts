import type { Connection } from '../../core/connections/connection';
import { isVisionError, VisionError } from '../../core/errors';
import { imagesIn } from '../../core/conversation/message';
import type { ReplyEvent } from '../../core/conversation/reply';
import type { RequestImage } from '../../core/images/images';
import type { Answer, VisionRequest } from '../../core/conversation/request';
import { requestError, type FailureContext } from '../reply/errors';
import type { Network } from './network';
import { withFetchFailure } from './remoteImages';
import { readReply } from '../reply/replyStream';
import { withRetries } from './retry';
import { send } from './send';
import { credentialsFor, targetOf, type Target } from './target';
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
  checkImages(target, request);
  const line = new AbortController();
  const close = (): void => line.abort();
  signal.addEventListener('abort', close, { once: true });
  const watchdog = new Watchdog(patience.firstText, close);
  let context: FailureContext = {
    host: target.host,
    deployment: target.deployment,
    ...(target.token && { auth: 'entra' }),
    ...(isKeyless(target) && { keyless: true }),
  };
  try {
    // A sign-in takes as long as the user does: that is no silence of the server.
    watchdog.stop();
    const credentials = await unlessAborted(credentialsFor(target, network), signal);
    watchdog.touch();
    context = { ...context, secrets: credentials.secrets };
    if (!signal.aborted) {
      const wire = { network, credentials, watchdog, patience, signal: line.signal };
      const reply = await send(target, request, wire);
      yield* readReply(reply, watchdog, patience, context);
    }
  } catch (error) {
    if (!signal.aborted) {
      const isSilence = watchdog.expired && !isVisionError(error);
      const failure = requestError(isSilence ? new VisionError('timeout') : error, context);
      throw withFetchFailure(failure, imagesIn(request.messages));
    }
  } finally {
    signal.removeEventListener('abort', close);
    watchdog.stop();
    close();
  }
}

/** Settles as `wait` does, or rejects as soon as the signal aborts. */
function unlessAborted<T>(wait: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(new DOMException('Stopped.', 'AbortError'));
    if (signal.aborted) {
      stop();
    }
    signal.addEventListener('abort', stop, { once: true });
    void wait.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

/** True where nothing that is sent tells who asks. */
function isKeyless({ needsKey, token, headers }: Target): boolean {
  return !needsKey && token === undefined && headers === undefined;
}

function checkImages(
  { host, deployment, maxImages }: Target,
  { messages }: VisionRequest<RequestImage>,
): void {
  const count = imagesIn(messages).length;
  if (count > maxImages) {
    const counts = { actual: count, limit: maxImages };
    throw new VisionError('tooManyImages', { host, deployment, ...counts });
  }
}
