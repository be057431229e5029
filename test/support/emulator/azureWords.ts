import { filterResults } from './azureShapes';
import { type ChatTarget, type Filter, Refusal } from './service';
import type { FailureStatus } from './types';
import type { RateState } from './rateLimit';
import { retryHeaders, secondsOf, waitHeaders } from './retryAfter';
import { openAiError } from './words';

/** The error body of Azure's gateway. */
export function azureRefusal(
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
): Refusal {
  return new Refusal(status, { error: { code, message } }, headers);
}

export function azureUnauthorized(kind: 'key' | 'token'): Refusal {
  return azureRefusal(
    401,
    '401',
    kind === 'key'
      ? 'Access denied due to invalid subscription key or wrong API endpoint. Make sure to ' +
          'provide a valid key for an active subscription and use a correct regional API ' +
          'endpoint for your resource.'
      : 'Unauthorized. Access token is missing, invalid, audience is incorrect ' +
          '(https://cognitiveservices.azure.com), or have expired.',
  );
}

/** A failure of the service in its words. */
export function azureFailure(
  status: FailureStatus,
  target: ChatTarget,
  _model: string,
  retryAfter = '1',
): Refusal {
  switch (status) {
    case 401:
      return azureUnauthorized('key');
    case 403:
      return azureRefusal(403, '403', 'Access denied due to Virtual Network/Firewall rules.');
    case 404:
      return azureRefusal(
        404,
        'DeploymentNotFound',
        'The API deployment for this resource does not exist. If you created the deployment ' +
          'within the last 5 minutes, please wait a moment and try again.',
      );
    case 408:
      return azureRefusal(408, 'Timeout', 'The operation was timeout.');
    case 413:
      return azureRefusal(413, 'RequestEntityTooLarge', 'The request body is too large.');
    case 429:
      return rateLimited(target.apiVersion ?? 'v1', retryAfter);
    case 500:
      return new Refusal(
        500,
        openAiError(
          'The server had an error while processing your request. Sorry about that! You can ' +
            'retry your request, or contact us through an Azure support request at: ' +
            'https://go.microsoft.com/fwlink/?linkid=2213926 if the error persists.',
          'server_error',
          null,
          null,
        ),
      );
    case 503:
      return azureRefusal(
        503,
        'ServiceUnavailable',
        'The service is temporarily unable to process your request. Please try again later.',
      );
  }
}

function rateLimited(apiVersion: string, retryAfter: string): Refusal {
  const words = rateWords(apiVersion, 'token', secondsOf(retryAfter));
  return azureRefusal(429, '429', words, retryHeaders(retryAfter));
}

/** More requests than the deployment takes. */
export function azureRateLimited(
  { waitSeconds, resetSeconds }: RateState,
  { apiVersion = 'v1' }: ChatTarget,
  _model: string,
  headers: Record<string, string>,
): Refusal {
  return azureRefusal(429, '429', rateWords(apiVersion, 'call', Math.ceil(waitSeconds)), {
    ...headers,
    ...waitHeaders(waitSeconds),
    'x-ratelimit-reset-requests': String(Math.ceil(resetSeconds)),
  });
}

function rateWords(apiVersion: string, unit: 'token' | 'call', seconds: number): string {
  return (
    'Requests to the ChatCompletions_Create Operation under Azure OpenAI API version ' +
    `${apiVersion} have exceeded ${unit} rate limit of your current OpenAI S0 pricing tier. ` +
    `Please retry after ${seconds} seconds. Please go here: https://aka.ms/oai/quotaincrease ` +
    'if you would like to further increase the default rate limit.'
  );
}

/** A prompt that the content filter refused. */
export function azureFiltered(filter: Filter): Refusal {
  const message =
    "The response was filtered due to the prompt triggering Azure OpenAI's content management " +
    'policy. Please modify your prompt and retry. To learn more about our content filtering ' +
    'policies please read our documentation: https://go.microsoft.com/fwlink/?linkid=2198766';
  return new Refusal(400, {
    error: {
      message,
      type: null,
      param: 'prompt',
      code: 'content_filter',
      status: 400,
      innererror: {
        code: 'ResponsibleAIPolicyViolation',
        content_filter_result: filterResults('prompt', filter),
      },
    },
  });
}
