import type { IncomingHttpHeaders } from 'node:http';
import type { JsonObject } from './json';
import type { DecodedImage, FailureStatus, FoundSpan } from './types';

/** An answer that is no reply, in the words of the service: thrown, and sent by the server. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    /** Sent as JSON. */
    readonly body: unknown,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(JSON.stringify(body));
  }
}

/** What a chat route's address tells. */
export interface ChatTarget {
  readonly deployment?: string;
  /** Undefined on routes that have no versions. */
  readonly apiVersion?: string;
  /** Azure: the address is one of the extensions. */
  readonly isExtension?: true;
  /** Azure AI Vision is asked by itself. */
  readonly isAnalysis?: true;
}

/** What came with a request. */
export interface Incoming {
  /** Undefined if the body was no JSON. */
  readonly json: unknown;
  readonly bytes: Buffer;
  readonly headers: IncomingHttpHeaders;
  /** To be filled with those that were decoded. */
  readonly images: DecodedImage[];
}

/** An answer that is sent as it is. */
export class Bytes {
  constructor(
    readonly bytes: Buffer,
    readonly status = 200,
  ) {}
}

/** An `answer` is a value to be sent as JSON, or Bytes, or a promise of either. */
export type Route =
  | { readonly type: 'chat'; readonly target: ChatTarget }
  | {
      readonly type: 'json';
      readonly target?: ChatTarget;
      readonly answer: (incoming: Incoming) => unknown;
      /** Present where the behaviour rules the answer as it does a chat's; the service's words for a failure. */
      readonly failure?: (status: FailureStatus, retryAfter?: string) => Refusal;
    };

export type Detail = 'auto' | 'low' | 'high';

export interface ImagePart {
  readonly url: string;
  readonly detail: Detail;
  /** Where it stands in the request, as the services name it. */
  readonly param: string;
}

export interface ChatMessage {
  readonly role: string;
  /** The text parts, joined by a newline. */
  readonly text: string;
}

/** A chat request that the service accepts, but for its images. */
export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  readonly images: readonly ImagePart[];
  readonly stream: boolean;
  readonly includeUsage: boolean;
  readonly maxTokens?: number;
  /** The reply is JSON of this schema. */
  schema?: JsonObject;
}

/** Why an image is refused. */
export type ImageFault =
  | { readonly type: 'url'; readonly found: string }
  | { readonly type: 'download'; readonly isTimeout: boolean }
  | { readonly type: 'format' }
  | { readonly type: 'invalid' }
  | { readonly type: 'size' };

/** What a reply's chunks are made from. */
export interface ReplyInfo {
  readonly id: string;
  /** Seconds since 1970. */
  readonly created: number;
  readonly model: string;
  readonly target: ChatTarget;
  readonly includeUsage: boolean;
  /** The body of the service's answer where it fails. */
  readonly error: unknown;
  /** What the vision enhancements find. */
  readonly spans?: readonly FoundSpan[];
}

export interface Filter {
  readonly category: string;
  readonly severity: string;
}

export interface Finish {
  /** Null: the reply ends without a reason. */
  readonly reason: 'stop' | 'length' | 'content_filter' | null;
  readonly filter?: Filter;
}

export interface Usage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly total_tokens: number;
}

/** How a service shapes its replies; every value is sent as JSON. */
export interface Shapes {
  /** The chunks before the text. */
  first(info: ReplyInfo): unknown[];
  text(info: ReplyInfo, text: string): unknown;
  /** `text` is the whole reply. */
  finish(info: ReplyInfo, finish: Finish, text: string): unknown;
  usage(info: ReplyInfo, usage: Usage): unknown;
  /** The whole reply of a request that does not stream. */
  whole(info: ReplyInfo, text: string, finish: Finish, usage: Usage): unknown;
}

/** One kind of server: its addresses, rules and words. The methods throw a Refusal. */
export interface Service {
  readonly shapes: Shapes;
  /** The name that replies carry for a deployment or model. */
  replyModel(model: string): string;
  /** Headers of every answer. */
  headers(): Record<string, string>;
  route(method: string, url: URL): Route;
  authorize(headers: IncomingHttpHeaders, target: ChatTarget | undefined): void;
  /** Counts a chat request, where the service limits them. The headers of its reply, whatever that is. */
  admit?(target: ChatTarget, body: unknown): Record<string, string>;
  /** `body` is undefined if it was no JSON. */
  parse(body: unknown, target: ChatTarget, headers: IncomingHttpHeaders): ChatRequest;
  imageRefusal(fault: ImageFault, part: ImagePart): Refusal;
  /** Where the origins of images are that it fetches; absent where it takes no `http(s)` URL. */
  readonly internet?: Readonly<Record<string, string>>;
  /** Whether it takes a type, one of the four that `decodeImages` lets through. */
  takesImage(image: DecodedImage): boolean;
  failure(status: FailureStatus, target: ChatTarget, model: string, retryAfter?: string): Refusal;
  filtered(filter: Filter): Refusal;
  tooLarge(limit: number): Refusal;
}
