/** The share of time that painting may take is one part in this many and one more. */
const restFactor = 3;

/**
 * Calls `paint` at most once in an animation frame, however often it is asked to. A paint that took
 * long is followed by a rest three times as long, so that the panel stays usable.
 */
export class Painter {
  private frame = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private restUntil = 0;

  constructor(private readonly paint: () => void) {}

  /** Paints in the next frame, or after the rest. */
  request(): void {
    if (this.frame !== 0 || this.timer !== undefined) {
      return;
    }
    const wait = this.restUntil - performance.now();
    if (wait > frameMilliseconds) {
      this.timer = setTimeout(() => {
        this.timer = undefined;
        this.request();
      }, wait);
    } else {
      this.frame = requestAnimationFrame(() => this.now());
    }
  }

  /** Paints at once, in place of what was asked for. */
  now(): void {
    cancelAnimationFrame(this.frame);
    clearTimeout(this.timer);
    this.frame = 0;
    this.timer = undefined;
    const start = performance.now();
    this.paint();
    const end = performance.now();
    this.restUntil = end + (end - start) * restFactor;
  }
}

const frameMilliseconds = 16;
