import { azureRefusal } from '../azureWords';
import type { BehaviourState } from '../behaviour';
import { azureApiVersions } from '../parameters';
import { Bytes, type ChatTarget, type Incoming, type Route, type Service } from '../service';
import type { EmulatorOptions } from '../types';
import { FileStore } from './fileStore';
import { Jobs } from './jobs';
import type { BatchControl } from './types';
import { batchWords } from './words';

/** The first api-version of Azure with batches. */
const sinceVersion = '2024-07-01';

/** A service that takes files and batches too, as Azure and OpenAI do, and what rules them. */
export function withBatches(
  service: Service,
  options: EmulatorOptions,
  state: BehaviourState,
  random: () => number,
): { readonly service: Service; readonly control: BatchControl } {
  const { kind, batch = {} } = options;
  const words = batchWords(kind);
  const files = new FileStore(kind, words, batch);
  const jobs = new Jobs({ kind, service, files, words, options: batch, state, random });
  const control: BatchControl = {
    get files() {
      return files.files;
    },
    get batches() {
      return jobs.batches;
    },
    uploads: files.uploads,
    advance: (id) => jobs.advance(id),
    work: (id, requests) => jobs.work(id, requests),
    expire: (id) => jobs.expire(id),
  };
  const isOffered = kind === 'azure' || kind === 'openai';
  return {
    control,
    service: {
      ...service,
      route: (method, url) =>
        (isOffered ? batchRoute(method, url, kind === 'azure', files, jobs) : undefined) ??
        service.route(method, url),
      parse(body, target, headers) {
        const request = service.parse(body, target, headers);
        if (batch.deployments?.includes(request.model) === true) {
          throw azureRefusal(
            400,
            'OperationNotSupported',
            `The chatCompletion operation does not work with the specified model, ${request.model}. ` +
              'Please choose different model and try again.',
          );
        }
        return request;
      },
    },
  };
}

/** The route of a request about files or batches; undefined for every other. */
function batchRoute(
  method: string,
  url: URL,
  isAzure: boolean,
  files: FileStore,
  jobs: Jobs,
): Route | undefined {
  const [, base, path = ''] =
    (isAzure ? /^(\/openai(?:\/v1)?)\/(.+)$/ : /^(\/v1)\/(.+)$/).exec(url.pathname) ?? [];
  const [kind = '', id = '', action = ''] = path.split('/').map(decodeURIComponent);
  if (base === undefined || (kind !== 'files' && kind !== 'batches')) {
    return undefined;
  }
  const target = targetOf(url, base);
  const query = url.searchParams;
  const answers: Partial<Record<string, (incoming: Incoming) => unknown>> = {
    'POST files': ({ headers, bytes }) => files.upload(headers, bytes, target),
    'GET files': () => files.list(query),
    'GET files ID': () => files.describe(id),
    'GET files ID content': () => new Bytes(files.content(id)),
    'DELETE files ID': () => {
      const deleted = files.delete(id);
      return target.apiVersion === undefined ? deleted : new Bytes(Buffer.alloc(0), 204);
    },
    'POST batches': ({ json }) => jobs.create(json, target),
    'GET batches': () => jobs.list(query),
    'GET batches ID': () => jobs.get(id),
    'POST batches ID cancel': () => jobs.cancel(id),
  };
  const name = [method, kind, id && 'ID', action].filter((part) => part !== '').join(' ');
  const answer = answers[name];
  return answer && { type: 'json', target, answer };
}

function targetOf(url: URL, base: string): ChatTarget {
  if (base !== '/openai') {
    return {};
  }
  const apiVersion = url.searchParams.get('api-version') ?? '';
  if (!azureApiVersions.has(apiVersion) || apiVersion < sinceVersion) {
    throw azureRefusal(404, '404', 'Resource not found');
  }
  return { apiVersion };
}
