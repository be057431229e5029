import type { IncomingHttpHeaders } from 'node:http';
import type { BatchControl, BatchOptions } from './batch/types';

export type { BatchControl, BatchOptions, StoredBatch, StoredFile } from './batch/types';

/** What the emulator does with chat requests that it has found valid. */
export interface Behaviour {
  /** Fails the next `times` chat requests; without `times`, all until `behave` is called again. */
  readonly fail?: Failure;
  /** How the reply ends; default `stop`, or `length` where the request's token limit cuts it. */
  readonly finish?: 'stop' | 'length' | 'content_filter';
  /** The category that `finish: 'content_filter'` names; default violence, medium. */
  readonly filter?: { readonly category: string; readonly severity: string };
  /** Lets `finish: 'content_filter'` come after the whole text, as an asynchronous filter does. */
  readonly filterLate?: boolean;
  /**
   * `slow`: a chunk each `delayMs`. `stall`: some chunks, then silence on an open socket.
   * `cut`: the socket is destroyed in mid-stream. `garbage`: some chunks, then bytes that are no
   * JSON. `html`: 200 with an HTML page. `empty`: 200 with nothing but `[DONE]`. `nothing`: 200
   * without a byte. `noFinish`: the whole text, then the end without a finish reason. `error`: some
   * chunks, then the service's words for a failure of its own.
   */
  readonly stream?:
    | 'normal'
    | 'slow'
    | 'stall'
    | 'cut'
    | 'garbage'
    | 'html'
    | 'empty'
    | 'nothing'
    | 'noFinish'
    | 'error';
  /** So long each valid chat request waits for its answer, in milliseconds. */
  readonly latencyMs?: number;
  /** Compresses the stream for clients that take it. */
  readonly gzip?: boolean;
  /** For `slow`, in milliseconds; default 50. */
  readonly delayMs?: number;
  /** Replaces the text of the reply (Markdown); a function is asked for each reply, with the text of the question. */
  readonly reply?: string | ((question: string) => string);
  /** What Azure's vision enhancements find; without it two pieces of the usual reply. */
  readonly spans?: readonly FoundSpan[];
  /** Answers chat requests with 307 to that URL. */
  readonly redirectTo?: string;
}

/** A piece of a reply, in lower case, and where it is on the picture. */
export interface FoundSpan {
  readonly text: string;
  readonly polygon: unknown;
  /** In Unicode code points; without it the first place in the reply, and nothing where there is none. */
  readonly offset?: number;
}

export type FailureStatus = 401 | 403 | 404 | 408 | 413 | 429 | 500 | 503;

export type Failure =
  | {
      readonly status: FailureStatus;
      readonly times?: number;
      /** The value of `Retry-After`: seconds or an HTTP date. 429 sends 1 without it. */
      readonly retryAfter?: string;
    }
  | {
      readonly kind: 'contentFilter';
      /** `jailbreak` and other detections have no severity in the answer. */
      readonly category: string;
      readonly severity: string;
      readonly times?: number;
    }
  /** The HTML page of a proxy that does not reach the service. */
  | { readonly kind: 'badGateway'; readonly times?: number };

export type Kind =
  'azure' | 'openai' | 'ollama' | 'lmstudio' | 'llamacpp' | 'vllm' | 'openrouter' | 'litellm';

/**
 * What a model or server refuses in its own words. `noSystemRole`: o1-mini, which takes neither
 * `system` nor `developer`. `noDeveloperRole`: Azure before it knew that role. `noSystemTemplate`:
 * a chat template without a system message, behind vLLM. `noDetail`: a server that checks for
 * unknown fields of an image. `noAutoDetail`: MiniMax. `noMaxTokens`, `noTemperature`: OpenAI's
 * reasoning models. `noMaxCompletionTokens`: Azure before it knew it. `noStreamOptions`: Mistral.
 * `noStream`: models of OpenAI that answer whole only. `unverified`: an organisation that may not stream.
 * `noJsonSchema`: models of OpenAI from before. `noJsonObject`: those from before that. `noSchemaType`:
 * DeepSeek. `noResponseFormat`: a server that checks for unknown parameters. `noGrammar`: llama.cpp with
 * a schema that it cannot use. `ignoresFormat`: takes it, and writes what it likes.
 */
export type Quirk =
  | 'noSystemRole'
  | 'noDeveloperRole'
  | 'noSystemTemplate'
  | 'noDetail'
  | 'noAutoDetail'
  | 'noMaxTokens'
  | 'noMaxCompletionTokens'
  | 'noTemperature'
  | 'noStreamOptions'
  | 'noStream'
  | 'unverified'
  | 'noJsonSchema'
  | 'noJsonObject'
  | 'noSchemaType'
  | 'noResponseFormat'
  | 'noGrammar'
  | 'ignoresFormat';

