import assert from 'node:assert/strict';

/** How much more memory the process may hold at the end, in bytes. */
const mostGrowth = 400 * 1024 * 1024;

/** Decodes every beginning of a file, then 300 copies with flipped bits: an Error or a picture each. */
export async function attack(
  bytes: Uint8Array,
  decode: (bytes: Uint8Array) => unknown,
  { every = 1, rounds = 300 } = {},
): Promise<void> {
  const before = process.memoryUsage().rss;
  const attempt = async (changed: Uint8Array): Promise<void> => {
    try {
      assert.ok(await decode(changed));
    } catch (error) {
      assert.ok(error instanceof Error);
      assert.ok(!(error instanceof assert.AssertionError));
    }
  };
  for (let length = 0; length < bytes.length; length += every) {
    await attempt(bytes.subarray(0, length));
  }
  let state = 20261125;
  const random = (): number => (state = (state * 48271) % 0x7fffffff);
  for (let round = 0; round < rounds; round++) {
    const changed = Uint8Array.from(bytes);
    for (let flip = random() % 8; flip >= 0; flip--) {
      // Half of them near the start, where the headers are.
      const at = random() % (flip % 2 === 0 ? Math.min(64, bytes.length) : bytes.length);
      changed[at] = (changed[at] ?? 0) ^ (1 << (random() % 8));
    }
    await attempt(changed);
  }
  assert.ok(process.memoryUsage().rss - before < mostGrowth);
}
