import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { azureFailure, azureFiltered, azureRefusal, azureUnauthorized } from './azureWords';
import { azureShapes } from './azureShapes';
import {
  checkOneImage,
  extensionsDeployment,
  extensionsParameters,
  takeEnhancements,
} from './extensions';
import { withExtensions } from './extensionsShapes';
import { isObject, type JsonObject } from './json';
import { checkEntraToken } from './entra';
import { azureApiVersions, azureParameters, maxOutputTokens, reasoningAmong } from './parameters';
import { type ChatRequest, type ChatTarget, Refusal, type Route, type Service } from './service';
import type { EmulatorOptions } from './types';
import { requireJson, validateChat } from './validate';
import { refuseImage } from './imageWords';
import { missing } from './words';

/** What Microsoft states for one chat request. */
const maxImages = 10;

const notFound = () => azureRefusal(404, '404', 'Resource not found');

/** Azure OpenAI with its v1 and its deployments ("classic") endpoint. */
export function azureService(options: EmulatorOptions): Service {
  const textOnly = options.textOnly ?? [];
  const named = options.deployments ?? ['gpt-5.4'];
  const reasoning = reasoningAmong(named, options);
  const deployments = new Set([...named, ...reasoning, ...textOnly]);
  return {
    shapes: withExtensions(azureShapes),
    replyModel: (name) => (reasoning.includes(name) ? 'gpt-5.4-2026-03-05' : 'gpt-4o-2024-11-20'),
    headers: () => ({
      'apim-request-id': randomUUID(),
      'x-request-id': randomUUID(),
      'x-ms-region': 'Sweden Central',
      'strict-transport-security': 'max-age=31536000; includeSubDomains; preload',
      'x-content-type-options': 'nosniff',
    }),
    route: (method, url) => route(method, url, options),
    authorize: (headers, target) => authorize(headers, target, options),
    parse(body, target, headers): ChatRequest {
      const name = target.deployment ?? modelOf(body, headers);
      if (!deployments.has(name)) {
        throw azureFailure(404, target, name);
      }
      const sent = requireJson(body, headers);
      const isExtension = target.isExtension === true;
      const json = isExtension ? takeEnhancements(sent, name, options.vision) : sent;
      checkVersion(target, reasoning.includes(name), json);
      const known = azureParameters(target.apiVersion);
      const request = validateChat(json, name, {
        parameters: isExtension ? extensionsParameters(known) : known,
        maxImages,
        reasoning: reasoning.includes(name),
        takesImages: !textOnly.includes(name),
        maxOutputTokens: maxOutputTokens(reasoning.includes(name)),
      });
      if (isExtension) {
        checkOneImage(request);
      }
      return request;
    },
    imageRefusal: refuseImage,
    internet: options.internet ?? {},
    takesImage: () => true,
    failure: azureFailure,
    filtered: azureFiltered,
    tooLarge: () => azureFailure(413, {}, ''),
  };
}

function route(method: string, url: URL, { vision }: EmulatorOptions): Route {
  const apiVersion = url.searchParams.get('api-version');
  if (url.pathname.startsWith('/openai/v1/')) {
    if (apiVersion !== null && apiVersion !== 'v1' && apiVersion !== 'preview') {
      throw azureRefusal(400, 'BadRequest', 'API version not supported');
    }
    if (method === 'POST' && url.pathname === '/openai/v1/chat/completions') {
      return { type: 'chat', target: {} };
    }
    if (method === 'GET' && url.pathname === '/openai/v1/models') {
      return { type: 'json', answer: () => ({ data: baseModels, object: 'list' }) };
    }
    throw notFound();
  }
  const extended = extensionsDeployment(url.pathname, apiVersion);
  if (method === 'POST' && vision && extended !== undefined && apiVersion !== null) {
    return { type: 'chat', target: { deployment: extended, apiVersion, isExtension: true } };
  }
  const [, name] = /^\/openai\/deployments\/([^/]+)\/chat\/completions$/.exec(url.pathname) ?? [];
  if (method !== 'POST' || name === undefined) {
    throw notFound();
  }
  if (apiVersion === null || !azureApiVersions.has(apiVersion)) {
    throw notFound();
  }
  return { type: 'chat', target: { deployment: decodeURIComponent(name), apiVersion } };
}

/** Azure's list names the models that a resource could deploy, not its deployments. */
const baseModels = ['gpt-5.4-2026-03-05', 'gpt-5.6-sol-2026-07-09', 'text-embedding-3-large'].map(
  (id) => ({
    status: 'succeeded',
    capabilities: {
      fine_tune: false,
      inference: true,
      completion: false,
      chat_completion: !id.includes('embedding'),
      embeddings: id.includes('embedding'),
    },
    lifecycle_status: 'generally-available',
    id,
    object: 'model',
    created: 1732060800,
    owned_by: 'system',
  }),
);

/** Keys go in `api-key`; the v1 endpoint takes them as bearer tokens too, the classic one does not. */
function authorize(
  headers: IncomingHttpHeaders,
  target: ChatTarget | undefined,
  { key, token, entra }: EmulatorOptions,
): void {
  if (key === undefined && token === undefined && entra === undefined) {
    return;
  }
  const apiKey = headers['api-key'];
  const bearer = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1];
  const isV1 = target?.apiVersion === undefined;
  if (bearer !== undefined && apiKey === undefined) {
    if (bearer === token || (isV1 && bearer === key)) {
      return;
    }
    if (entra === undefined) {
      throw azureUnauthorized('token');
    }
    checkEntraToken(bearer, entra);
  } else if (apiKey === undefined || apiKey !== key) {
    throw azureUnauthorized('key');
  }
}

function modelOf(body: unknown, headers: IncomingHttpHeaders): string {
  const { model } = requireJson(body, headers);
  if (typeof model !== 'string' || model === '') {
    throw missing('model');
  }
  return model;
}

function checkVersion(
  { apiVersion }: ChatTarget,
  isReasoning: boolean,
  { response_format: format }: JsonObject,
): void {
  const hasSchema = isObject(format) && format.type === 'json_schema';
  if (hasSchema && apiVersion !== undefined && apiVersion < '2024-08-01') {
    const message =
      'response_format value as json_schema is enabled only for api versions 2024-08-01-preview ' +
      'and later';
    throw new Refusal(400, { error: { code: 'BadRequest', message } });
  }
  if (isReasoning && apiVersion !== undefined && apiVersion < '2024-12-01') {
    throw new Refusal(400, {
      error: {
        code: 'BadRequest',
        message: 'Model {modelName} is enabled only for api versions 2024-12-01-preview and later',
      },
    });
  }
}
