/** So many requests were let through in so many seconds. */
interface Measure {
  readonly requests: number;
  readonly seconds: number;
}

/** What a refusal told, and what was measured before that still counts. */
interface Refusal extends Measure {
  readonly isFirst: boolean;
  readonly before: Measure | undefined;
}

/** A point of a period, in milliseconds: how many requests were sent before it, and how fast they came. */
interface Mark {
  readonly at: number;
  readonly sent: number;
  readonly rate: number;
}

/** A measure of so many requests or more is relied on. */
const reliable = 10;

/** For so many requests at most counts what was measured before a new measure. */
const mostRemembered = 30;

/** For so many requests at most counts the first measure: it holds what a host had saved up. */
const mostAtFirst = 5;

/** Milliseconds of a timer's lateness that are made up for. */
const slack = 20;

/**
 * The requests a second that a host takes, learned from its refusals where no header tells. What was let
 * through from one refusal to the next is what the limit allows in that time. The pace begins a little
 * below that, rises to it, stays near it and goes beyond it late, so that refusals are few and a raised
 * limit is found. This is the curve of CUBIC (RFC 9438), over requests instead of time.
 */
export class Pace {
  /** Undefined while no limit is known. */
  private measure: Measure | undefined;
  private refusal: Refusal | undefined;
  /** Of the present period, from one refusal to the next; the latest first. */
  private marks: readonly Mark[] = [];
  private count = 0;
  private last = -Infinity;

  get isKnown(): boolean {
    return this.measure !== undefined;
  }

  /** In requests a second. */
  rateAt(now: number): number {
    if (!this.measure) {
      return Infinity;
    }
    const { requests, seconds } = this.measure;
    const spread = clamp(1 / requests, 0.02, 0.5);
    const span = clamp(2 * requests, 6, 100);
    const passed = Math.max(this.count, (now - this.startedAt(now)) / 5000) / span;
    const growth = passed < 2 ? 1 + spread * (passed - 1) ** 3 : (1 + spread) * 1.5 ** (passed - 2);
    return (requests / seconds) * growth;
  }

  /** When the next request may be sent. */
  opensAt(now: number): number {
    return this.last + 1000 / this.rateAt(now);
  }

  sent(now: number): void {
    if (this.marks.length === 0) {
      this.begin(now);
    }
    const rate = this.rateAt(now);
    if (rate < Infinity && rate > 1.4 * (this.marks[0]?.rate ?? 0)) {
      this.marks = [{ at: now, sent: this.count, rate }, ...this.marks];
    }
    this.last = Math.max(this.last + 1000 / rate, now - slack);
    this.count++;
  }

  /** Whether a wait until then is so long that all is free after it, as at the end of a window. */
  endsWindow(now: number, opening: number): boolean {
    return opening > now && opening - now >= 0.25 * (opening - this.startedAt(opening));
  }

  /** Begins a period at `opening`; by itself where a refusal tells nothing of the pace. */
  begin(opening: number): void {
    this.marks = [];
    this.count = 0;
    this.last = -Infinity;
    this.marks = [{ at: opening, sent: 0, rate: this.rateAt(opening) }];
  }

  /**
   * A request was refused, and the host opens again at `opening`. True where the pace is known so well
   * now that requests can go on at it.
   */
  refused(now: number, opening: number): boolean {
    const rate = this.rateAt(now);
    const whole = this.measureSince(this.marks.at(-1), opening);
    if (!whole || whole.requests < 1) {
      this.count = 0;
      return false;
    }
    // What came after the pace had risen tells more, unless it is the wait that makes up the time.
    const risen = this.marks.find(({ sent }) => this.count - 1 - sent >= reliable);
    const late = this.measureSince(risen, opening);
    const hasRisen = late !== undefined && rateOf(late) > rateOf(whole);
    const before = hasRisen ? undefined : this.measure;
    this.refusal = { ...(hasRisen ? late : whole), isFirst: !this.measure, before };
    this.measure = combined(this.refusal);
    this.begin(opening);
    const { isFirst, requests } = this.refusal;
    return !isFirst && requests >= reliable && this.rateAt(now) > 0.6 * rate;
  }

  /** Another one of those sent before that refusal was refused. */
  refusedToo(): void {
    if (this.refusal && this.refusal.requests > 0) {
      this.refusal = { ...this.refusal, requests: this.refusal.requests - 1 };
      this.measure = combined(this.refusal);
    }
  }

  /** The latest request, which was refused, does not count. */
  private measureSince(mark: Mark | undefined, opening: number): Measure | undefined {
    return mark && { requests: this.count - 1 - mark.sent, seconds: (opening - mark.at) / 1000 };
  }

  private startedAt(now: number): number {
    return this.marks.at(-1)?.at ?? now;
  }
}

function combined({ requests, seconds, isFirst, before }: Refusal): Measure | undefined {
  if (requests < 1) {
    return before;
  }
  if (!before) {
    const weight = isFirst ? Math.min(requests, mostAtFirst) : requests;
    return { requests: weight, seconds: (seconds * weight) / requests };
  }
  const weight = Math.min(mostRemembered, before.requests / 2);
  // A refusal after a few requests says that it was less, but not how much.
  const expected = rateOf(before) * (requests < reliable ? 0.9 : 1);
  return { requests: requests + weight, seconds: seconds + weight / expected };
}

function rateOf({ requests, seconds }: Measure): number {
  return requests / seconds;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
