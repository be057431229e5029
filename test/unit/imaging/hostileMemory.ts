// Prepares hostile files in a process of its own and prints by how many bytes its resident memory is
// larger in the end, once that is little or after 15 seconds. Wants --expose-gc,
// and MALLOC_ARENA_MAX=1 where the C library would keep what ended threads have freed.
import { setTimeout as pause } from 'node:timers/promises';
import { disposeImaging } from '../../../src/imaging/index';
import { prepare } from './hostileAttempts';
import { garbageFiles, pixelBombs, soundFiles } from './hostileSamples';

/** How many bytes more are waited for. */
const most = 150_000_000;

/** The sound files first, so that all libraries are loaded and have failed after that. */
async function main(): Promise<void> {
  const files = [await soundFiles(), await garbageFiles(), await pixelBombs()].flatMap((kinds) =>
    Object.values(kinds),
  );
  const before = await settled();
  let refused = 0;
  for (const bytes of files) {
    try {
      await prepare(bytes);
    } catch {
      refused++;
    }
  }
  await disposeImaging();
  const growth = (await settled(before + most)) - before;
  process.stdout.write(JSON.stringify({ refused, growth }));
}

/** What is in use once nothing is garbage; V8 keeps the pages of a thread that has ended for eight seconds. */
async function settled(most = Infinity): Promise<number> {
  const limit = Date.now() + 15_000;
  for (;;) {
    globalThis.gc?.();
    const used = process.memoryUsage.rss();
    if (used < most || Date.now() > limit) {
      return used;
    }
    await pause(100);
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
