import { VisionError } from '../../core/errors';
import { isRemote, type SourceImage } from '../../core/images/images';
import { fileSize } from './fileBytes';
import { readImage, type ImageAddress } from './imageAddress';

/** More images than these are not asked about together. */
export const mostImages = 100;

/** The most bytes of files that are held for one question: their pictures take a multiple of that. */
export const mostBytes = 256 * 1024 * 1024;

/** How many files are read at a time. */
const atATime = 4;

/**
 * Reads images in their order, a few at a time. Before any is read, throws `tooManyImages` where
 * their count or the sum of their sizes is over the limit (`code` says which: `count` or `bytes`).
 * Throws as `readImage` does for the first that fails, and rejects when `signal` aborts.
 */
export async function readImages(
  addresses: readonly ImageAddress[],
  signal?: AbortSignal,
): Promise<SourceImage[]> {
  if (addresses.length > mostImages) {
    const counts = { actual: addresses.length, limit: mostImages };
    throw new VisionError('tooManyImages', { ...counts, code: 'count' });
  }
  const sizes = await inTurn(addresses, (address) =>
    address instanceof URL ? Promise.resolve(0) : fileSize(address, signal),
  );
  let sum = sizes.reduce((total, size) => total + size, 0);
  checkSum(sum);
  return inTurn(addresses, async (address, index) => {
    const image = await readImage(address, signal);
    // A file system may state a size that is not true.
    sum += (isRemote(image) ? 0 : image.bytes.length) - (sizes[index] ?? 0);
    checkSum(sum);
    return image;
  });
}

function checkSum(actual: number): void {
  if (actual > mostBytes) {
    throw new VisionError('tooManyImages', { actual, limit: mostBytes, code: 'bytes' });
  }
}

/** Runs a task for each item, a few at a time; after a failure no other is begun. */
async function inTurn<Item, Result>(
  items: readonly Item[],
  task: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = items.entries();
  let hasFailed = false;
  const work = async (): Promise<void> => {
    for (const [index, item] of waiting) {
      if (hasFailed) {
        return;
      }
      try {
        results[index] = await task(item, index);
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: atATime }, work));
  return results;
}
