import { VisionError } from '../../core/errors';
import { mostBytes, mostImages } from '../../core/images/limits';
import type { SourceImage } from '../../core/images/images';
import { fileSize } from './fileBytes';
import type { ImageAddress } from './imageAddress';
import type { ReadImage } from './imageStore';

export { mostBytes, mostImages };

/** How long it is waited for the sizes of files, in milliseconds. */
const patience = 3000;

/** Resolves where an image may be read, and rejects as `checkTogether` does. */
export type Permit = () => Promise<void>;

/**
 * The permit to read any of these images: they are checked together, once, when the first of them is to
 * be read, and anew where that failed.
 */
export function permitFor(addresses: readonly ImageAddress[]): Permit {
  const distinct = [...new Map(addresses.map((one) => [String(one), one])).values()];
  let checking: Promise<void> | undefined;
  return () => {
    checking ??= checkTogether(distinct).catch((error: unknown) => {
      checking = undefined;
      throw error;
    });
    return checking;
  };
}

/**
 * Throws `tooManyImages` where the images of one question are too many, or their files too large
 * together (`code` says which: `count` or `bytes`). Nothing is read for it but sizes; of what cannot be
 * read, the reading tells.
 */
export async function checkTogether(
  addresses: readonly ImageAddress[],
  signal = AbortSignal.timeout(patience),
): Promise<void> {
  if (addresses.length < 2) {
    return; // The reading has a limit of its own.
  }
  if (addresses.length > mostImages) {
    throw tooMany(addresses.length, mostImages, 'count');
  }
  const sizes = await Promise.all(
    addresses.map(async (address) =>
      address instanceof URL ? 0 : fileSize(address, signal).catch(() => 0),
    ),
  );
  const sum = sizes.reduce((total, size) => total + size, 0);
  if (sum > mostBytes) {
    throw tooMany(sum, mostBytes, 'bytes');
  }
}

function tooMany(actual: number, limit: number, code: 'count' | 'bytes'): VisionError {
  return new VisionError('tooManyImages', { actual, limit, code });
}

/** A reader of images that reads a few at a time; the others wait their turn, unless they are aborted. */
export function fewAtATime(read: ReadImage, most = 4): ReadImage {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (address, signal): Promise<SourceImage> => {
    if (running >= most) {
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else {
      running++;
    }
    try {
      signal.throwIfAborted();
      return await read(address, signal);
    } finally {
      const next = waiting.shift();
      if (next) {
        next(); // It takes this one's place.
      } else {
        running--;
      }
    }
  };
}
