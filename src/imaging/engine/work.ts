import { fittedSize } from '../../core/images/fit';
import type { Image, ImageFile } from '../../core/images/images';
import { mayNeedParts } from '../../core/images/parts';
import type { Prepared, PrepareOptions } from './messages';
import type { ImageReading } from '../reader/reading';
import { thread } from './shared';

/** At 20 Mbit/s such a file is sent in 50 ms, in less time than a smaller one is made of it. */
const smallFile = 128 * 1024;

/** How many times the sides that a model uses the sides of a small file may have. */
const slack = 4 / 3;

/** Finds the text of an image, its order and the main colours. Rejects as `Thread.run` does. */
export function readImage(image: Image, signal: AbortSignal): Promise<ImageReading> {
  return thread.run({ kind: 'read' }, image, signal);
}

/**
 * Makes an image ready to be sent, in a thread of its own unless the file may go as it is: it fits, or
 * it is small, no more than a third too wide and high, and not refused for that. Rejects as `Thread.run` does.
 */
export function prepareImage(
  image: ImageFile,
  options: PrepareOptions,
  signal: AbortSignal,
): Promise<Prepared> {
  const { width, height, type, traits, bytes } = image;
  const size = { width, height };
  const fitted = fittedSize(options.rule, size);
  const isLimit = options.rule.kind === 'patches' && options.rule.isStrict === true;
  const most = bytes.length <= smallFile && !isLimit ? slack : 1;
  const isReady =
    traits.length === 0 &&
    options.accepted.includes(type) &&
    width <= most * fitted.width &&
    height <= most * fitted.height &&
    (options.parts === 'never' || !mayNeedParts(options.rule, size));
  return isReady
    ? Promise.resolve({ size, pictures: [{ ...size, type }] })
    : thread.run({ kind: 'prepare', traits, options }, image, signal);
}

/** Lets the thread start for these images while their work is still on its way, unless they are small. */
export function startImaging(images: readonly Pick<ImageFile, 'bytes'>[]): void {
  if (images.some(({ bytes }) => bytes.length > smallFile)) {
    thread.start();
  }
}

/** Ends the thread. */
export function disposeImaging(): Promise<void> {
  return thread.dispose();
}
