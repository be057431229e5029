import { Allowance } from './allowance';
import { systemClock, type Clock } from './clock';
import { Concurrency } from './concurrency';
import { Line } from './line';
import { Pace } from './pace';
import type { RateLimits } from './rateLimits';

/** How a request ended. `limited` is a refusal for its rate, 429; `failed` says nothing of limits. */
export interface Outcome {
  readonly type: 'done' | 'limited' | 'failed';
  /** Of `limited`: when the host wants the next request, if it said so. */
  readonly retryAfterSeconds?: number;
  /** What the reply's headers told. */
  readonly limits?: RateLimits;
}

/** The leave to send one request. */
export interface Pass {
  /** To be called once, when the request is over; later calls do nothing. */
  leave(outcome: Outcome): void;
}

/** A request on its way. */
interface Sent {
  readonly ordinal: number;
  readonly at: number;
  /** How many others were in flight when it was sent, and how many were allowed. */
  readonly others: number;
  readonly allowed: number;
}

/** The first request after a refusal that tells too little; the others wait for what becomes of it. */
type Scout = 'none' | 'wanted' | { readonly ordinal: number; readonly until: number };

/** What a gate needs from outside; each has a default. */
export interface RateGateOptions {
  readonly clock?: Clock;
  /**
   * Gives numbers from 0 up to 1, so that clients that were refused together do not come back
   * together.
   */
  readonly random?: () => number;
  /** The most requests in flight. */
  readonly maximum?: number;
}

/** Milliseconds of the first wait where a host names none; it doubles with each refusal that follows. */
const firstWait = 300;
const longestWait = 30_000;

/**
 * Lets requests to one host through as fast as its limits allow: first come, first served, and with hardly
 * any refusals. It goes by the headers of replies; where they tell nothing, it learns from refusals how
 * many requests at a time the host takes, or how many a second. After a refusal all wait.
 */
export class RateGate {
  private readonly clock: Clock;
  private readonly random: () => number;
  private readonly line = new Line<() => void>();
  private readonly concurrency: Concurrency;
  private readonly pace = new Pace();
  private readonly requests = new Allowance(1);
  private readonly tokens = new Allowance();
  private ordinal = 0;
  private inFlight = 0;
  private lastAt = -Infinity;
  private closedUntil = -Infinity;
  /** Requests up to this one were sent before the latest refusal was known. */
  private refusedUpTo = 0;
  private refusalsInRow = 0;
  private refusalTime = 0;
  private scout: Scout = 'none';
  private stopTimer: (() => void) | undefined;

  constructor({ clock = systemClock, random = Math.random, maximum = 32 }: RateGateOptions = {}) {
    this.clock = clock;
    this.random = random;
    this.concurrency = new Concurrency(maximum);
  }

  /** Resolves when a request may be sent. Rejects with the signal's reason as soon as it aborts. */
  enter(signal: AbortSignal): Promise<Pass> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const leave = (): void => {
        this.line.remove(place);
        reject(signal.reason as Error);
      };
      const place = this.line.push(() => {
        signal.removeEventListener('abort', leave);
        resolve(this.pass());
      });
      signal.addEventListener('abort', leave, { once: true });
      if (this.line.length === 1) {
        this.admit();
      }
    });
  }

  private admit(): void {
    this.stopTimer?.();
    this.stopTimer = undefined;
    while (this.line.length > 0 && this.inFlight < this.concurrency.limit) {
      const now = this.clock.now();
      const wait = this.opensAt(now) - now;
      if (wait > 0) {
        this.stopTimer = this.clock.after(Math.ceil(wait), () => this.admit());
        return;
      }
      this.line.shift()?.();
    }
  }

  private opensAt(now: number): number {
    return Math.max(
      this.closedUntil,
      this.lastAt + this.concurrency.spacing,
      this.pace.opensAt(now),
      this.requests.opensAt(now, this.inFlight, this.pace.isKnown),
      this.tokens.opensAt(now, this.inFlight, true),
      typeof this.scout === 'object' ? this.scout.until : now,
    );
  }

  private pass(): Pass {
    const at = this.clock.now();
    const sent: Sent = {
      ordinal: ++this.ordinal,
      at,
      others: this.inFlight++,
      allowed: this.concurrency.limit,
    };
    this.lastAt = at;
    [this.pace, this.requests, this.tokens].forEach((one) => one.sent(at));
    this.scout =
      this.scout === 'wanted'
        ? { ordinal: sent.ordinal, until: at + 2 * this.refusalTime }
        : 'none';
    let isOver = false;
    return {
      leave: (outcome) => {
        if (!isOver) {
          isOver = true;
          this.left(sent, outcome);
          this.admit();
        }
      },
    };
  }

  private left(sent: Sent, { type, limits, retryAfterSeconds }: Outcome): void {
    const now = this.clock.now();
    this.inFlight--;
    if (typeof this.scout === 'object' && this.scout.ordinal === sent.ordinal) {
      this.scout = 'none';
    }
    const answered = { ordinal: sent.ordinal, sentAt: sent.at, latest: this.ordinal, now };
    if (limits?.requests) {
      this.requests.tell(limits.requests, answered);
    }
    if (limits?.tokens) {
      this.tokens.tell(limits.tokens, answered);
    }
    const isNew = sent.ordinal > this.refusedUpTo;
    if (type === 'done' && isNew) {
      this.refusalsInRow = 0;
      this.concurrency.succeeded(now - sent.at, this.inFlight + 1);
    } else if (type === 'limited') {
      const told = waitIn(retryAfterSeconds);
      this.close(now + told);
      if (isNew) {
        this.refused(sent, now, told);
      } else {
        this.pace.refusedToo();
      }
    }
  }

  /** The first refusal since the last was known; `told` is how many milliseconds the host wants, or 0. */
  private refused({ at, others, allowed }: Sent, now: number, told: number): void {
    this.refusedUpTo = this.ordinal;
    this.refusalTime = now - at;
    const isSure = this.learn(others, allowed, now, told);
    const own = isSure
      ? Math.min(longestWait, 1000 / this.pace.rateAt(now))
      : Math.min(longestWait, firstWait * 2 ** this.refusalsInRow) * (1 + this.random() / 4);
    this.refusalsInRow += isSure ? 0 : 1;
    this.scout = isSure ? 'none' : 'wanted';
    // A host that names a time knows it; a moment only says when there is room for one.
    this.close(now + (told > own / 2 ? 0 : own));
  }

  private close(until: number): void {
    this.closedUntil = Math.max(this.closedUntil, until);
  }

  /** Finds what limit a refusal comes from. True where that was known before. */
  private learn(others: number, allowed: number, now: number, told: number): boolean {
    const opening = now + told;
    if (this.refusalsInRow === 0 && !this.pace.endsWindow(now, opening)) {
      const wasKnown = this.concurrency.isKnown;
      if (this.concurrency.refused(others, others + 1 >= allowed || !this.pace.isKnown)) {
        this.pace.begin(opening);
        return wasKnown;
      }
    }
    return this.pace.refused(now, opening);
  }
}

/** What a host wants in milliseconds; 0 where it says nothing that makes sense. */
function waitIn(seconds: number | undefined): number {
  return seconds !== undefined && seconds > 0 && seconds < Infinity ? seconds * 1000 : 0;
}
