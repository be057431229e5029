import { isLoopback, type Connection } from '../core/connection';
import { VisionError } from '../core/errors';
import { asker, type Ask } from './ask';
import { boundFetch } from './http';
import { fieldsOf, textOf } from './json';
import { familyOf } from './modelNames';
import type { Network } from './network';
import { credentialsFor, targetOf } from './target';

/** A model that a server offers. `takesImages` is absent where the server does not tell. */
export interface ModelInfo {
  readonly id: string;
  readonly takesImages?: boolean;
}

/** How long a list may take, in milliseconds. */
const patience = 15_000;

/** More models than this are not asked about one by one. */
const maxQuestions = 64;

/**
 * The models of an OpenAI-compatible server, in its order; empty for Azure, whose endpoints do not
 * list deployments. Servers on this machine are also asked which models take images, in Ollama's and
 * LM Studio's own protocol. Throws a VisionError, or the signal's reason on abort.
 */
export async function listModels(
  { provider, endpoint, auth }: Pick<Connection, 'provider' | 'endpoint' | 'auth'>,
  network: Network,
  signal: AbortSignal,
): Promise<ModelInfo[]> {
  const target = targetOf({ name: '', deployment: '', provider, endpoint, ...(auth && { auth }) });
  if (target.provider === 'azure') {
    return [];
  }
  const { headers, secrets } = await credentialsFor(target, network);
  const { host, origin, baseUrl } = target;
  const fetch = boundFetch({ network, origin, headers, secrets });
  const ask = asker(fetch, { host, secrets }, signal, patience);
  const own = isLoopback(new URL(baseUrl).hostname)
    ? await firstFound([() => ollamaModels(origin, ask), () => lmStudioModels(origin, ask)])
    : undefined;
  return own ?? entriesOf(await ask(`${baseUrl}/models`), 'data').map(modelOf);
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

/** OpenRouter tells by `input_modalities`, Mistral and GitHub by `capabilities`; OpenAI tells nothing. */
function modelOf({ id, architecture, capabilities }: Record<string, unknown>): ModelInfo {
  const { input_modalities: modalities } = fieldsOf(architecture);
  const { vision } = fieldsOf(capabilities);
  const takesImages = Array.isArray(modalities)
    ? modalities.includes('image')
    : typeof vision === 'boolean'
      ? vision
      : familyOf(textOf(id) ?? '').isBlind
        ? false
        : undefined;
  return { id: textOf(id) ?? '', ...(takesImages !== undefined && { takesImages }) };
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
