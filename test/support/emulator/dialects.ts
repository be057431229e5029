import { filterResults } from './azureShapes';
import type { CompatibleKind } from './compatible';
import { retryHeaders } from './retryAfter';
import { type Filter, Refusal } from './service';
import type { FailureStatus } from './types';

/** What differs between compatible servers. */
export interface Dialect {
  /** Where its API begins. */
  readonly base: string;
  /** `owned_by` in its list of models. */
  readonly owner: string;
  /** False where it has one model and answers with it whatever is asked for. */
  readonly knowsModels: boolean;
  /** Of every answer. */
  readonly headers?: Readonly<Record<string, string>>;
  refuse(status: number, message: string): Refusal;
  failure(status: FailureStatus, model: string, retryAfter?: string): Refusal;
  /** The prompt was filtered; servers that filter nothing refuse it for another reason. */
  filtered(filter: Filter): Refusal;
  /** The model takes no images. */
  blind(model: string): Refusal;
}

type Words = Readonly<Record<FailureStatus, string>>;

const llamaTypes: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  503: 'unavailable_error',
};

const llama = (code: number, message: string) =>
  new Refusal(code, { error: { code, message, type: llamaTypes[code] ?? 'server_error' } });

const llamaWords: Words = {
  401: 'Invalid API Key',
  403: 'Forbidden',
  404: 'File Not Found',
  408: 'Request Timeout',
  413: 'Payload Too Large',
  429: 'Too Many Requests',
  500: 'failed to decode image chunk',
  503: 'Loading model',
};

const vllmTypes: Readonly<Record<number, string>> = {
  400: 'BadRequestError',
  404: 'NotFoundError',
  500: 'InternalServerError',
};

const vllm = (code: number, message: string) =>
  new Refusal(code, {
    error: { message, type: vllmTypes[code] ?? 'Error', param: null, code },
  });

const vllmWords: Words = {
  ...llamaWords,
  404: 'The model `{model}` does not exist.',
  500: 'EngineCore encountered an issue. See stack trace (above) for the root cause.',
  503: 'Service Unavailable',
};

const openRouter = (code: number, message: string, metadata?: object) =>
  new Refusal(code, { error: { message, code, ...(metadata && { metadata }) } });

const openRouterWords: Words = {
  401: 'No auth credentials found',
  403: 'The request is blocked by your account’s privacy settings',
  404: 'No endpoints found for {model}.',
  408: 'Request timed out',
  413: 'Payload too large',
  429: 'Rate limit exceeded: limit_rpm/{model}. High demand for {model} on OpenRouter',
  500: 'Internal Server Error',
  503: 'There is no available model provider that meets your routing requirements',
};

const liteLlm = (status: number, message: string, type: string | null = null, more = {}) =>
  new Refusal(status, { error: { message, type, param: null, code: String(status), ...more } });

const liteLlmWords: Words = {
  401:
    'Authentication Error, Invalid proxy server token passed. Received API Key = sk-...ITlA. ' +
    'Unable to find token in cache or `LiteLLM_VerificationTokenTable`',
  403: 'key not allowed to access model. Tried to access {model}',
  404:
    '/chat/completions: Invalid model name passed in model={model}. Call `/v1/models` to view ' +
    'available models for your key.',
  408: 'litellm.Timeout: APITimeoutError - Request timed out.',
  413: 'Request size is too large.',
  429: 'litellm.RateLimitError: RateLimitError: OpenAIException - Rate limit reached for {model}',
  500: 'litellm.InternalServerError: InternalServerError: OpenAIException - Connection error.',
  503: 'litellm.ServiceUnavailableError: OpenAIException - The engine is currently overloaded',
};

export const dialects: Readonly<Record<CompatibleKind, Dialect>> = {
  llamacpp: {
    base: '/v1',
    owner: 'llamacpp',
    knowsModels: false,
    headers: { server: 'llama.cpp' },
    refuse: llama,
    failure: (status, model) => llama(status, filled(llamaWords[status], model)),
    filtered: () => llama(400, 'Failed to parse messages'),
    blind: () =>
      llama(
        500,
        'image input is not supported - hint: if this is unexpected, you may need to provide the mmproj',
      ),
  },
  vllm: {
    base: '/v1',
    owner: 'vllm',
    knowsModels: true,
    headers: { server: 'uvicorn' },
    refuse: vllm,
    failure: (status, model) =>
      status === 401
        ? new Refusal(401, { error: 'Unauthorized' })
        : vllm(status, filled(vllmWords[status], model)),
    filtered: () => vllm(400, 'The prompt was refused.'),
    blind: (model) => vllm(400, `${model} is not a multimodal model`),
  },
  openrouter: {
    base: '/api/v1',
    owner: 'openrouter',
    knowsModels: true,
    refuse: openRouter,
    failure(status, model, retryAfter) {
      const { body } = openRouter(status, filled(openRouterWords[status], model));
      const waits = status === 429 || status === 503;
      return new Refusal(status, body, waits && retryAfter ? { 'retry-after': retryAfter } : {});
    },
    filtered: ({ category }) =>
      openRouter(
        403,
        `openai/gpt-5.4 requires moderation on OpenAI. Your input was flagged for "${category}". ` +
          'No credits were charged.',
        {
          reasons: [category],
          flagged_input: 'Describe this image…',
          provider_name: 'OpenAI',
          model_slug: 'openai/gpt-5.4',
        },
      ),
    blind: () => openRouter(404, 'No endpoints found that support image input'),
  },
  litellm: {
    base: '/v1',
    owner: 'openai',
    knowsModels: true,
    headers: { 'x-litellm-version': '1.89.3' },
    refuse: liteLlm,
    failure(status, model, retryAfter = '1') {
      const words = filled(liteLlmWords[status], model);
      // It knows no 404: a wrong name is a bad request.
      const { body } = liteLlm(status === 404 ? 400 : status, words, typeOf(status));
      const headers = status === 429 ? retryHeaders(retryAfter) : {};
      return new Refusal(status === 404 ? 400 : status, body, headers);
    },
    filtered: (filter) =>
      liteLlm(
        400,
        'litellm.BadRequestError: litellm.ContentPolicyViolationError: AzureException - The ' +
          "response was filtered due to the prompt triggering Azure OpenAI's content management " +
          'policy. Please modify your prompt and retry.',
        null,
        {
          provider_specific_fields: {
            innererror: {
              code: 'ResponsibleAIPolicyViolation',
              content_filter_result: filterResults('prompt', filter),
            },
          },
        },
      ),
    blind: (model) => liteLlm(400, `litellm.BadRequestError: ${model} does not support images.`),
  },
};

function typeOf(status: FailureStatus): string | null {
  return status === 401 ? 'token_not_found_in_db' : status === 429 ? 'throttling_error' : null;
}

function filled(words: string, model: string): string {
  return words.replaceAll('{model}', model);
}