export interface EmulatorOptions {
  readonly kind: Kind;
  /** Default: a free one. */
  readonly port?: number;
  /** The accepted key; undefined: none needed. */
  readonly key?: string;
  /** Azure: an accepted Entra ID token. The v1 endpoint takes the key as a bearer token too. */
  readonly token?: string;
  /** Azure: accepts the Entra ID tokens of `entraToken` that are of this tenant and still valid. */
  readonly entra?: EntraOptions;
  /** Azure: serves the extensions too, with a resource that vision enhancements may ask, and is that resource itself. */
  readonly vision?: VisionOptions;
  /** Azure: the deployments that exist; default `gpt-5.4`. */
  readonly deployments?: readonly string[];
  /** Other kinds: the models that exist. */
  readonly models?: readonly string[];
  /** Deployments or models, existing too and beside those named after one, that refuse `max_tokens` and a temperature but 1. */
  readonly reasoning?: readonly string[];
  /** Deployments or models, existing too, that take no images. */
  readonly textOnly?: readonly string[];
  /**
   * Azure and OpenAI fetch the URL of an image themselves: the origins that they reach, each with the
   * server on this machine that stands for it. They reach no other.
   */
  readonly internet?: Readonly<Record<string, string>>;
  readonly quirks?: readonly Quirk[];
  /** Puts Azure API Management before the service, with this key in `Ocp-Apim-Subscription-Key`. */
  readonly subscriptionKey?: string;
  readonly behaviour?: Behaviour;
  /** Azure and OpenAI: refuses chat requests beyond it, and tells with each reply what is left. */
  readonly rateLimit?: RateLimitOptions;
  /** Azure and OpenAI take files and batches too. What a request of a batch gets is ruled by `behaviour`. */
  readonly batch?: BatchOptions;
  /** The largest body accepted, in bytes; default 50 MiB. */
  readonly maxBodyBytes?: number;
  /** Seeds where the byte stream is cut; default 1. */
  readonly seed?: number;
}

/** An Azure AI Vision resource, and the deployments that may ask it. */
export interface VisionOptions {
  readonly endpoint: string;
  readonly key: string;
  readonly deployments: readonly string[];
  /** False: it is in a region without captions. */
  readonly hasCaptions?: boolean;
  /** Replaces what Image Analysis finds. */
  readonly reply?: unknown;
}

/** So many requests in so many seconds. */
export interface RateLimitOptions {
  /** A `bucket` is full at first and fills up steadily; a `window` begins anew each so many seconds. */
  readonly kind: 'bucket' | 'window';
  readonly requests: number;
  readonly seconds: number;
  /** In milliseconds; default: the clock of the machine. */
  readonly clock?: () => number;
}

/** Who may use an Azure resource without its key. */
export interface EntraOptions {
  readonly tenant: string;
  /** Accounts of the tenant that have no role on the resource. */
  readonly strangers?: readonly string[];
}

/** An image that arrived whole and was decoded. */
export interface DecodedImage {
  /** As the data URL, or the server of a URL, declares it. */
  declaredType: string;
  /** As the bytes say. */
  type: string;
  /** In pixels, as stored. */
  width: number;
  height: number;
  /** The average colour on white as `#rrggbb`. */
  colour: string;
  bytes: number;
}

/** Times are `performance.timeOrigin + performance.now()`, in milliseconds. */
export interface RecordedRequest {
  method: string;
  /** With the query. */
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  /** The parsed body, absent if it is no JSON. */
  json?: unknown;
  images: DecodedImage[];
  /** When the request's head had arrived. */
  receivedAt: number;
  /** When the first piece of the reply's text was written. */
  firstTokenAt?: number;
  /** The text of the reply, as far as it was streamed. */
  text?: string;
  /** When the client closed the socket before the answer was complete. */
  closedAt?: number;
  status?: number;
}

export interface Emulator {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** Every request on any path, in the order in which their bodies were complete. */
  readonly requests: readonly RecordedRequest[];
  /** Files and batches, and what happens to these. */
  readonly batches: BatchControl;
  /** Replaces the behaviour, and starts counting `times` anew. */
  behave(behaviour: Behaviour): void;
  /**
   * The first recorded request that matches and was not handed out before, or the next to come.
   * Its body and images are known; its answer may still be under way.
   */
  nextRequest(match?: (request: RecordedRequest) => boolean): Promise<RecordedRequest>;
  /** Resolves when the client closed the socket early; rejects when the answer was sent whole. */
  closed(request: RecordedRequest): Promise<void>;
  /** Forgets all requests and rejects all waits for one, so that nothing is left to the next test. */
  forget(): void;
  /** Closes the port and all sockets at once. What still waits is rejected. */
  close(): Promise<void>;
}
