import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { refuseImage } from './imageWords';
import { openAiShapes } from './openaiShapes';
import { openAiFailure, openAiFiltered, wrongKey } from './openaiWords';
import { maxOutputTokens, openAiParameters, reasoningAmong } from './parameters';
import { Refusal, type Route, type Service } from './service';
import type { EmulatorOptions } from './types';
import { requireJson, validateChat } from './validate';
import { invalidRequest, openAiError } from './words';

const chatPath = '/v1/chat/completions';

/** What OpenAI states for one request. */
const maxImages = 500;

/** The OpenAI API: chat completions and the list of models. */
export function openAiService(options: EmulatorOptions): Service {
  const textOnly = options.textOnly ?? [];
  const named = options.models ?? ['gpt-5.4', 'gpt-5.4-mini'];
  const reasoning = reasoningAmong(named, options);
  const models = [...new Set([...named, ...reasoning, ...textOnly])];
  return {
    shapes: openAiShapes,
    replyModel: (name) => name,
    headers: () => ({
      'x-request-id': `req_${randomBytes(16).toString('hex')}`,
      'openai-version': '2020-10-01',
      'openai-organization': 'org-emulator',
    }),
    route: (method, url) => route(method, url, models),
    authorize: (headers) => authorize(headers, options.key),
    parse(body, target, headers) {
      const request = requireJson(body, headers);
      const { model } = request;
      if (typeof model !== 'string' || model === '') {
        throw invalidRequest('you must provide a model parameter', null, null);
      }
      if (!models.includes(model)) {
        throw openAiFailure(404, target, model);
      }
      return validateChat(request, model, {
        parameters: openAiParameters,
        maxImages,
        reasoning: reasoning.includes(model),
        takesImages: !textOnly.includes(model),
        maxOutputTokens: maxOutputTokens(reasoning.includes(model)),
      });
    },
    imageRefusal: refuseImage,
    internet: options.internet ?? {},
    takesImage: () => true,
    failure: openAiFailure,
    filtered: openAiFiltered,
    tooLarge: (limit) =>
      new Refusal(
        413,
        openAiError(
          `Maximum content size limit (${limit}) exceeded`,
          'invalid_request_error',
          null,
          null,
        ),
      ),
  };
}

function route(method: string, url: URL, models: readonly string[]): Route {
  const expected = url.pathname === chatPath ? 'POST' : 'GET';
  if (url.pathname !== chatPath && url.pathname !== '/v1/models') {
    throw new Refusal(
      404,
      openAiError(`Invalid URL (${method} ${url.pathname})`, 'invalid_request_error', null, null),
    );
  }
  if (method !== expected) {
    throw new Refusal(
      405,
      openAiError(
        `Not allowed to ${method} on ${url.pathname} (HINT: Perhaps you meant to use a different ` +
          'HTTP method?)',
        'invalid_request_error',
        null,
        'method_not_supported',
      ),
    );
  }
  return url.pathname === chatPath
    ? { type: 'chat', target: {} }
    : { type: 'json', answer: () => modelList(models, 'system') };
}

/** The list of models in OpenAI's shape. */
export function modelList(models: readonly string[], owner: string) {
  return {
    object: 'list',
    data: models.map((id) => ({ id, object: 'model', created: 1732060800, owned_by: owner })),
  };
}

function authorize(headers: IncomingHttpHeaders, key: string | undefined): void {
  if (key === undefined) {
    return;
  }
  const given = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1];
  if (given !== key) {
    throw wrongKey(given);
  }
}
