import { untilAborted } from '../../core/abort';
import type { Connection } from '../../core/connections/connection';
import type { ReplyEvent } from '../../core/conversation/reply';
import { isVisionError, VisionError } from '../../core/errors';
import { maxImageBytes, type Image } from '../../core/images/images';
import { parseJson } from '../json';
import { errorText, longestList, wholeText } from '../reply/body';
import { requestError } from '../reply/requestError';
import { requestIdOf, responseError, type FailureContext } from '../reply/responseError';
import { isServerError, serverError } from '../reply/serverError';
import type { Learned } from '../request/form';
import { boundFetch } from '../request/http';
import { secretsInPath } from '../request/logPath';
import type { Network } from '../request/network';
import { learnedOf } from '../request/parameters';
import { withRetries } from '../request/retry';
import { slowestUpload } from '../request/send';
import { usualPatience, Watchdog, type Patience } from '../request/watchdog';
import { parseAnalysis, type Analysis } from './analysis';
import { features, ofImageAnalysis, refined, refusesCaptions } from './failure';
import { analysisUrl, visionCredentials, visionTarget } from './resource';

/** What comes of an image: news of pauses between tries, then what was found. */
export type AnalysisEvent =
  | Extract<ReplyEvent, { type: 'waiting' }>
  | { readonly type: 'analysis'; readonly analysis: Analysis };

/** Looks at an image. Throws a VisionError; ends without an analysis when `signal` aborts. */
export type Analyse = (image: Image, signal: AbortSignal) => AsyncIterable<AnalysisEvent>;

/**
 * Finds text, objects and descriptions with the Azure AI Vision resource of a connection: Image Analysis 4.0,
 * one request for each image. What is likely to pass is tried again. Source: "Call the Image Analysis 4.0
 * Analyze API", REST.
 */
export function imageAnalyser(
  connection: Connection,
  network: Network,
  patience: Patience = usualPatience,
): Analyse {
  return (image, signal) =>
    withRetries(() => attempt(connection, network, patience, image, signal), patience, signal);
}

async function* attempt(
  connection: Connection,
  network: Network,
  patience: Patience,
  image: Image,
  signal: AbortSignal,
): AsyncGenerator<AnalysisEvent, void, undefined> {
  const { name, bytes } = image;
  if (bytes.length > maxImageBytes) {
    const counts = { actual: bytes.length, limit: maxImageBytes };
    throw new VisionError('imageTooLarge', { image: name, ...counts });
  }
  const line = new AbortController();
  const close = (): void => line.abort();
  signal.addEventListener('abort', close, { once: true });
  const watchdog = new Watchdog(patience.firstText, close);
  let context: FailureContext | undefined;
  let where: 'request' | 'reply' = 'request';
  try {
    // A sign-in takes as long as the user does: that is no silence of the server.
    watchdog.pause();
    const target = await untilAborted(visionTarget(connection, network), signal);
    const { origin, host, token } = target;
    context = { host, ...(token && { auth: 'entra' }) };
    const credentials = await untilAborted(visionCredentials(target, network), signal);
    const secrets = [...credentials.secrets, ...secretsInPath(target.endpoint)];
    context = { ...context, secrets };
    const fetch = boundFetch({
      network,
      origin,
      ...credentials,
      onHeaders: () => watchdog.touch(patience.nextText),
      onBytes: () => watchdog.touch(),
    });
    const learned = learnedOf(network.lessons, { ...target, chatUrl: analysisUrl(target, []) });
    const response = await accepted(learned, context, patience, (wanted) => {
      watchdog.touch(patience.firstText + bytes.length / slowestUpload);
      return fetch(analysisUrl(target, wanted), {
        method: 'POST',
        headers: { accept: 'application/json', 'content-type': 'application/octet-stream' },
        body: new Blob([new Uint8Array(bytes)]),
        signal: line.signal,
      });
    });
    where = 'reply';
    const requestId = requestIdOf(response.headers);
    context = { ...context, ...(requestId !== undefined && { requestId }) };
    const value = parseJson(await wholeText(response, longestList));
    if (isServerError(value)) {
      throw responseError({ error: serverError(value), headers: response.headers }, context);
    }
    watchdog.stop();
    const hasCaptions = !learned.refused.has('denseCaptions');
    yield { type: 'analysis', analysis: parseAnalysis(value, image, hasCaptions) };
  } catch (error) {
    if (!signal.aborted) {
      const isSilence = watchdog.expired && !isVisionError(error);
      const cause = isSilence ? new VisionError('timeout') : error;
      throw ofImageAnalysis(context ? requestError(cause, context, where) : cause);
    }
  } finally {
    signal.removeEventListener('abort', close);
    watchdog.stop();
    close();
  }
}

/**
 * The answer to a request for all features that the resource has. Where it refuses the captions it is asked
 * once more without them, and never again in this session.
 */
async function accepted(
  { refused }: Learned,
  context: FailureContext,
  patience: Patience,
  post: (features: readonly string[]) => Promise<Response>,
): Promise<Response> {
  for (;;) {
    const wanted = features.filter((name) => name !== 'denseCaptions' || !refused.has(name));
    const response = await post(wanted);
    const { ok, status, headers } = response;
    if (ok) {
      return response;
    }
    const error = serverError(await errorText(response, patience.nextText));
    if (refused.has('denseCaptions') || !refusesCaptions(status, error)) {
      throw refined(responseError({ status, headers, error }, context), error);
    }
    refused.add('denseCaptions');
  }
}
