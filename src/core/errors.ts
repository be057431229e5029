import type { HostReason } from './connections/connection';

/** Every way in which a request can fail, before, while and after it is sent. The list is closed. */
export const visionErrorKinds = [
  // The image
  'imageEmpty',
  'imageUnknownType',
  'imageUnsupportedType',
  'imageTruncated',
  'imageDamaged',
  'imageTooLarge',
  'imageTooManyPixels',
  'imageNotReadable',
  'tooManyImages',
  'preparationFailed',
  // The URL of an image
  'urlRefused',
  'urlUnreachable',
  // The connection
  'connectionInvalid',
  'keyMissing',
  'keyRefused',
  'signInNeeded',
  'signInRefused',
  'hostNotConfirmed',
  'headerInvalid',
  'secretMissing',
  'forbidden',
  'deploymentNotFound',
  'modelBlind',
  'enhancementsRefused',
  'unreachable',
  // A model of VS Code
  'modelConsent',
  'modelGone',
  // The request
  'badRequest',
  'contentFiltered',
  'requestTooLarge',
  'rateLimited',
  'quotaExceeded',
  'timeout',
  'serverFailed',
  // The reply
  'replyCut',
  'replyGarbled',
  'replyEmpty',
  // The offline reader
  'readerFailed',
  // A mistake of Sightline's own
  'internal',
] as const;

export type VisionErrorKind = (typeof visionErrorKinds)[number];

/** One category that a content filter named, for example `violence` at severity `high`. */
export interface FilterHit {
  readonly category: string;
  readonly severity?: string;
}

/** What is known about a failure; nothing here is secret or holds image content. */
export interface VisionErrorDetails {
  /** File name of the image that is meant. */
  readonly image?: string;
  /** The media type that was found. */
  readonly type?: string;
  /** What there is and what is allowed, in the unit of the kind: bytes, pixels or images. */
  readonly actual?: number;
  readonly limit?: number;
  /** The connection's or model's name, where it is that which is broken or gone. */
  readonly connection?: string;
  /** The name of the connection's header, or of the stored secret, that is meant. */
  readonly header?: string;
  readonly secretName?: string;
  readonly host?: string;
  readonly deployment?: string;
  /** Present where Azure AI Vision was asked, or was to be. */
  readonly service?: 'imageAnalysis';
  /** Of `hostNotConfirmed`: what the user has to allow for the host. */
  readonly reason?: HostReason;
  readonly status?: number;
  readonly requestId?: string;
  /** Present where the request is signed with a token of Microsoft Entra ID. */
  readonly auth?: 'entra';
  /** The sovereign cloud of Azure that the host belongs to. */
  readonly cloud?: 'usGovernment' | 'china';
  /** The network's name for what went wrong, for example `ENOTFOUND`, `CERT_HAS_EXPIRED`, `redirect`; for `imageNotReadable` `noFile`; for `tooManyImages` of what: `count`, `bytes`; for `urlRefused` why: `private`, `scheme`, `credentials`, `insecure`, `redirects`; of batches the service's name: `enqueuedTokens`, `filePending`, `batch_expired`, `batch_cancelled`, `request_timeout`. */
  readonly code?: string;
  readonly retryAfterSeconds?: number;
  readonly filters?: readonly FilterHit[];
  /** The server's own words, plain text, shortened, with any key removed. */
  readonly serverMessage?: string;
}

/** A failure that is told to the user as a card. `message` is for the log and never shown. */
export class VisionError extends Error {
  override readonly name = 'VisionError';

  constructor(
    readonly kind: VisionErrorKind,
    readonly details: VisionErrorDetails = {},
    options?: ErrorOptions,
  ) {
    super(kind, options);
  }
}

/** By name, not by class: each lazily loaded chunk carries a copy of the class. */
export function isVisionError(error: unknown): error is VisionError {
  return error instanceof Error && error.name === 'VisionError';
}
