import type { Provider } from '../../core/connections/connection';

/** What a pasted endpoint says. `endpoint` is normalised: no user, query, fragment or trailing slash. */
export interface ParsedEndpoint {
  /** Differs from the one asked for where the host plainly belongs to the other. */
  readonly provider: Provider;
  readonly endpoint: string;
  readonly deployment?: string;
  readonly apiVersion?: string;
}

/**
 * Why a pasted text is no usable endpoint: plain HTTP to a public service, a key in its place, or a
 * form that is not known. Never holds the text.
 */
export interface EndpointProblem {
  readonly problem: 'insecure' | 'looksLikeKey' | 'unknownForm';
}
