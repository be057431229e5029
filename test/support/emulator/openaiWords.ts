import type { RateState } from './rateLimit';
import { retryHeaders, secondsOf, waitHeaders } from './retryAfter';
import { type ChatTarget, Refusal } from './service';
import type { FailureStatus } from './types';
import { invalidRequest, openAiError } from './words';

/** OpenAI's answer to a missing or a wrong key; like the real one it repeats a part of the key. */
export function wrongKey(given: string | undefined): Refusal {
  const site = 'https://platform.openai.com/account/api-keys';
  return given === undefined
    ? new Refusal(
        401,
        openAiError(
          "You didn't provide an API key. You need to provide your API key in an Authorization " +
            'header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY), or as the password ' +
            "field (with blank username) if you're accessing the API from your browser and are " +
            `prompted for a username and password. You can obtain an API key from ${site}.`,
          'invalid_request_error',
          null,
          null,
        ),
      )
    : new Refusal(
        401,
        openAiError(
          `Incorrect API key provided: ${masked(given)}. You can find your API key at ${site}.`,
          'invalid_request_error',
          null,
          'invalid_api_key',
        ),
      );
}

function masked(key: string): string {
  return key.length > 12 ? `${key.slice(0, 8)}${'*'.repeat(key.length - 12)}${key.slice(-4)}` : key;
}

/** A failure of the API in its words. */
export function openAiFailure(
  status: FailureStatus,
  _target: ChatTarget,
  model: string,
  retryAfter = '1',
): Refusal {
  const refuse = (message: string, type: string, code: string | null = null) =>
    new Refusal(status, openAiError(message, type, null, code));
  switch (status) {
    case 401:
      return wrongKey('sk-proj-revoked0000');
    case 403:
      return refuse(
        'Country, region, or territory not supported',
        'request_forbidden',
        'unsupported_country_region_territory',
      );
    case 404:
      return refuse(
        `The model \`${model}\` does not exist or you do not have access to it.`,
        'invalid_request_error',
        'model_not_found',
      );
    case 408:
      return refuse('Request timed out.', 'timeout');
    case 413:
      return refuse('Maximum content size limit (26214400) exceeded', 'invalid_request_error');
    case 429:
      return new Refusal(
        429,
        rateError(
          model,
          'tokens',
          'tokens per min (TPM): Limit 30000, Used 29120, Requested 1204',
          `${secondsOf(retryAfter)}s`,
        ),
        retryHeaders(retryAfter),
      );
    case 500:
      return refuse(
        'The server had an error while processing your request. Sorry about that!',
        'server_error',
      );
    case 503:
      return refuse('The engine is currently overloaded, please try again later', 'server_error');
  }
}

/** More requests than the organization may send. */
export function openAiRateLimited(
  { limit, waitSeconds }: RateState,
  _target: ChatTarget,
  model: string,
  headers: Record<string, string>,
): Refusal {
  const reason = `requests per min (RPM): Limit ${limit}, Used ${limit}, Requested 1`;
  return new Refusal(
    429,
    rateError(model, 'requests', reason, `${Math.ceil(waitSeconds * 1000) / 1000}s`),
    { ...headers, ...waitHeaders(waitSeconds) },
  );
}

function rateError(model: string, type: 'requests' | 'tokens', reason: string, wait: string) {
  return openAiError(
    `Rate limit reached for ${model} in organization org-emulator on ${reason}. Please try again ` +
      `in ${wait}. Visit https://platform.openai.com/account/rate-limits to learn more.`,
    type,
    null,
    'rate_limit_exceeded',
  );
}

/** OpenAI names no category. */
export function openAiFiltered(): Refusal {
  return invalidRequest(
    'Your request was rejected as a result of our safety system. Your prompt may contain text ' +
      'or images that are not allowed by our safety system.',
    null,
    'content_policy_violation',
  );
}
