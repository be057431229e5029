// Prepares hostile files in a process of its own and prints by how many bytes its resident memory is
// larger in the end. Wants --expose-gc.
import { setImmediate as turn } from 'node:timers/promises';
import { sendableTypes } from '../../../src/core/images';
import { disposeImaging, inspectImage, prepareImage } from '../../../src/imaging/index';
import { garbageFiles, pixelBombs, soundFiles } from './hostileSamples';

const options = {
  rule: { kind: 'box', box: 40 },
  accepted: sendableTypes,
  parts: 'never',
} as const;

/** The sound files first, so that all libraries are loaded and have failed after that. */
async function main(): Promise<void> {
  const files = [await soundFiles(), await garbageFiles(), await pixelBombs()].flatMap((kinds) =>
    Object.values(kinds),
  );
  const before = await settled();
  let refused = 0;
  for (const bytes of files) {
    try {
      const image = await inspectImage('picture', bytes);
      await prepareImage(image, options, new AbortController().signal);
    } catch {
      refused++;
    }
  }
  await disposeImaging();
  process.stdout.write(JSON.stringify({ refused, growth: (await settled()) - before }));
}

/** What is found to be garbage in one turn is freed in a later one. */
async function settled(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    globalThis.gc?.();
    await turn();
  }
  return process.memoryUsage.rss();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
