const rounds = 120;
const limit = 2_000_000;

/** The seconds that this machine takes now for a fixed piece of work on one core, to compare machines by. */
export function referenceSeconds(): number {
  const begun = performance.now();
  for (let round = 0; round < rounds; round++) {
    if (primesBelow(limit) !== 148_933) {
      throw new Error('There are 148,933 primes below 2,000,000.');
    }
  }
  return (performance.now() - begun) / 1000;
}

/** The sieve of Eratosthenes. */
function primesBelow(end: number): number {
  const composite = new Uint8Array(end);
  let count = 0;
  for (let number = 2; number < end; number++) {
    if (composite[number] === 0) {
      count++;
      for (let multiple = number * 2; multiple < end; multiple += number) {
        composite[multiple] = 1;
      }
    }
  }
  return count;
}
