/** What the providers need from outside. */
export interface Network {
  readonly fetch: typeof globalThis.fetch;
  /** The key that is bound to an origin, or undefined. */
  key(origin: string): Promise<string | undefined>;
  /** Called once for each HTTP try, when it is over. */
  record(entry: HttpRecord): void;
}

/** One HTTP try for the log: no content, no key, no query. */
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
}
