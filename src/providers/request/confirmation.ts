import { isLoopback, type Connection, type HostReason } from '../../core/connections/connection';
import { secretsIn } from '../../core/connections/headers';
import { VisionError } from '../../core/errors';
import { isAzureHost } from '../endpoints/azureEndpoint';
import type { Network } from './network';
import { targetOf, type SignedTarget } from './target';

/**
 * What the user has to allow before a connection's host is sent anything; undefined where that is
 * nothing: on this machine, at Azure's own hosts with a token, and over HTTPS where a key or a secret
 * is stored for the origin, which was the user's own doing. Throws `connectionInvalid` as `targetOf` does.
 */
export function confirmationFor(connection: Connection): HostReason | undefined {
  return neededConfirmation(targetOf(connection));
}

/** Throws `hostNotConfirmed` with its reason where the user did not allow what a target needs. */
export function checkConfirmed(target: SignedTarget, network: Network): void {
  const { host, deployment } = target;
  const reason = neededConfirmation(target);
  if (reason !== undefined && !isConfirmed(host, reason, network)) {
    throw new VisionError('hostNotConfirmed', { host, deployment, reason });
  }
}

/** The same of a target; a reason to ask holds whatever the user has allowed so far. */
export function neededConfirmation({
  origin,
  token,
  needsKey,
  headers,
}: SignedTarget): HostReason | undefined {
  const { protocol, hostname } = new URL(origin);
  if (isLoopback(hostname)) {
    return undefined;
  }
  if (token) {
    // Over plain HTTP it never goes, confirmed or not.
    return protocol === 'http:' || isAzureHost(hostname) ? undefined : 'token';
  }
  if (protocol === 'http:') {
    return 'plainHttp';
  }
  return needsKey || secretsIn(headers).length > 0 ? undefined : 'keyless';
}

function isConfirmed(host: string, reason: HostReason, network: Network): boolean {
  switch (reason) {
    case 'plainHttp':
      return network.mayUsePlainHttp(host);
    case 'token':
      return network.mayUseToken(host);
    case 'keyless':
      return network.maySendUnsigned(host);
  }
}
