import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';

/** A generator of numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x100000000;
  };
}

/**
 * Writes text to a body in pieces that are cut at random: anywhere, at times inside `data:`, and
 * inside every other character of several bytes. What is not flushed waits for the next text, so
 * that a piece can hold the end of one event and the start of the next.
 */
export class ScatteredWriter {
  private held = Buffer.alloc(0);

  constructor(
    private readonly body: Writable,
    private readonly random: () => number,
  ) {}

  /** False if the client is gone. */
  async write(text: string, flush: boolean): Promise<boolean> {
    const bytes = Buffer.concat([this.held, Buffer.from(text)]);
    const end = flush ? bytes.length : bytes.length - Math.min(bytes.length, this.below(12));
    let start = 0;
    for (const cut of this.cuts(bytes, end)) {
      if (this.body.destroyed) {
        return false;
      }
      if (!this.body.write(bytes.subarray(start, cut))) {
        await Promise.race([once(this.body, 'drain'), once(this.body, 'close')]);
      }
      start = cut;
      // Node joins what is written in one turn to one chunk.
      await setImmediate();
    }
    this.held = bytes.subarray(end);
    return !this.body.destroyed;
  }

  private cuts(bytes: Buffer, end: number): number[] {
    const cuts = new Set([end]);
    for (let at = this.below(200) + 1; at < end; at += this.below(200) + 1) {
      cuts.add(at);
    }
    for (let at = 1; at < end; at++) {
      const insideCharacter = ((bytes[at] ?? 0) & 0xc0) === 0x80;
      const insideData = bytes.toString('latin1', at - 2, at + 3) === 'data:';
      if ((insideCharacter || insideData) && this.random() < 0.5) {
        cuts.add(at);
      }
    }
    return [...cuts].filter((cut) => cut > 0).sort((a, b) => a - b);
  }

  private below(limit: number): number {
    return Math.floor(this.random() * limit);
  }
}
