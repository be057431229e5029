import type { Connection } from '../../core/connections/connection';
import type { Recipient } from '../../core/connections/recipient';
import { sendableTypes } from '../../core/images/images';
import { isServerlessHost } from '../endpoints/azureEndpoint';
import { isEndpointProblem, parseEndpoint } from '../endpoints/endpoint';
import type { Network } from './network';
import { learnedOf } from './parameters';
import { targetOf } from './target';

/**
 * What is known of a connection's server and model by now. Throws `connectionInvalid` where the
 * endpoint is not understood. Servers other than OpenAI and Azure OpenAI are not all able to decode
 * GIF and WebP (llama.cpp is not), so they get PNG and JPEG.
 */
export function recipientOf(
  connection: Connection,
  { lessons }: Pick<Network, 'lessons'>,
): Recipient {
  const target = targetOf(connection);
  const { host, deployment, modelName, maxImages } = target;
  const { model } = learnedOf(lessons, target);
  const isOpenAi = fetchesImages(connection);
  return {
    host,
    deployment,
    names: [deployment, model, modelName].filter((name) => name !== undefined),
    isOpenAi,
    types: isOpenAi ? sendableTypes : ['image/png', 'image/jpeg'],
    maxImages,
  };
}

/** True where the server fetches the URL of an image itself: Azure OpenAI, also behind a gateway, and OpenAI. */
export function fetchesImages({ endpoint, provider }: Connection): boolean {
  const parsed = parseEndpoint(endpoint, provider);
  if (isEndpointProblem(parsed)) {
    return false;
  }
  const { hostname } = new URL(parsed.endpoint);
  return parsed.provider === 'azure' ? !isServerlessHost(hostname) : hostname === 'api.openai.com';
}
