import { randomFrom } from '../support/emulator/wire';

/** Choices that are the same for the same seed. */
export class Random {
  private readonly next: () => number;

  constructor(seed: number) {
    this.next = randomFrom(seed);
  }

  /** True so often, from 0 to 1. */
  chance(often: number): boolean {
    return this.next() < often;
  }

  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.next() * items.length)];
    if (item === undefined) {
      throw new Error('There is nothing to choose from.');
    }
    return item;
  }

  /** Picks each item as often as its weight says. */
  weighted<T extends { readonly weight: number }>(items: readonly T[]): T {
    return this.pick(items.flatMap((item) => Array<T>(item.weight).fill(item)));
  }
}
