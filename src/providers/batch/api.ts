import type { Connection } from '../../core/connections/connection';
import { isVisionError } from '../../core/errors';
import { isServerlessHost } from '../endpoints/azureEndpoint';
import { targetOf, type Target } from '../request/target';

/** What one file of requests may hold. */
export interface FileLimits {
  readonly bytes: number;
  readonly requests: number;
}

/** Where and how a connection's service takes batches. */
export interface BatchApi {
  readonly target: Target;
  /** The chat completions, as a batch and each of its lines name them. */
  readonly path: '/v1/chat/completions' | '/chat/completions';
  readonly limits: FileLimits;
  /** Files can be uploaded with a date on which the service deletes them. */
  readonly expires: boolean;
  /** The address of `files`, `batches` or what is below, with a query of its own if any. */
  url(path: string, query?: Readonly<Record<string, string>>): string;
}

/** 200 MB, which services count as 200,000,000 or 209,715,200 bytes. Source: Azure OpenAI and OpenAI, "Batch". */
const mostBytes = 200_000_000;

/** The first api-version of classic endpoints with batches, and the first with files that expire. */
const sinceVersion = { batches: '2024-07-01', expiry: '2025-03-01' };

/** True where a connection's service takes batches: Azure OpenAI, also behind a gateway, and OpenAI itself. */
export function takesBatches(connection: Connection): boolean {
  try {
    const target = targetOf(connection);
    const { hostname } = new URL(target.origin);
    return target.provider === 'azure'
      ? !isServerlessHost(hostname) && (versionOf(target) ?? 'v1') >= sinceVersion.batches
      : hostname === 'api.openai.com';
  } catch (error) {
    if (isVisionError(error)) {
      return false;
    }
    throw error;
  }
}

/** The batches of a connection that takes them. Throws `connectionInvalid` as `targetOf` does. */
export function batchApi(connection: Connection): BatchApi {
  const target = targetOf(connection);
  const version = versionOf(target);
  const base =
    version === undefined
      ? target.baseUrl
      : target.baseUrl.slice(0, target.baseUrl.lastIndexOf('/deployments/'));
  return {
    target,
    path: version === undefined ? '/v1/chat/completions' : '/chat/completions',
    limits: { bytes: mostBytes, requests: target.provider === 'azure' ? 100_000 : 50_000 },
    expires: (version ?? 'v1') >= sinceVersion.expiry,
    url(path, query = {}) {
      const url = new URL(`${base}/${path}`);
      const all = { ...query, ...(version !== undefined && { 'api-version': version }) };
      url.search = new URLSearchParams(all).toString();
      return url.href;
    },
  };
}

/** The api-version of a classic endpoint; others sort after every date. */
function versionOf({ chatUrl, model }: Target): string | undefined {
  return model === undefined
    ? (new URL(chatUrl).searchParams.get('api-version') ?? undefined)
    : undefined;
}
