/** What a reply's headers tell about one limit. */
export interface RateLimit {
  /** How much is free when nothing is used. */
  readonly limit?: number;
  /** How much of it was free once the request was counted. */
  readonly remaining?: number;
  /** Seconds until all of it is free again. */
  readonly resetSeconds?: number;
}

/** What a reply's headers tell about the limits of its host. */
export interface RateLimits {
  readonly requests?: RateLimit;
  readonly tokens?: RateLimit;
}
