import { OpenAI } from 'openai';
import { isRemote, type RequestImage } from '../../core/images/images';
import { imagesIn } from '../../core/conversation/message';
import type { VisionRequest } from '../../core/conversation/request';
import { errorText } from '../reply/body';
import { responseError, type FailureContext } from '../reply/responseError';
import { serverError } from '../reply/serverError';
import { chatBody } from './chatBody';
import type { Credentials } from './credentials';
import type { Enhancements, VisionSource } from './enhancements';
import type { Form, Learned } from './form';
import { boundFetch } from './http';
import type { Network } from './network';
import { formFor, learnFrom } from './parameters';
import type { Target } from './target';
import type { Patience, Watchdog } from './watchdog';

/** Uploads slower than this many bytes a millisecond count as silence. */
export const slowestUpload = 32;

/** Above the package's own limit of ten minutes: the watchdog decides. */
const packageTimeout = 24 * 60 * 60 * 1000;

/** What a request needs on its way. */
export interface Wire {
  readonly target: Target;
  readonly learned: Learned;
  readonly network: Network;
  readonly credentials: Credentials;
  /** Present where the request goes out with vision enhancements. */
  readonly enhancements?: Pick<Enhancements, 'chatUrl'> & { readonly source: VisionSource };
  readonly context: FailureContext;
  readonly watchdog: Watchdog;
  readonly patience: Patience;
  /** Closes the socket. */
  readonly signal: AbortSignal;
}

/**
 * Sends a request and resolves when the reply's headers are there. What the server does not support
 * is left out or renamed and the request sent again; each refusal teaches one thing, so this ends.
 * Rejects with a VisionError for an answer that is no success, or with what fetch throws.
 */
export async function send(request: VisionRequest<RequestImage>, wire: Wire): Promise<Response> {
  const { target, learned, context, patience, enhancements } = wire;
  for (;;) {
    const form = formFor(target, enhancements ? withoutFormats(learned) : learned, request);
    const response = await post(request, form, wire);
    if (response.ok) {
      return response;
    }
    const { status, headers } = response;
    const error = serverError(await errorText(response, patience.nextText));
    if (!learnFrom(learned, status, error, form)) {
      throw responseError({ status, headers, error }, context);
    }
  }
}

/** That address does not know `response_format`: a schema goes along in words. */
function withoutFormats(learned: Learned): Learned {
  return { ...learned, refused: new Set([...learned.refused, 'json_schema', 'json_object']) };
}

async function post(
  request: VisionRequest<RequestImage>,
  form: Form,
  { target, network, credentials, enhancements, watchdog, patience, signal }: Wire,
): Promise<Response> {
  const { origin, deployment, model, chatUrl } = target;
  const bytes = imagesIn(request.messages).reduce(
    (sum, item) => sum + (isRemote(item) ? 0 : item.bytes.length),
    0,
  );
  watchdog.touch(patience.firstText + bytes / slowestUpload);
  const bound = boundFetch({
    network,
    origin,
    deployment,
    ...credentials,
    onHeaders: () => watchdog.touch(patience.firstText),
    onBytes: () => watchdog.touch(),
  });
  const streams = form.parameters.stream === true;
  // The package would read all of a refusal, however long, and wrap what fetch throws: both go past it.
  let answer: Promise<Response> | undefined;
  const client = clientFor(async (url, init) => {
    const response = await (answer = bound(url, init));
    return response.ok ? response : new Response(null);
  });
  const answered = client
    .post(enhancements?.chatUrl ?? chatUrl, {
      headers: { accept: streams ? 'text/event-stream, application/json' : 'application/json' },
      body: chatBody(request, form, model, enhancements?.source),
      signal,
    })
    .asResponse();
  await answered.catch(() => answer);
  return answer ?? answered;
}

/** The package reads the environment for what it is not given, so it is given everything. */
function clientFor(fetch: typeof globalThis.fetch): OpenAI {
  return new OpenAI({
    baseURL: 'https://unused.invalid',
    apiKey: 'sent by the bound fetch',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    fetch,
    maxRetries: 0,
    timeout: packageTimeout,
    logLevel: 'off',
    dangerouslyAllowBrowser: true,
  });
}
