import { VisionError } from '../../core/errors';
import { fieldsOf, textOf } from '../json';
import type { HttpRecord, Network } from './network';
import { proxyFailure } from './proxy';

type Fetch = typeof globalThis.fetch;
type Bytes = Uint8Array<ArrayBuffer>;

/** What a bound fetch is bound to. */
export interface Binding {
  readonly network: Network;
  /** The only origin that requests, and so the headers, may go to. */
  readonly origin: string;
  readonly headers: Readonly<Record<string, string>>;
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
 * (rejects with `unreachable`), and records each try when it is over.
 */
export function boundFetch(binding: Binding): Fetch {
  const { network, origin, headers, secrets = [], onHeaders, onBytes } = binding;
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.origin !== origin) {
      throw new VisionError('connectionInvalid', { host: url.host });
    }
    const method = init?.method ?? 'GET';
    const body = typeof init?.body === 'string' ? new TextEncoder().encode(init.body) : undefined;
    const start = performance.now();
    const record = (rest: Partial<HttpRecord>): void =>
      network.record({
        method,
        host: url.host,
        path: url.pathname,
        milliseconds: Math.round(performance.now() - start),
        ...(body && { bytesSent: body.length }),
        ...rest,
      });
    let response: Response;
    try {
      response = await network.fetch(url.href, {
        method,
        headers: { ...picked(init?.headers), ...headers },
        redirect: 'manual',
        ...(body && { body }),
        ...(init?.signal && { signal: init.signal }),
      });
    } catch (error) {
      const code = proxyFailure(error, url);
      record({ error: code ?? failureCode(error) });
      throw code === undefined ? error : new VisionError('unreachable', { host: url.host, code });
    }
    const answered = withoutSecrets(response.headers, secrets);
    const requestId = requestIdOf(answered);
    const outcome = { status: response.status, ...(requestId !== undefined && { requestId }) };
    if (isRedirect(response)) {
      record({ ...outcome, error: 'redirect' });
      await response.body?.cancel();
      throw new VisionError('unreachable', { host: url.host, code: 'redirect', ...outcome });
    }
    onHeaders?.();
    if (response.body === null) {
      record(outcome);
      return response;
    }
    return new Response(
      watched(response.body, onBytes, (error) => record({ ...outcome, ...error })),
      {
        status: response.status,
        statusText: response.statusText,
        headers: answered,
      },
    );
  };
}

/** The id under which a service's support finds a request, from a response's headers. */
export function requestIdOf(headers: Headers): string | undefined {
  return (
    headers.get('apim-request-id') ??
    headers.get('x-request-id') ??
    headers.get('x-ms-request-id') ??
    undefined
  );
}

/** The system's code of a failed fetch (`ENOTFOUND`, `CERT_HAS_EXPIRED`), else the error's name. */
export function failureCode(error: unknown): string {
  const { cause, code, errors, name } = fieldsOf(error);
  const inner = [cause, ...(Array.isArray(errors) ? (errors as unknown[]) : [])]
    .filter((value) => typeof value === 'object' && value !== null)
    .map(failureCode);
  return (
    inner.find((found) => /^[A-Z][A-Z\d_]+$/.test(found)) ?? textOf(code) ?? textOf(name) ?? 'Error'
  );
}

function picked(headers: ConstructorParameters<typeof Headers>[0]): Record<string, string> {
  return Object.fromEntries(
    [...new Headers(headers)].filter(([name]) => callerHeaders.includes(name)),
  );
}

/** The headers of an answer but for those that repeat a secret: they may end up in the log. */
function withoutSecrets(headers: Headers, secrets: readonly string[]): Headers {
  return new Headers(
    [...headers].filter(([, value]) => !secrets.some((secret) => value.includes(secret))),
  );
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
          end({ error: failureCode(error) });
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
