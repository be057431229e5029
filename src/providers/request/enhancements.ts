import { hostOf, type Connection } from '../../core/connections/connection';
import { parseVision } from '../../core/connections/vision';
import { VisionError, type VisionErrorKind } from '../../core/errors';
import type { Network } from './network';

/**
 * The vision enhancements of Azure OpenAI (retired): a chat request goes to `…/extensions/chat/completions`
 * and names an Azure AI Vision resource with its key, which the service then asks for the texts and things
 * on the picture. Source: Azure's specification 2023-12-01-preview, `extensionsChatCompletionsRequest`, and
 * the document "How to use the GPT-4 Turbo with Vision model" of that time.
 */
export interface Enhancements {
  /** Where requests with them go, with the query. */
  readonly chatUrl: string;
  /** The Azure AI Vision resource, as it is sent. */
  readonly endpoint: string;
  /** The resource's, to which its key is bound. */
  readonly origin: string;
  readonly host: string;
}

/** What a request with enhancements carries beside the rest. */
export interface VisionSource {
  readonly endpoint: string;
  readonly key: string;
}

/** "Enhancements cannot be applied to multiple images within a single chat call" (Limitations). */
export const mostEnhancedImages = 1;

const firstVersion = '2023-12-01';
const lastVersion = '2024-03-01';

/** True for the previews whose specification has them: from 2023-12-01 to 2024-03-01, removed with 2024-04-01. */
export function hasEnhancements(apiVersion: string): boolean {
  const date = /^(\d{4}-\d{2}-\d{2})-preview$/.exec(apiVersion)?.[1] ?? '';
  return date >= firstVersion && date <= lastVersion;
}

/**
 * The enhancements of a classic deployment with that base URL; undefined where the connection names no
 * resource for them or its api-version has none. Throws `connectionInvalid` where the resource's
 * endpoint is none that a key may go along with.
 */
export function enhancementsOf(
  { vision, deployment }: Pick<Connection, 'vision' | 'deployment'>,
  deploymentUrl: string,
  apiVersion: string | undefined,
): Enhancements | undefined {
  if (vision === undefined || apiVersion === undefined || !hasEnhancements(apiVersion)) {
    return undefined;
  }
  const resource = parseVision(vision);
  if (resource === undefined) {
    throw new VisionError('connectionInvalid', { deployment });
  }
  const { endpoint } = resource;
  return {
    chatUrl: `${deploymentUrl}/extensions/chat/completions?api-version=${encodeURIComponent(apiVersion)}`,
    endpoint,
    origin: new URL(endpoint).origin,
    host: hostOf(endpoint),
  };
}

/**
 * The resource with the key that is stored for its own origin, asked for anew with each request. Throws
 * `keyMissing` or `keyRefused` (a key that no header can hold is none) with the resource's host.
 */
export async function visionSource(
  { endpoint, origin, host }: Enhancements,
  deployment: string,
  network: Pick<Network, 'key'>,
): Promise<VisionSource> {
  const key = (await network.key(origin))?.trim() ?? '';
  if (key === '') {
    throw new VisionError('keyMissing', { host, deployment });
  }
  if (!/^[\x21-\x7e]+$/.test(key)) {
    throw new VisionError('keyRefused', { host, deployment });
  }
  return { endpoint, key };
}

/** A chat request's body in, the same with OCR and grounding by that resource out. */
export function enhanced(body: object, { endpoint, key }: VisionSource): object {
  return {
    enhancements: { ocr: { enabled: true }, grounding: { enabled: true } },
    dataSources: [{ type: 'AzureComputerVision', parameters: { endpoint, key } }],
    ...body,
  };
}

/**
 * Models from turbo-2024-04-09 on: "The deployed GPT model does not support Vision Enhancement and On Your
 * Data (OYD) with images"; services without them: "body -> enhancements extra fields not permitted".
 */
const refusal =
  /\bnot support (?:the )?vision enhancements?\b|\b(?:enhancements|dataSources)\b[^.]{0,80}\bnot (?:permitted|supported|allowed|available)|\b(?:unrecognized|unknown|unsupported|unexpected)\b[^.]{0,60}\b(?:enhancements|dataSources)\b/i;

/** What a refusal of the resource's key looks like where it is read as one of the connection's own. */
const asRefusal: readonly VisionErrorKind[] = [
  'keyRefused',
  'keyMissing',
  'signInRefused',
  'forbidden',
  'badRequest',
  'serverFailed',
];

/** The service speaks of the resource that it asked, not of itself. */
const resourceWords = /\b(?:azure ?)?(?:computer|ai) ?vision\b/i;
const keyWords =
  /access denied|invalid subscription key|unauthori[sz]ed|permission|\bkey\b|\b40[13]\b/i;

/**
 * The failure of a request with enhancements, as what it is: `enhancementsRefused` where the deployment or
 * the service does not have them (a 404 that speaks of no deployment is one of the address), `keyRefused`
 * with the host of the resource where it is that one's key. Any other comes out as it is.
 */
export function enhancementsFailure(error: VisionError, { host }: Enhancements): VisionError {
  const { serverMessage = '', status } = error.details;
  const isElsewhere =
    error.kind === 'deploymentNotFound' &&
    status === 404 &&
    !/deployment|\bmodel\b/i.test(serverMessage);
  if (isElsewhere || refusal.test(serverMessage)) {
    return new VisionError('enhancementsRefused', error.details, { cause: error });
  }
  return asRefusal.includes(error.kind) &&
    resourceWords.test(serverMessage) &&
    keyWords.test(serverMessage)
    ? new VisionError('keyRefused', { ...error.details, host }, { cause: error })
    : error;
}
