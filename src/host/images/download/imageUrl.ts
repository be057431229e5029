import { isIP } from 'node:net';
import { isPublicAddress } from './publicAddress';

/** Why a URL is not to be fetched. */
export type UrlProblem = 'scheme' | 'credentials' | 'private';

/** A text that is no URL to ask about, and why. */
export type ImageUrlProblem =
  { readonly problem: 'noUrl' } | { readonly problem: UrlProblem; readonly host: string };

/** Names that stand for nothing outside a machine or its network (RFC 6761, 6762, 8375, `.internal`). */
const privateNames = /(?:^|\.)(?:localhost|local|internal|home\.arpa)\.?$/;

/** What a user typed in, the URL without its fragment out, or why it cannot be taken. */
export function parseImageUrl(text: string): URL | ImageUrlProblem {
  if (!URL.canParse(text)) {
    return { problem: 'noUrl' };
  }
  const url = new URL(text);
  const problem = urlProblem(url);
  url.hash = '';
  return problem === undefined ? url : { problem, host: url.host };
}

/**
 * Why a URL is not to be fetched, as far as it tells by itself: another scheme, a user or password
 * in it, an address or a name of this machine or of a private network.
 */
export function urlProblem(
  { protocol, username, password, hostname }: URL,
  isPublic: (address: string) => boolean = isPublicAddress,
): UrlProblem | undefined {
  if (protocol !== 'https:' && protocol !== 'http:') {
    return 'scheme';
  }
  if (username !== '' || password !== '') {
    return 'credentials';
  }
  const address = addressIn(hostname);
  const isReachable =
    address === undefined
      ? hostname.includes('.') && !privateNames.test(hostname)
      : isPublic(address);
  return isReachable ? undefined : 'private';
}

/** The IP address that a URL's hostname is, without brackets; undefined for a name. */
export function addressIn(hostname: string): string | undefined {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return isIP(bare) === 0 ? undefined : bare;
}
