import type { Decision } from '../../core/cost/receipt';

/** Hands what the user chooses in the panel to whoever waits for it. */
export class Decisions {
  private resolve: ((decision: Decision) => void) | undefined;

  /** The next choice; undefined when the signal aborts. */
  next(signal: AbortSignal): Promise<Decision> {
    return new Promise((resolve) => {
      if (signal.aborted) {
        resolve(undefined);
        return;
      }
      this.resolve = resolve;
      signal.addEventListener('abort', () => resolve(undefined), { once: true });
    });
  }

  /** What the user chose; of no effect where nobody waits. */
  take(decision: Decision): void {
    this.resolve?.(decision);
    this.resolve = undefined;
  }
}
