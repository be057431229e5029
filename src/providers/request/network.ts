import type { RateLimits } from '../../core/work/rateLimits';
import type { Lessons } from './form';

/** What the providers need from outside. */
export interface Network {
  readonly fetch: typeof globalThis.fetch;
  /** The key that is bound to an origin, or undefined. */
  key(origin: string): Promise<string | undefined>;
  /**
   * A token of Microsoft Entra ID, asked for anew before each request; undefined where the user did
   * not sign in. Rejects where the sign-in failed.
   */
  token(request: TokenRequest): Promise<string | undefined>;
  /** The secret of that name that is bound to an origin, or undefined. */
  secret(origin: string, name: string): Promise<string | undefined>;
  /** True where the user allowed plain HTTP to a host (with its port, if any). */
  mayUsePlainHttp(host: string): boolean;
  /** The same for a token of Microsoft Entra ID to a host that is not Azure's. */
  mayUseToken(host: string): boolean;
  /** The same for requests that neither a key, nor a token, nor a stored secret signs. */
  maySendUnsigned(host: string): boolean;
  /** Called once for each HTTP try, when it is over. */
  record(entry: HttpRecord): void;
  /** Kept for as long as the program runs; empty at first. */
  readonly lessons: Lessons;
}

/** Which token is wanted, in the words of VS Code's authentication API. */
export interface TokenRequest {
  readonly provider: 'microsoft' | 'microsoft-sovereign-cloud';
  readonly scopes: readonly string[];
}

/** One HTTP try for the log: no content, no key, no query, no token that stands in the path. */
export interface HttpRecord {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly status?: number;
  readonly requestId?: string;
  /** From the call until the body ended. */
  readonly milliseconds: number;
  /** A name or a code, for example `ECONNREFUSED`. */
  readonly error?: string;
  readonly bytesSent?: number;
  /** What the answer's headers told of rate limits. */
  readonly limits?: RateLimits;
}
