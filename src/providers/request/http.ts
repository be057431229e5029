import { VisionError } from '../../core/errors';
import { fieldsOf, textOf } from '../json';
import { nameOf, networkFailure, proxyFailure } from '../reply/networkFailure';
import { rateLimitsIn } from '../reply/rateLimits';
import { requestIdOf } from '../reply/responseError';
import { repeatsSecret } from '../reply/secrets';
import { loggedPath } from './logPath';
import type { HttpRecord, Network } from './network';

type Fetch = typeof globalThis.fetch;
type Bytes = Uint8Array<ArrayBuffer>;

/** What a bound fetch is bound to. */
export interface Binding {
  readonly network: Network;
  /** The only origin that requests, and so the headers, may go to. */
  readonly origin: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The log may name it where it stands in a path. */
  readonly deployment?: string;
  /** Headers of an answer that repeat one of these are dropped. */
  readonly secrets?: readonly string[];
  readonly onHeaders?: () => void;
  /** Called with each part of a response's body, decompressed. */
  readonly onBytes?: (bytes: Uint8Array) => void;
}

/** Headers of a caller that travel; the rest (SDK statistics, values from the environment) stay. */
const callerHeaders = ['accept', 'content-type'];

/**
 * A fetch for one origin: sends the binding's headers there and nowhere else, follows no redirect
 * (rejects with `unreachable`), and records each try when it is over. A body is a text or a Blob,
 * which is read while it is sent.
 */
export function boundFetch(binding: Binding): Fetch {
  const { network, origin, headers, deployment, secrets = [], onHeaders, onBytes } = binding;
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.origin !== origin) {
      throw new VisionError('connectionInvalid', { host: url.host });
    }
    const method = init?.method ?? 'GET';
    const body = sendable(init?.body);
    const start = performance.now();
    const record = (rest: Partial<HttpRecord>): void =>
      network.record({
        method,
        host: url.host,
        path: loggedPath(url.pathname, deployment),
        milliseconds: Math.round(performance.now() - start),
        ...(body && { bytesSent: body instanceof Blob ? body.size : body.length }),
        ...rest,
      });
    let response: Response;
    try {
      response = await network.fetch(url.href, {
        method,
        headers: { ...picked(init?.headers), ...headers },
        redirect: 'manual',
        ...(body && { body }),
        ...(body instanceof Blob && unbuffered),
        ...(init?.signal && { signal: init.signal }),
      });
    } catch (error) {
      const code = proxyFailure(error, url) ?? redirectFailure(error);
      record({ error: code ?? networkFailure(error) ?? nameOf(error) });
      throw code === undefined
        ? error
        : new VisionError('unreachable', { host: url.host, code }, { cause: error });
    }
    const answered = shownHeaders(response.headers, secrets);
    const requestId = requestIdOf(answered);
    const outcome = { status: response.status, ...(requestId !== undefined && { requestId }) };
    if (isRedirect(response)) {
      record({ ...outcome, error: 'redirect' });
      void response.body?.cancel().catch(() => undefined);
      throw new VisionError('unreachable', { host: url.host, code: 'redirect', ...outcome });
    }
    onHeaders?.();
    const limits = rateLimitsIn(answered);
    const recorded = { ...outcome, ...(limits && { limits }) };
    if (response.body === null) {
      record(recorded);
      return response;
    }
    return new Response(
      watched(response.body, onBytes, (error) => record({ ...recorded, ...error })),
      {
        status: response.status,
        statusText: response.statusText,
        headers: answered,
      },
    );
  };
}

/**
 * With these, undici's fetch sends a body as it reads it. With others it copies the request for a second
 * try and keeps all of the body for it (7.29, `httpNetworkOrCacheFetch` in lib/web/fetch/index.js).
 */
const unbuffered = { redirect: 'error', window: null } as const;

/** `redirect` where a fetch that follows none was sent elsewhere. */
function redirectFailure(error: unknown): 'redirect' | undefined {
  const { message } = fieldsOf(fieldsOf(error).cause);
  return /\bredirect\b/.test(textOf(message) ?? '') ? 'redirect' : undefined;
}

/** Both kinds have a length, which goes along as `Content-Length`: not all servers take a body without. */
function sendable(body: NonNullable<Parameters<Fetch>[1]>['body']): Bytes | Blob | undefined {
  return typeof body === 'string'
    ? new TextEncoder().encode(body)
    : body instanceof Blob
      ? body
      : undefined;
}

function picked(headers: ConstructorParameters<typeof Headers>[0]): Record<string, string> {
  return Object.fromEntries(
    [...new Headers(headers)].filter(([name]) => callerHeaders.includes(name)),
  );
}

/** The headers of an answer but for those that repeat a secret: they may end up in the log. */
function shownHeaders(headers: Headers, secrets: readonly string[]): Headers {
  return new Headers([...headers].filter(([, value]) => !repeatsSecret(value, secrets)));
}

/** Browsers hide a redirect's status and show its type instead. */
function isRedirect({ type, status }: Response): boolean {
  return type === 'opaqueredirect' || (status >= 300 && status < 400);
}

/** Passes a body on unchanged and unbuffered, telling of its parts and, once, of its end. */
function watched(
  body: ReadableStream<Bytes>,
  onBytes: Binding['onBytes'],
  ended: (failure?: { error: string }) => void,
): ReadableStream<Bytes> {
  const reader = body.getReader();
  let isOver = false;
  const end = (failure?: { error: string }): void => {
    if (!isOver) {
      isOver = true;
      ended(failure);
    }
  };
  return new ReadableStream<Bytes>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (done) {
            end();
            controller.close();
          } else {
            onBytes?.(value);
            controller.enqueue(value);
          }
        } catch (error) {
          end({ error: networkFailure(error) ?? nameOf(error) });
          controller.error(error);
        }
      },
      async cancel(reason) {
        end();
        await reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
