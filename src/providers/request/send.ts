import { OpenAI } from 'openai';
import { isRemote, type RequestImage } from '../../core/images/images';
import { imagesIn } from '../../core/conversation/message';
import { chatMessages, type VisionRequest } from '../../core/conversation/request';
import { failedResponse, isApiError } from '../reply/apiError';
import { boundFetch } from './http';
import type { Network } from './network';
import { formFor, learnFrom, learningModel } from './parameters';
import type { OpenReply } from '../reply/replyStream';
import type { Credentials, Target } from './target';
import type { Patience, Watchdog } from './watchdog';

/** Uploads slower than this many bytes a millisecond count as silence. */
const slowestUpload = 32;

/** Above the package's own limit of ten minutes: the watchdog decides. */
const packageTimeout = 24 * 60 * 60 * 1000;

/** How much of a body shows whether it is an event stream. */
const startLength = 16;

/** What a request needs on its way. */
export interface Wire {
  readonly network: Network;
  readonly credentials: Credentials;
  readonly watchdog: Watchdog;
  readonly patience: Patience;
  /** Closes the socket. */
  readonly signal: AbortSignal;
}

/**
 * Sends a request and resolves when the reply's headers are there. What the server does not support
 * is left out or renamed and the request sent again; each refusal teaches one thing, so this ends.
 * Rejects with an error of the package or a VisionError.
 */
export async function send(
  target: Target,
  request: VisionRequest<RequestImage>,
  wire: Wire,
): Promise<OpenReply> {
  for (;;) {
    const form = formFor(target, request.maxOutputTokens);
    const body = { messages: chatMessages(request, form), stream: true, ...form.parameters };
    try {
      const reply = await sendOnce(target, request, body, wire);
      return { ...reply, chunks: learningModel(target, reply.chunks) };
    } catch (error) {
      const failed = isApiError(error) ? failedResponse(error) : undefined;
      if (!failed || !learnFrom(target, failed, form)) {
        throw error;
      }
    }
  }
}

async function sendOnce(
  target: Target,
  { messages }: VisionRequest<RequestImage>,
  body: object,
  { network, credentials, watchdog, patience, signal }: Wire,
): Promise<OpenReply> {
  const bytes = imagesIn(messages).reduce(
    (sum, item) => sum + (isRemote(item) ? 0 : item.bytes.length),
    0,
  );
  const upload = bytes / slowestUpload;
  watchdog.touch(patience.firstText + upload);
  let start = '';
  const fetch = boundFetch({
    network,
    origin: target.origin,
    ...credentials,
    onHeaders: () => watchdog.touch(patience.firstText),
    onBytes: (bytes) => {
      watchdog.touch();
      if (start.length < startLength) {
        start = (start + String.fromCharCode(...bytes.subarray(0, startLength))).trimStart();
      }
    },
  });
  // Not `chat.completions.create`, which serialises through a replacer and reshapes the chunks.
  const { data, response } = await clientFor(target, fetch)
    .post<AsyncIterable<unknown>>('/chat/completions', {
      body: { ...(target.model !== undefined && { model: target.model }), ...body },
      query: target.query,
      stream: true,
      signal,
    })
    .withResponse();
  return { chunks: data, response, start: () => start };
}

/** The package reads the environment for what it is not given, so it is given everything. */
function clientFor({ baseUrl }: Target, fetch: typeof globalThis.fetch): OpenAI {
  return new OpenAI({
    baseURL: baseUrl,
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
