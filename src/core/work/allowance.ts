import type { RateLimit } from './rateLimits';

/** Where no reset is told, what is left is soon out of date: Azure counts some limits by the second. */
const freshness = 1000;

/** In milliseconds, how far what the two kinds of limit foretell must differ to tell which it is. */
const clearDifference = 1000;

/** The share that is left for requests that overtake one another. */
const spareShare = 1 / 50;

/** Which request a reply belongs to. */
export interface Answered {
  /** The number of the request. */
  readonly ordinal: number;
  readonly sentAt: number;
  /** The number of the latest request. */
  readonly latest: number;
  readonly now: number;
}

/**
 * What replies' headers leave free of one limit. Hosts count in one of two ways: a bucket that fills up
 * steadily, as OpenAI's, or a window at whose end all is free again. The headers look alike; how the
 * reset moves from one reply to the next tells which it is. Times are in milliseconds.
 */
export class Allowance {
  private free: { readonly amount: number; readonly at: number } | undefined;
  private told:
    { readonly remaining: number; readonly at: number; readonly ordinal: number } | undefined;
  private limit = Infinity;
  private resetAt = Infinity;
  /** What comes back in a millisecond. */
  private refill = 0;
  private isWindow = false;
  private cost: number;

  /** `fixedCost` is what a request takes; where it is absent, as of tokens, it is learned. */
  constructor(private readonly fixedCost?: number) {
    this.cost = fixedCost ?? 0;
  }

  sent(now: number): void {
    if (this.free) {
      this.free = { amount: this.amountAt(now) - this.cost, at: now };
    }
  }

  /** The headers of a reply. Those of a request before one that told already are out of date. */
  tell({ limit, remaining, resetSeconds }: RateLimit, answered: Answered): void {
    const { ordinal, sentAt, latest, now } = answered;
    if (remaining === undefined || (this.told && ordinal <= this.told.ordinal)) {
      return;
    }
    this.limit = limit ?? Infinity;
    this.learnReset(this.limit - remaining, resetSeconds, sentAt);
    this.learnCost(remaining, ordinal, sentAt);
    this.told = { remaining, at: sentAt, ordinal };
    this.free = { amount: remaining, at: sentAt };
    this.free = { amount: this.amountAt(now) - this.cost * (latest - ordinal), at: now };
  }

  /**
   * When the next request may be sent, with so many in flight. `isPaced`: something surer than what was
   * left a while ago sees to that.
   */
  opensAt(now: number, inFlight: number, isPaced: boolean): number {
    const cost = Math.min(this.cost, this.limit);
    const missing = cost + this.spareFor(cost) - this.amountAt(now);
    if (!this.told || missing <= 0) {
      return now;
    }
    if (this.refill > 0 && !this.isWindow) {
      return now + missing / this.refill;
    }
    if (this.resetAt < Infinity) {
      return Math.max(now, this.resetAt);
    }
    return isPaced || inFlight === 0 ? now : Math.max(now, this.told.at + freshness);
  }

  private spareFor(cost: number): number {
    return cost === 0 || this.limit === Infinity
      ? 0
      : cost * Math.floor((this.limit * spareShare) / cost);
  }

  private amountAt(now: number): number {
    if (!this.free) {
      return Infinity;
    }
    const { amount, at } = this.free;
    if (this.refill > 0 && !this.isWindow) {
      return Math.min(this.limit, amount + this.refill * (now - at));
    }
    return at < this.resetAt && now >= this.resetAt ? this.limit : amount;
  }

  private learnReset(used: number, resetSeconds: number | undefined, sentAt: number): void {
    const reset = (resetSeconds ?? Infinity) * 1000;
    if (used > 0 && used < Infinity && reset > 0 && reset < Infinity) {
      if (this.refill > 0) {
        const asBucket = Math.abs(reset - used / this.refill);
        const asWindow = Math.abs(reset - (this.resetAt - sentAt));
        if (Math.abs(asBucket - asWindow) > clearDifference) {
          this.isWindow = asWindow < asBucket;
        }
      }
      this.refill = used / reset;
    }
    this.resetAt = sentAt + reset;
  }

  private learnCost(remaining: number, ordinal: number, sentAt: number): void {
    if (this.fixedCost !== undefined) {
      return;
    }
    if (!this.told) {
      this.cost = this.limit < Infinity ? (this.limit - remaining) / ordinal : 0;
      return;
    }
    const refilled = this.isWindow ? 0 : this.refill * (sentAt - this.told.at);
    const before = Math.min(this.limit, this.told.remaining + refilled);
    const each = (before - remaining) / (ordinal - this.told.ordinal);
    if (each > 0) {
      this.cost = this.cost === 0 ? each : this.cost + (each - this.cost) / 8;
    }
  }
}
