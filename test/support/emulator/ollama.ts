import type { IncomingHttpHeaders } from 'node:http';
import { isObject } from './json';
import { readLocalChat } from './localChat';
import { modelList } from './openai';
import {
  type Finish,
  type ImageFault,
  Refusal,
  type ReplyInfo,
  type Route,
  type Service,
  type Shapes,
} from './service';
import type { EmulatorOptions } from './types';
import { openAiError } from './words';

/** Ollama's own errors: the type follows from the status. */
function refuse(status: number, message: string): Refusal {
  const type =
    status === 400 ? 'invalid_request_error' : status === 404 ? 'not_found_error' : 'api_error';
  return new Refusal(status, openAiError(message, type, null, null));
}

/** Ollama: its OpenAI-compatible endpoint and those of its own that list and show models. */
export function ollamaService(options: EmulatorOptions): Service {
  const textOnly = options.textOnly ?? (options.models ? [] : ['llama3.2:latest']);
  const models = [...new Set([...(options.models ?? ['llava:latest']), ...textOnly])];
  const find = (name: string) =>
    models.find((model) => model === name || model === `${name}:latest`);
  return {
    shapes: ollamaShapes,
    replyModel: (name) => name,
    headers: () => ({}),
    route: (method, url) => route(method, url, models, textOnly, find),
    // Whatever key comes is ignored.
    authorize: () => undefined,
    parse(body, _target, headers: IncomingHttpHeaders) {
      const request = readLocalChat(body, headers, (message) => refuse(400, message));
      const model = find(request.model);
      if (model === undefined) {
        throw refuse(404, `model '${request.model}' not found`);
      }
      if (request.images.length > 0 && textOnly.includes(model)) {
        throw refuse(400, 'this model does not support image input');
      }
      return request;
    },
    imageRefusal: (fault) => refuse(400, imageWords(fault)),
    takesImage: ({ type }) => type !== 'image/gif',
    failure: (status, _target, model) =>
      refuse(status, status === 404 ? `model '${model}' not found` : failures[status]),
    filtered: () => refuse(400, 'invalid message format'),
    tooLarge: () => refuse(413, failures[413]),
  };
}

const failures = {
  401: 'unauthorized',
  403: 'forbidden',
  408: 'request timeout',
  413: 'http: request body too large',
  429: 'too many requests',
  500: 'llama runner process has terminated: exit status 2',
  503: 'server busy, please try again.  maximum pending requests exceeded',
};

function imageWords(fault: ImageFault): string {
  switch (fault.type) {
    case 'download':
      return 'image URLs are not currently supported, please use base64 encoded data instead';
    case 'url':
    case 'format':
    case 'size':
      return 'invalid image input';
    case 'invalid':
      return 'Failed to load image or audio file';
  }
}

function route(
  method: string,
  url: URL,
  models: readonly string[],
  textOnly: readonly string[],
  find: (name: string) => string | undefined,
): Route {
  const json = (answer: (body: unknown) => unknown): Route => ({
    type: 'json',
    answer: (incoming) => answer(incoming.json),
  });
  switch (`${method} ${url.pathname}`) {
    case 'POST /v1/chat/completions':
      return { type: 'chat', target: {} };
    case 'GET /v1/models':
      return json(() => modelList(models, 'library'));
    case 'GET /api/version':
      return json(() => ({ version: '0.30.10' }));
    case 'GET /api/tags':
      return json(() => ({ models: models.map((name) => tag(name, textOnly)) }));
    case 'POST /api/show':
      return json((body) => {
        const name = isObject(body) ? (body.model ?? body.name) : undefined;
        const model = typeof name === 'string' ? find(name) : undefined;
        if (model === undefined) {
          throw new Refusal(404, { error: `model '${String(name)}' not found` });
        }
        const { details, modified_at } = tag(model, textOnly);
        const capabilities = ['completion', ...(textOnly.includes(model) ? [] : ['vision'])];
        return { details, model_info: {}, modified_at, capabilities };
      });
    default:
      throw new Refusal(404, '404 page not found');
  }
}

function tag(name: string, textOnly: readonly string[]) {
  const families = textOnly.includes(name) ? ['llama'] : ['llama', 'clip'];
  return {
    name,
    model: name,
    modified_at: '2026-10-03T23:34:03.409490317-07:00',
    size: 4733363377,
    digest: '8dd30f6b0cb19f555f2c7a7ebda861449ea2cc76bf1f44e262931f45fc81d081',
    details: {
      parent_model: '',
      format: 'gguf',
      family: 'llama',
      families,
      parameter_size: '7B',
      quantization_level: 'Q4_0',
    },
  };
}

/** Ollama's chunks: every one carries the role. */
const ollamaShapes: Shapes = {
  first: () => [],
  text: (info, content) => chunk(info, content, null),
  finish: (info, { reason }) => chunk(info, '', reason),
  usage: (info, usage) => ({ ...head(info, 'chat.completion.chunk'), choices: [], usage }),
  whole: (info, content, { reason }, usage) => ({
    ...head(info, 'chat.completion'),
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: reason }],
    usage,
  }),
};

function head({ id, created, model }: ReplyInfo, object: string) {
  return { id, object, created, model, system_fingerprint: 'fp_ollama' };
}

function chunk(info: ReplyInfo, content: string, reason: Finish['reason']) {
  const choice = { index: 0, delta: { role: 'assistant', content }, finish_reason: reason };
  return { ...head(info, 'chat.completion.chunk'), choices: [choice] };
}
