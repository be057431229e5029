import { untilAborted } from '../../core/abort';
import type { Connection } from '../../core/connections/connection';
import type { VisionRequest } from '../../core/conversation/request';
import { isVisionError, VisionError } from '../../core/errors';
import type { RequestImage } from '../../core/images/images';
import { fieldsOf, textOf } from '../json';
import { requestError } from '../reply/requestError';
import type { FailureContext } from '../reply/responseError';
import { asker, type Ask } from '../request/ask';
import { credentialsFor } from '../request/credentials';
import { contextOf } from '../request/failureContext';
import { boundFetch } from '../request/http';
import type { Network } from '../request/network';
import { learnedOf } from '../request/parameters';
import { slowestUpload } from '../request/send';
import { batchApi, type BatchApi, type FileLimits } from './api';
import { batchRefusal, readBatch, type Batch } from './batch';
import { batchLine, wholeForm } from './line';
import type { BatchResult } from './result';
import { resultsOf } from './resultFile';
import { expiry, uploadForm } from './uploadForm';

/**
 * The batches of a connection. Each call signs itself anew, as a run takes longer than a token is valid;
 * each throws a VisionError, or the signal's reason on abort.
 */
export interface BatchClient {
  /** Who does the work: a run that was begun at one address cannot go on at another. */
  readonly address: string;
  /** What failures tell of it. */
  readonly who: { readonly host: string; readonly deployment: string };
  readonly limits: FileLimits;
  /** A request as one line of a file. */
  readonly line: (customId: string, request: VisionRequest<RequestImage>) => string;
  /** Gives the id of the file. Until the service is done with it, `createBatch` fails with `filePending`. */
  readonly uploadFile: (name: string, content: Blob, signal: AbortSignal) => Promise<string>;
  /** The id of the file for batches that was uploaded under a name, if there is one. */
  readonly findFile: (name: string, signal: AbortSignal) => Promise<string | undefined>;
  /** Also an id that the service no longer knows is no failure. */
  readonly deleteFile: (id: string, signal: AbortSignal) => Promise<void>;
  /** Fails with the code `enqueuedTokens` where the quota has no room for the file now. */
  readonly createBatch: (fileId: string, signal: AbortSignal) => Promise<Batch>;
  /** The newest batch that was made of a file, if there is one. */
  readonly findBatch: (fileId: string, signal: AbortSignal) => Promise<Batch | undefined>;
  readonly getBatch: (id: string, signal: AbortSignal) => Promise<Batch>;
  /** What was answered by then is billed all the same. */
  readonly cancelBatch: (id: string, signal: AbortSignal) => Promise<Batch>;
  /** The results of a file, in the service's order, as they arrive. */
  readonly results: (fileId: string, signal: AbortSignal) => AsyncIterable<BatchResult>;
}

const anySchema = { name: 'any', schema: {} };

/** How long an answer may take, in milliseconds. */
const patience = 60_000;

/** More pages of a list are not looked through. */
const mostPages = 50;

