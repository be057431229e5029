import { isRecord } from '../record';
import { isLoopback } from './loopback';

/** An Azure AI Vision (Computer Vision) resource, which Sightline or a connection's service may ask. */
export interface VisionResource {
  /** Its URL, normalised: HTTPS (or HTTP on this machine), without user, query, fragment or slash at the end. */
  readonly endpoint: string;
}

/**
 * `vision` of a connection in, the resource out; undefined where its endpoint is no URL, has a user name
 * or password in it, or is plain HTTP to another machine: a key goes along with it.
 */
export function parseVision(value: unknown): VisionResource | undefined {
  const endpoint = isRecord(value) ? value.endpoint : undefined;
  if (typeof endpoint !== 'string' || !URL.canParse(endpoint.trim())) {
    return undefined;
  }
  const { protocol, hostname, username, password, origin, pathname } = new URL(endpoint.trim());
  const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
  if (!isSafe || username !== '' || password !== '') {
    return undefined;
  }
  return { endpoint: origin + pathname.replace(/\/+$/, '') };
}
