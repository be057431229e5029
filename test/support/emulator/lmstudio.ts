import { isObject } from './json';
import { readLocalChat } from './localChat';
import { modelList } from './openai';
import { openAiFailure } from './openaiWords';
import { openAiShapes } from './openaiShapes';
import { Refusal, type Route, type Service } from './service';
import type { EmulatorOptions } from './types';
import { invalidRequest } from './words';

const refuse = (status: number, message: string) => new Refusal(status, { error: message });

/** LM Studio: its OpenAI-compatible endpoint and the model list of its own API v0. */
export function lmStudioService(options: EmulatorOptions): Service {
  const textOnly = options.textOnly ?? (options.models ? [] : ['meta-llama-3.1-8b-instruct']);
  const models = [...new Set([...(options.models ?? ['qwen2.5-vl-7b-instruct']), ...textOnly])];
  return {
    shapes: openAiShapes,
    replyModel: (name) => name,
    headers: () => ({ 'x-powered-by': 'Express' }),
    route: (method, url) => route(method, url, models, textOnly),
    authorize: () => undefined,
    parse(body, _target, headers) {
      const request = readLocalChat(body, headers, (message) => refuse(400, message));
      const { type } = isObject(body) && isObject(body.response_format) ? body.response_format : {};
      if (type !== undefined && type !== 'json_schema' && type !== 'text') {
        throw refuse(400, "'response_format.type' must be 'json_schema' or 'text'");
      }
      if (!models.includes(request.model)) {
        throw unknownModel(request.model, models);
      }
      if (request.images.length > 0 && textOnly.includes(request.model)) {
        throw refuse(400, 'Model does not support images. Please use a model that does.');
      }
      return request;
    },
    imageRefusal: () => refuse(400, "'url' field must be a base64 encoded image."),
    // Reported again and again by its users, the last time in 2026: WebP is refused.
    takesImage: ({ type }) => type !== 'image/webp',
    failure: (status, target, model) =>
      status === 404 ? unknownModel(model, models) : openAiFailure(status, target, model),
    filtered: () => refuse(400, 'The prompt was refused.'),
    tooLarge: () => refuse(413, 'request entity too large'),
  };
}

function unknownModel(model: string, models: readonly string[]): Refusal {
  return invalidRequest(
    `Invalid model identifier "${model}". Please specify a valid downloaded model ` +
      `(e.g. ${models.join(', ')}).`,
    'model',
    'model_not_found',
  );
}

function route(
  method: string,
  url: URL,
  models: readonly string[],
  textOnly: readonly string[],
): Route {
  switch (`${method} ${url.pathname}`) {
    case 'POST /v1/chat/completions':
      return { type: 'chat', target: {} };
    case 'GET /v1/models':
      return { type: 'json', answer: () => modelList(models, 'organization_owner') };
    case 'GET /api/v0/models':
      return { type: 'json', answer: () => describedModels(models, textOnly) };
    default:
      // The real one answers 200 to what it does not know.
      throw refuse(200, `Unexpected endpoint or method. (${method} ${url.pathname})`);
  }
}

function describedModels(models: readonly string[], textOnly: readonly string[]) {
  return {
    object: 'list',
    data: models.map((id) => ({
      id,
      object: 'model',
      type: textOnly.includes(id) ? 'llm' : 'vlm',
      publisher: 'lmstudio-community',
      arch: textOnly.includes(id) ? 'llama' : 'qwen2_vl',
      compatibility_type: 'gguf',
      quantization: 'Q4_K_M',
      state: 'not-loaded',
      max_context_length: 32768,
    })),
  };
}