/** Makes the client of a connection that `takesBatches`. Throws `connectionInvalid` as `targetOf` does. */
export function batchClient(connection: Connection, network: Network): BatchClient {
  const api = batchApi(connection);
  const { target } = api;
  const learned = learnedOf(network.lessons, target);
  // What lines are asked for is not known when their results come; a refusal names what it is about.
  // Lines of before a lesson may be refused after it, so the form stays that of before.
  const sentForm = wholeForm(api, learned, { maxOutputTokens: 1, schema: anySchema });

  const signedFetch = async (signal: AbortSignal, onBytes?: () => void) => {
    const credentials = await untilAborted(credentialsFor(target, network), signal);
    const { origin, deployment } = target;
    return {
      fetch: boundFetch({
        network,
        origin,
        deployment,
        ...credentials,
        ...(onBytes && { onBytes, onHeaders: onBytes }),
      }),
      context: contextOf(target, credentials.secrets),
    };
  };
  const asking = async <T>(
    signal: AbortSignal,
    work: (ask: Ask, context: FailureContext) => Promise<T>,
    milliseconds = patience,
  ): Promise<T> => {
    const { fetch, context } = await signedFetch(signal);
    try {
      return await work(asker(fetch, context, signal, milliseconds, batchRefusal), context);
    } catch (error) {
      signal.throwIfAborted();
      throw requestError(error, context);
    }
  };
  const batchFrom = (
    signal: AbortSignal,
    ...[url, body, method]: Parameters<Ask>
  ): Promise<Batch> =>
    asking(signal, async (ask, context) => readBatch(await ask(url, body, method), context));

  return {
    address: JSON.stringify([api.url('batches'), target.deployment]),
    who: { host: target.host, deployment: target.deployment },
    limits: api.limits,
    line: (customId, request) => batchLine(customId, request, api, learned),
    uploadFile(name, content, signal) {
      const form = uploadForm(name, content, api.expires);
      const milliseconds = 2 * patience + Math.ceil(form.size / slowestUpload);
      return asking(signal, async (ask) => idIn(await ask(api.url('files'), form)), milliseconds);
    },
    findFile: (name, signal) =>
      asking(signal, async (ask) => {
        const entries = entriesOf(api, 'files', { purpose: 'batch' }, ask);
        const found = await firstOf(entries, ({ filename }) => filename === name);
        return found && textOf(found.id);
      }),
    async deleteFile(id, signal) {
      try {
        const url = api.url(`files/${encodeURIComponent(id)}`);
        await asking(signal, (ask) => ask(url, undefined, 'DELETE'));
      } catch (error) {
        // Classic endpoints of Azure answer with 204, which holds no JSON.
        const isDone =
          isVisionError(error) && (error.details.status === 404 || error.kind === 'replyGarbled');
        if (!isDone) {
          throw error;
        }
      }
    },
    createBatch: (fileId, signal) =>
      batchFrom(signal, api.url('batches'), {
        input_file_id: fileId,
        endpoint: api.path,
        completion_window: '24h',
        ...(api.expires && { output_expires_after: expiry }),
      }),
    findBatch: (fileId, signal) =>
      asking(signal, async (ask, context) => {
        const entries = entriesOf(api, 'batches', { limit: '100' }, ask);
        const found = await firstOf(entries, ({ input_file_id: input }) => input === fileId);
        return found && readBatch(found, context);
      }),
    getBatch: (id, signal) => batchFrom(signal, api.url(`batches/${encodeURIComponent(id)}`)),
    cancelBatch: (id, signal) =>
      batchFrom(signal, api.url(`batches/${encodeURIComponent(id)}/cancel`), undefined, 'POST'),
    results(fileId, signal) {
      const url = api.url(`files/${encodeURIComponent(fileId)}/content`);
      return resultsOf(url, { target, learned, sentForm, signedFetch }, signal);
    },
  };
}

function idIn(answer: unknown): string {
  const id = textOf(fieldsOf(answer).id);
  if (id === undefined) {
    throw new VisionError('replyGarbled');
  }
  return id;
}

/** The entries of a list, page after page. */
async function* entriesOf(
  api: BatchApi,
  path: string,
  query: Readonly<Record<string, string>>,
  ask: Ask,
): AsyncGenerator<Record<string, unknown>, void, undefined> {
  let after: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const url = api.url(path, { ...query, ...(after !== undefined && { after }) });
    const { data, has_more: hasMore } = fieldsOf(await ask(url));
    if (!Array.isArray(data)) {
      throw new VisionError('replyGarbled');
    }
    const entries = data.map(fieldsOf);
    yield* entries;
    after = textOf(entries.at(-1)?.id);
    if (hasMore !== true || after === undefined) {
      return;
    }
  }
}

async function firstOf<T>(
  items: AsyncIterable<T>,
  matches: (item: T) => boolean,
): Promise<T | undefined> {
  for await (const item of items) {
    if (matches(item)) {
      return item;
    }
  }
  return undefined;
}
