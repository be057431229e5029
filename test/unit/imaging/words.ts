/** How many of the known words stand in a text, 0 to 1, and which do not. Case and punctuation at a word's ends do not count. */
export function foundShare(
  known: readonly string[],
  text: string,
): { share: number; missing: string[] } {
  const read = new Map<string, number>();
  for (const word of text.split(/\s+/).map(bare)) {
    read.set(word, (read.get(word) ?? 0) + 1);
  }
  const words = known.map(bare).filter((word) => word !== '');
  const missing = words.filter((word) => {
    const left = read.get(word) ?? 0;
    read.set(word, left - 1);
    return left <= 0;
  });
  return { share: 1 - missing.length / words.length, missing };
}

function bare(word: string): string {
  return word.toLowerCase().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
}
