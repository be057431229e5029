/** How long a request may be silent, in milliseconds, and how often it is tried. */
export interface Patience {
  /** Without a byte until the first text: connecting, queueing, thinking. */
  readonly firstText: number;
  /** Without a byte after the first text. */
  readonly nextText: number;
  /** Without a byte after the finish reason, while only the usage is missing. */
  readonly afterFinish: number;
  /** How often a request is sent in all, as long as it fails in a way that is likely to pass. */
  readonly tries: number;
  /** The time before the second try, where the server names none; it doubles with each. */
  readonly backOff: number;
}

export const usualPatience: Patience = {
  firstText: 120_000,
  nextText: 30_000,
  afterFinish: 2_000,
  tries: 3,
  backOff: 1_000,
};

/** Calls `onSilence` once when nothing was heard for the limit, which can change. */
export class Watchdog {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isExpired = false;
  private isFinal = false;

  constructor(
    private limit: number,
    private readonly onSilence: () => void,
  ) {
    this.touch();
  }

  get expired(): boolean {
    return this.isExpired;
  }

  /** Something was heard; from now on the silence may last `limit` milliseconds. */
  touch(limit = this.limit): void {
    if (this.isFinal) {
      return;
    }
    this.limit = limit;
    this.stop();
    this.timer = setTimeout(() => {
      this.isExpired = true;
      this.onSilence();
    }, limit);
  }

  /** From now on it ends after `limit` milliseconds, whatever is heard. */
  endAfter(limit: number): void {
    this.touch(limit);
    this.isFinal = true;
  }

  /** The reader's own time is no silence of the server: nothing is waited for until the next touch. */
  pause(): void {
    if (!this.isFinal) {
      this.stop();
    }
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}
