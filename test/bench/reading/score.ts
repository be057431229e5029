/** How much of a text was read, and how much of what was read is right: shares from 0 to 1. */
export interface Score {
  readonly recall: number;
  readonly precision: number;
  readonly missing: readonly string[];
  readonly wrong: readonly string[];
}

/** Compares words, each counted as often as it occurs; case and punctuation at their ends do not count. */
export function scoreOf(known: readonly string[], text: string): Score {
  const words = bared(known);
  const read = bared(text.split(/\s+/));
  const missing = without(words, read);
  const wrong = without(read, words);
  return {
    recall: 1 - missing.length / Math.max(1, words.length),
    precision: 1 - wrong.length / Math.max(1, read.length),
    missing,
    wrong,
  };
}

function bared(words: readonly string[]): string[] {
  return words
    .map((word) => word.toLowerCase().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''))
    .filter((word) => word !== '');
}

/** Those of some words that are not among others. */
function without(words: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  others.forEach((word) => left.set(word, (left.get(word) ?? 0) + 1));
  return words.filter((word) => {
    const count = left.get(word) ?? 0;
    left.set(word, count - 1);
    return count <= 0;
  });
}
