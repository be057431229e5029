import type { Connection } from '../../core/connections/connection';
import { sendableTypes } from '../../core/images/images';
import type { Recipient } from '../../core/connections/recipient';
import { namesOf } from './parameters';
import { fetchesImages } from './remoteImages';
import { targetOf } from './target';

/**
 * What is known of a connection's server and model by now. Throws `connectionInvalid` where the
 * endpoint is not understood. Servers other than OpenAI and Azure OpenAI are not all able to decode
 * GIF and WebP (llama.cpp is not), so they get PNG and JPEG.
 */
export function recipientOf(connection: Connection): Recipient {
  const target = targetOf(connection);
  const isOpenAi = fetchesImages(connection);
  return {
    host: target.host,
    deployment: target.deployment,
    names: namesOf(target),
    isOpenAi,
    types: isOpenAi ? sendableTypes : ['image/png', 'image/jpeg'],
    maxImages: target.maxImages,
  };
}
