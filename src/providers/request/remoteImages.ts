import type { Connection } from '../../core/connections/connection';
import { VisionError } from '../../core/errors';
import { isRemote, type RequestImage } from '../../core/images/images';
import { isServerlessHost } from '../endpoints/azureEndpoint';
import { isEndpointProblem, parseEndpoint } from '../endpoints/endpoint';

/** How servers say that they could not fetch an image, or want its bytes instead of a URL. */
const fetchWords = /\bdownload|\bimage urls?\b|\bbase64\b|\bnot accessible\b/i;

/** True where the server fetches the URL of an image itself: Azure OpenAI, also behind a gateway, and OpenAI. */
export function fetchesImages({ endpoint, provider }: Connection): boolean {
  const parsed = parseEndpoint(endpoint, provider);
  if (isEndpointProblem(parsed)) {
    return false;
  }
  const { hostname } = new URL(parsed.endpoint);
  return parsed.provider === 'azure' ? !isServerlessHost(hostname) : hostname === 'api.openai.com';
}

/** The failure of a request: as `urlUnreachable` where it is the server that could not fetch an image. */
export function withFetchFailure(error: VisionError, images: readonly RequestImage[]): VisionError {
  const { serverMessage = '' } = error.details;
  return error.kind === 'badRequest' && images.some(isRemote) && fetchWords.test(serverMessage)
    ? new VisionError('urlUnreachable', error.details, { cause: error })
    : error;
}
