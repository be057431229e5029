import { fittedSize, leastSide } from '../../core/images/fit';
import type { Fingerprint } from '../../core/images/fingerprint';
import type { DrawnImage, Image, ImageFile } from '../../core/images/images';
import { mayNeedParts } from '../../core/images/parts';
import type { Box } from '../../core/images/region';
import type { ImageReading } from '../reader/reading';
import type { ReadInput } from './jobs';
import type { Prepared, PrepareOptions } from './prepared';
import { disposeThreads, inReader, thread } from './shared';
import type { RunOptions } from './thread';

/** At 20 Mbit/s such a file is sent in 50 ms, in less time than a smaller one is made of it. */
const smallFile = 128 * 1024;

/** How many times the sides that a model uses the sides of a small file may have. */
const slack = 4 / 3;

/**
 * Finds the text of an image, its order, tables and the main colours, in English and the given languages; two
 * images at a time. Rejects as `Thread.run` does.
 */
export function readText(
  image: Image | DrawnImage,
  signal: AbortSignal,
  { languages = [], ...options }: Omit<RunOptions, 'signal'> & Partial<ReadInput> = {},
): Promise<ImageReading> {
  return inReader((reader) =>
    reader.run('read', shownFile(image), { languages }, { ...options, signal }),
  );
}

/**
 * Makes an image ready to be sent, in a thread of its own unless the file may go as it is: it fits, or
 * it is small, no more than a third too wide and high, and not refused for that. A vector that a browser has
 * drawn is sent as it was drawn. Rejects as `Thread.run` does.
 */
export async function prepareImage(
  image: ImageFile | DrawnImage,
  options: PrepareOptions,
  signal: AbortSignal,
  running?: Omit<RunOptions, 'signal'>,
): Promise<Prepared> {
  const { width, height, type, traits, bytes } = image;
  const size = { width, height };
  const fitted = fittedSize(options.rule, size);
  const isLimit = options.rule.kind === 'patches' && options.rule.isStrict === true;
  const most = bytes.length <= smallFile && !isLimit ? slack : 1;
  const isReady =
    traits.length === 0 &&
    options.accepted.includes(type) &&
    Math.min(width, height) >= (options.least ?? leastSide) &&
    width <= most * fitted.width &&
    height <= most * fitted.height &&
    (options.parts === 'never' || !mayNeedParts(options.rule, size));
  if (isReady) {
    return { size, pictures: [{ ...size, type, source: { left: 0, top: 0, ...size } }] };
  }
  const file = shownFile(image);
  const made = await thread.run('prepare', file, { traits, options }, { ...running, signal });
  // "The file itself" is not the drawing.
  const pictures = made.pictures.map((picture) => ({ bytes: file.bytes, ...picture }));
  return file.bytes === bytes ? made : { ...made, pictures };
}

/** What tells a picture from one that shows something else. Rejects as `Thread.run` does. */
export function fingerprintOf(
  image: Image | DrawnImage,
  signal: AbortSignal,
  options?: Omit<RunOptions, 'signal'>,
): Promise<Fingerprint> {
  return thread.run('fingerprint', shownFile(image), null, { ...options, signal });
}

/**
 * A part of an image as an image of its own, by its pixels at full resolution; `name` is what it is called. Rejects
 * as `Thread.run` does.
 */
export async function cropImage(
  image: Image | DrawnImage,
  { box, name }: { readonly box: Box; readonly name: string },
  signal: AbortSignal,
): Promise<ImageFile> {
  const { bytes, width, height } = await thread.run('crop', shownFile(image), box, { signal });
  return { name, type: 'image/png', bytes, width, height, traits: [] };
}

/** What is looked at of an image: its file, or how that was drawn. */
function shownFile(image: Image | DrawnImage): Pick<Image, 'name' | 'type' | 'bytes'> {
  return 'drawing' in image ? { name: image.name, type: 'image/png', bytes: image.drawing } : image;
}

/** Lets the thread start for these images while their work is still on its way, unless they are small. */
export function startImaging(images: readonly Pick<ImageFile, 'bytes'>[]): void {
  if (images.some(({ bytes }) => bytes.length > smallFile)) {
    thread.start();
  }
}

/** Ends the threads. */
export function disposeImaging(): Promise<void> {
  return disposeThreads();
}
