import type { IncomingHttpHeaders } from 'node:http';
import { dialects } from './dialects';
import { readLocalChat } from './localChat';
import { modelList } from './openai';
import { openAiShapes } from './openaiShapes';
import { Refusal, type Service } from './service';
import type { EmulatorOptions, Kind } from './types';

/** Servers that speak OpenAI's protocol, take what they do not know, and fail in words of their own. */
export type CompatibleKind = Exclude<Kind, 'azure' | 'openai' | 'ollama' | 'lmstudio'>;

/** The llama.cpp server, vLLM, OpenRouter and LiteLLM: their chat completions and model lists. */
export function compatibleService(options: EmulatorOptions): Service {
  const dialect = dialects[options.kind as CompatibleKind];
  const models = [...(options.models ?? ['vision']), ...(options.reasoning ?? [])];
  const refuse = (message: string) => dialect.refuse(400, message);
  return {
    shapes: openAiShapes,
    replyModel: (name) => name,
    headers: () => ({ ...dialect.headers }),
    route(method, url) {
      switch (`${method} ${url.pathname}`) {
        case `POST ${dialect.base}/chat/completions`:
          return { type: 'chat', target: {} };
        case `GET ${dialect.base}/models`:
          return { type: 'json', answer: () => modelList(models, dialect.owner) };
        default:
          throw dialect.refuse(404, 'Not Found');
      }
    },
    authorize: (headers) => authorize(headers, options.key, dialect.failure(401, '')),
    parse(body, _target, headers) {
      const request = readLocalChat(body, headers, refuse);
      if (dialect.knowsModels && !models.includes(request.model)) {
        throw dialect.failure(404, request.model);
      }
      if (request.images.length > 0 && options.textOnly?.includes(request.model)) {
        throw dialect.blind(request.model);
      }
      return request;
    },
    imageRefusal: () => refuse('Failed to load image'),
    internet: options.internet ?? {},
    takesImage: () => true,
    failure: (status, _target, model, retryAfter) => dialect.failure(status, model, retryAfter),
    filtered: (filter) => dialect.filtered(filter),
    tooLarge: () => dialect.failure(413, ''),
  };
}

function authorize(headers: IncomingHttpHeaders, key: string | undefined, refusal: Refusal): void {
  if (key !== undefined && headers.authorization !== `Bearer ${key}`) {
    throw refusal;
  }
}
