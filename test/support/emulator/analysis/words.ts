import { azureRefusal, azureUnauthorized } from '../azureWords';
import { retryHeaders, secondsOf } from '../retryAfter';
import { Refusal } from '../service';
import type { FailureStatus } from '../types';

/**
 * What Image Analysis 4.0 says where it refuses something. Sources: Microsoft, "Call the Image Analysis 4.0
 * Analyze API", Error codes; Microsoft Q&A 1688452 (sizes), 1333409 (regions).
 */
export function invalidRequest(message: string, inner?: { code: string; message: string }) {
  return new Refusal(400, {
    error: { code: 'InvalidRequest', message, ...(inner && { innererror: inner }) },
  });
}

export const noFeatures = () =>
  invalidRequest("Either 'features' or 'model-name' needs to be specified in the query parameter.");

export const wrongFeature = () =>
  invalidRequest('Analyze query is invalid.', {
    code: 'NotSupportedVisualFeature',
    message: 'Specified feature type is not valid',
  });

export const notInRegion = (feature: string) =>
  invalidRequest(`The feature '${feature}' is not supported in this region.`);

export const wrongContentType = (type: string) =>
  invalidRequest(`The provided image content type ${type} is not supported.`);

export const wrongBytes = () =>
  invalidRequest('The image size is not allowed to be zero or larger than 20971520 bytes.');

export function wrongFormat(): Refusal {
  const message = 'Image format is not valid.';
  return invalidRequest(message, { code: 'InvalidImageFormat', message });
}

export function wrongSize(): Refusal {
  const message = 'The image dimension is not allowed to be smaller than 50 and larger than 16000.';
  return invalidRequest(message, { code: 'InvalidImageSize', message });
}

export const notFound = () => azureRefusal(404, '404', 'Resource not found');

/** A resource of another kind that has the same gateway (MicrosoftLearning/mslearn-ai-vision, issue 21). */
export const otherResource = (apiVersion: string) =>
  azureRefusal(
    401,
    '401',
    `The Analyze Operation under Computer Vision APIs (${apiVersion}) is not supported with the ` +
      'current subscription key and pricing tier OpenAI.S0.',
  );

/** A failure of the service; that of the limit in the words of its other operations. */
export function analysisFailure(status: FailureStatus, retryAfter = '1'): Refusal {
  switch (status) {
    case 401:
      return azureUnauthorized('key');
    case 403:
      return azureRefusal(403, '403', 'Access denied due to Virtual Network/Firewall rules.');
    case 404:
      return notFound();
    case 408:
      return azureRefusal(408, 'Timeout', 'The operation was timeout.');
    case 413:
      return azureRefusal(413, 'RequestEntityTooLarge', 'The request body is too large.');
    case 429:
      return azureRefusal(
        429,
        '429',
        'Requests to the Analyze Operation under Computer Vision API (2024-02-01) have exceeded ' +
          'call rate limit of your current ComputerVision F0 pricing tier. Please retry after ' +
          `${secondsOf(retryAfter)} seconds. To increase your rate limit switch to a paid tier.`,
        retryHeaders(retryAfter),
      );
    case 500:
      return azureRefusal(500, 'InternalServerError', 'Internal server error.');
    case 503:
      return azureRefusal(503, 'ServiceUnavailable', 'Service unavailable.');
  }
}
