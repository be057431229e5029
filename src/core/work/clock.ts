/** Time, as long work needs it. */
export interface Clock {
  /** Milliseconds from any start; never runs backwards. */
  now(): number;
  /** Calls back once, after so many milliseconds; the function that it returns prevents that. */
  after(milliseconds: number, callback: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};
