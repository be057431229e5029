import { fittedSize } from '../core/fit';
import type { Image, ImageFile } from '../core/images';
import { mayNeedParts } from '../core/parts';
import type { Prepared, PrepareOptions } from './messages';
import type { ImageReading } from './reading';
import { thread } from './shared';

/** Finds the text of an image, its order and the main colours. Rejects as `Thread.run` does. */
export function readImage(image: Image, signal: AbortSignal): Promise<ImageReading> {
  return thread.run({ kind: 'read' }, image, signal);
}

/**
 * Makes an image ready to be sent, in a thread of its own unless there is nothing to do. Rejects as
 * `Thread.run` does.
 */
export function prepareImage(
  image: ImageFile,
  options: PrepareOptions,
  signal: AbortSignal,
): Promise<Prepared> {
  const { width, height, type, traits } = image;
  const size = { width, height };
  const fitted = fittedSize(options.rule, size);
  const isReady =
    traits.length === 0 &&
    options.accepted.includes(type) &&
    fitted.width === width &&
    fitted.height === height &&
    (options.parts === 'never' || !mayNeedParts(options.rule, size));
  return isReady
    ? Promise.resolve({ size, pictures: [{ ...size, type }] })
    : thread.run({ kind: 'prepare', traits, options }, image, signal);
}

/** Lets the thread start while its work is still on its way. */
export function startImaging(): void {
  thread.start();
}

/** Ends the thread. */
export function disposeImaging(): Promise<void> {
  return thread.dispose();
}
