import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { BehaviourState } from './behaviour';
import { sendRuled } from './analysis/send';
import { decodeImages } from './images';
import { composeReply } from './reply';
import { Bytes, type ChatTarget, Refusal, type ReplyInfo, type Service } from './service';
import { type Sending, sendWhole, streamReply } from './stream';

export interface Exchange extends Omit<Sending, 'behaviour' | 'headers'> {
  readonly service: Service;
  readonly state: BehaviourState;
  readonly bytes: Buffer;
  /** Set if the body was larger. */
  readonly bodyLimit: number | undefined;
  /** To be called when the request's body and images are known. */
  known(): void;
}

/** Answers a request as the service would, and as the behaviour says if the service accepts it. */
export async function answerRequest(exchange: Exchange): Promise<void> {
  const { service, record, state, response } = exchange;
  const headers = service.headers();
  const sending: Sending = { ...exchange, behaviour: state.current, headers };
  let send: () => Promise<void>;
  try {
    send = await prepare(exchange, sending, (more) => Object.assign(headers, more));
  } catch (error) {
    if (!(error instanceof Refusal)) {
      throw error;
    }
    send = () =>
      error instanceof Page
        ? sendPage(sending, error.status, error.title)
        : sendJson(sending, error.status, error.body, error.headers);
  }
  exchange.known();
  // The client may have gone while the images were decoded.
  if (!response.destroyed) {
    await send();
  } else {
    record.status ??= 499;
  }
}

/** Finds the answer; throws a Refusal. */
async function prepare(
  exchange: Exchange,
  sending: Sending,
  addHeaders: (more: Record<string, string>) => void,
): Promise<() => Promise<void>> {
  const { service, state, record, bodyLimit } = exchange;
  const url = new URL(record.path, 'http://127.0.0.1');
  const route = service.route(record.method, url);
  service.authorize(record.headers, route.target);
  if (bodyLimit !== undefined) {
    throw service.tooLarge(bodyLimit);
  }
  if (route.type === 'json') {
    const { json, headers, images } = record;
    const body = await route.answer({ json, headers, images, bytes: exchange.bytes });
    const { failure: words } = route;
    if (words) {
      const failing: Service = {
        ...service,
        failure: (status, _, __, retryAfter) => words(status, retryAfter),
      };
      return ruled(takenFailure(failing, state, {}, ''), sending, () => sendRuled(sending, body));
    }
    return () => (body instanceof Bytes ? sendBytes(sending, body) : sendJson(sending, 200, body));
  }
  addHeaders(service.admit?.(route.target, record.json) ?? {});
  const request = service.parse(record.json, route.target, record.headers);
  await decodeImages(request.images, service, record.images);
  const failure = takenFailure(service, state, route.target, request.model);
  const { behaviour } = sending;
  const reply = composeReply(request, record.images, behaviour);
  const info: ReplyInfo = {
    id: `chatcmpl-${randomBytes(21).toString('base64url').replace(/[-_]/g, 'x')}`,
    created: Math.floor(Date.now() / 1000),
    model: service.replyModel(request.model),
    target: route.target,
    includeUsage: request.includeUsage,
    error: service.failure(500, route.target, request.model).body,
    ...(behaviour.spans && { spans: behaviour.spans }),
  };
  return ruled(failure, sending, () =>
    request.stream
      ? streamReply(sending, reply, service.shapes, info)
      : sendWhole(sending, reply, service.shapes, info),
  );
}

/** What is sent in the place of an answer as the behaviour says, else `send`. Throws a Refusal. */
async function ruled(
  failure: Refusal | undefined,
  sending: Sending,
  send: () => Promise<void>,
): Promise<() => Promise<void>> {
  if (failure) {
    throw failure;
  }
  const { behaviour } = sending;
  if (behaviour.redirectTo !== undefined) {
    throw new Refusal(307, {}, { location: behaviour.redirectTo });
  }
  if (behaviour.stream === 'html') {
    return () => sendPage(sending, 200, 'Sign in');
  }
  if (behaviour.latencyMs !== undefined) {
    await setTimeout(behaviour.latencyMs);
  }
  return send;
}

/** How the behaviour lets the next chat request fail, if it does. */
export function takenFailure(
  service: Service,
  state: BehaviourState,
  target: ChatTarget,
  model: string,
): Refusal | undefined {
  const failure = state.takeFailure();
  if (failure === undefined) {
    return undefined;
  }
  if (!('kind' in failure)) {
    return service.failure(failure.status, target, model, failure.retryAfter);
  }
  return failure.kind === 'contentFilter'
    ? service.filtered(failure)
    : new Page(502, '502 Bad Gateway');
}

/** An answer of something that stands before the service. */
class Page extends Refusal {
  constructor(
    status: number,
    readonly title: string,
  ) {
    super(status, {});
  }
}

function sendJson(
  { response, record, headers }: Sending,
  status: number,
  body: unknown,
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  record.status = status;
  response.writeHead(status, { ...headers, 'content-type': 'application/json', ...more });
  response.end(JSON.stringify(body));
  return Promise.resolve();
}

function sendBytes(
  { response, record, headers }: Sending,
  { bytes, status }: Bytes,
): Promise<void> {
  record.status = status;
  response.writeHead(status, {
    ...headers,
    ...(status === 200 && {
      'content-type': 'application/octet-stream',
      'content-length': bytes.length,
    }),
  });
  response.end(bytes);
  return Promise.resolve();
}

/** What a captive portal or a proxy puts in the place of the answer. */
function sendPage(
  { response, record, headers }: Sending,
  status: number,
  title: string,
): Promise<void> {
  record.status = status;
  response.writeHead(status, { ...headers, 'content-type': 'text/html; charset=utf-8' });
  response.end(
    `<!doctype html><html><head><title>${title}</title></head><body>${title}</body></html>`,
  );
  return Promise.resolve();
}
