const atFirst = 8;

/** Milliseconds from one request to the next, while nothing is known of the latency. */
const firstSpacing = 15;

/** After so many successes one more is tried than was refused; three times as many after each failure. */
const firstPatience = 10;
const longestPatience = 180;

/**
 * How many requests may be in flight. It starts small, grows by two with each success, and halves at a
 * refusal. A refusal with about as many in flight as at the one before is taken for a limit on
 * concurrency: growth ends there, and only now and then one more is tried.
 */
export class Concurrency {
  private current: number;
  private ceiling: number;
  /** With so many others in flight a request was refused. */
  private refusedAt: number | undefined;
  private wasMistaken = false;
  private successes = 0;
  private patience = firstPatience;
  private step = 1;
  private latency = 0;
  private samples = 0;

  constructor(private readonly maximum: number) {
    this.current = Math.min(atFirst, maximum);
    this.ceiling = maximum;
  }

  get limit(): number {
    return this.current;
  }

  /** Whether a limit on concurrency was met. */
  get isKnown(): boolean {
    return this.refusedAt !== undefined;
  }

  /** Milliseconds from one request to the next, so that no growth becomes a burst. */
  get spacing(): number {
    return this.samples === 0 ? firstSpacing : (0.8 * this.latency) / this.current;
  }

  /** A request was answered after so many milliseconds; `inFlight` counts it still. */
  succeeded(latency: number, inFlight: number): void {
    this.samples = Math.min(this.samples + 1, 8);
    this.latency += (latency - this.latency) / this.samples;
    if (inFlight < this.current / 2) {
      return;
    }
    if (this.current < this.ceiling) {
      this.current = Math.min(this.ceiling, this.current + 2);
    } else if (this.ceiling < this.maximum && ++this.successes >= this.patience) {
      this.step = this.ceiling > (this.refusedAt ?? 0) ? this.step * 2 : 1;
      this.ceiling = Math.min(this.maximum, this.ceiling + this.step);
      this.successes = 0;
    }
  }

  /**
   * A request was refused that was sent with so many others in flight. True where a limit on concurrency
   * explains it; the first refusal is only taken for that where `isLikely`.
   */
  refused(others: number, isLikely: boolean): boolean {
    const before = this.refusedAt;
    const isExplained =
      before === undefined ? isLikely && !this.wasMistaken : others >= 0.9 * before;
    this.successes = 0;
    if (others === 0 || !isExplained) {
      this.wasMistaken = true;
      this.refusedAt = undefined;
      this.ceiling = this.maximum;
      this.current = half(this.current);
      return false;
    }
    const isKnown = before !== undefined && others <= 1.1 * before;
    this.patience = isKnown ? Math.min(longestPatience, this.patience * 3) : firstPatience;
    this.refusedAt = others;
    this.ceiling = others;
    this.current = before === undefined ? half(others) : others;
    return true;
  }
}

function half(count: number): number {
  return Math.max(1, Math.floor(count / 2));
}
