import { isLoopback, type Connection } from '../../core/connections/connection';
import { VisionError } from '../../core/errors';
import { asker, type Ask } from '../request/ask';
import { boundFetch } from '../request/http';
import { fieldsOf, textOf } from '../json';
import { askLiteLlm, askLlamaCpp, modelsIn, type Entry } from './imageInput';
import type { ModelInfo } from './modelInfo';
import type { Network } from '../request/network';
import { isOpenAIHost } from '../endpoints/openaiEndpoint';
import { credentialsFor } from '../request/credentials';
import { targetOf } from '../request/target';

/** How long a list may take, in milliseconds. */
const patience = 15_000;

/** More models than this are not asked about one by one. */
const maxQuestions = 64;

/**
 * The models of an OpenAI-compatible server, in its order; empty for Azure, whose endpoints do not
 * list deployments. Where the list does not say which take images, the server is asked in its own
 * protocol: Ollama, LM Studio, llama.cpp and LiteLLM tell; OpenAI and vLLM do not. Throws a
 * VisionError, or the signal's reason on abort.
 */
export async function listModels(
  connection: Pick<Connection, 'provider' | 'endpoint' | 'auth' | 'headers'>,
  network: Network,
  signal: AbortSignal,
): Promise<readonly ModelInfo[]> {
  const target = targetOf({ name: '', deployment: '', ...connection });
  if (target.provider === 'azure') {
    return [];
  }
  const { headers, secrets } = await credentialsFor(target, network);
  const { host, origin, baseUrl } = target;
  const fetch = boundFetch({ network, origin, headers, secrets });
  const ask = asker(fetch, { host, secrets }, signal, patience);
  const { hostname } = new URL(baseUrl);
  const own = isLoopback(hostname)
    ? await firstFound([() => ollamaModels(origin, ask), () => lmStudioModels(origin, ask)])
    : undefined;
  if (own) {
    return own;
  }
  const entries = entriesOf(await ask(`${baseUrl}/models`), 'data');
  const models = modelsIn(entries);
  if (models.some(({ takesImages }) => takesImages === true) || isOpenAIHost(hostname)) {
    return models;
  }
  return inOwnProtocol(entries, models, baseUrl, ask).catch(() => {
    signal.throwIfAborted();
    return models;
  });
}

/** Asks a server, which its models' `owned_by` betrays, for what its list leaves open. */
async function inOwnProtocol(
  entries: readonly Entry[],
  models: readonly ModelInfo[],
  baseUrl: string,
  ask: Ask,
): Promise<readonly ModelInfo[]> {
  const owners = new Set(entries.map(({ owned_by: owner }) => owner));
  const root = baseUrl.replace(/\/v1$/, '');
  if (owners.has('vllm')) {
    return models;
  }
  if (owners.has('llamacpp')) {
    return askLlamaCpp(models, root, ask);
  }
  if (owners.has('library')) {
    return ollamaModels(root, ask);
  }
  return owners.has('organization_owner')
    ? lmStudioModels(root, ask)
    : askLiteLlm(models, baseUrl, ask);
}

/** Ollama's models with what `/api/show` says of each, or undefined if this is no Ollama. */
export async function ollamaModels(origin: string, ask: Ask): Promise<ModelInfo[]> {
  const names = entriesOf(await ask(`${origin}/api/tags`), 'models').map(
    (entry) => textOf(entry.name) ?? '',
  );
  return Promise.all(
    names.map(async (id, index) => {
      const shown =
        index < maxQuestions
          ? await ask(`${origin}/api/show`, { model: id }).catch(() => undefined)
          : undefined;
      const { capabilities } = fieldsOf(shown);
      return {
        id,
        ...(Array.isArray(capabilities) && { takesImages: capabilities.includes('vision') }),
      };
    }),
  );
}

/** LM Studio's models; the type `vlm` marks those that take images. */
export async function lmStudioModels(origin: string, ask: Ask): Promise<ModelInfo[]> {
  return entriesOf(await ask(`${origin}/api/v0/models`), 'data')
    .filter(({ type }) => type !== 'embeddings')
    .map(({ id, type }) => ({ id: textOf(id) ?? '', takesImages: type === 'vlm' }));
}

/** The objects of a list with a name; throws `replyGarbled` if there is no list. */
function entriesOf(json: unknown, field: string): Record<string, unknown>[] {
  const list = fieldsOf(json)[field];
  if (!Array.isArray(list)) {
    throw new VisionError('replyGarbled');
  }
  return list.map(fieldsOf).filter(({ id, name }) => textOf(id ?? name) !== undefined);
}

/** What the first source that answers says; they are asked at the same time. */
async function firstFound<T>(sources: (() => Promise<T>)[]): Promise<T | undefined> {
  return Promise.any(sources.map((source) => source())).catch(() => undefined);
}
