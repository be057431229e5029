import type { FailureContext } from '../reply/responseError';
import { secretsInPath } from './logPath';
import type { Target } from './target';

/** What a failure of a request to a target may tell, and the secrets that it may not. */
export function contextOf(target: Target, secrets: readonly string[] = []): FailureContext {
  const { host, deployment, needsKey, token, headers, chatUrl } = target;
  // True where nothing that is sent tells who asks.
  const isKeyless = !needsKey && token === undefined && headers === undefined;
  return {
    host,
    deployment,
    ...(token && { auth: 'entra' }),
    ...(isKeyless && { keyless: true }),
    secrets: [...secrets, ...secretsInPath(chatUrl)],
  };
}
