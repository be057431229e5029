import type { ImageFault } from '../engine/jobs';
import { TooManyPixels } from '../formats/raster';

/** A library does not start or breaks, which is no fault of the image. */
export class Unsound extends Error {
  override readonly name = 'Unsound';
}

/** The image itself is not to be taken, for a reason better than damage. */
export class Refused extends Error {
  override readonly name = 'Refused';

  constructor(readonly fault: ImageFault) {
    super(fault.kind);
  }
}

/** What comes of `work`; what it throws is `Unsound`. */
export async function soundly<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new Unsound(String(error), { cause: error });
  }
}

/** Whether the libraries can be used again after an error. */
export function isSound(error: unknown): boolean {
  // WebAssembly that has trapped, or ended itself for want of memory, is not to be used again.
  const hasTrapped = error instanceof Error && error.name === 'RuntimeError';
  return !(error instanceof Unsound || hasTrapped || error === 'unwind');
}

/** Why something failed, for the log. */
export function reasonOf(error: unknown): string {
  // What WebAssembly throws carries the name and the text of the library's own exception.
  const message: unknown = error instanceof Object && 'message' in error && error.message;
  return Array.isArray(message) ? message.join(': ').trim() : String(error);
}

/** What an error says of the image; undefined where that is not to blame. */
export function faultOf(error: unknown): ImageFault | undefined {
  if (error instanceof Refused) {
    return error.fault;
  }
  if (error instanceof TooManyPixels) {
    return {
      kind: 'imageTooManyPixels',
      pixels: error.width * error.height,
      limit: error.mostPixels,
    };
  }
  return isSound(error) ? { kind: 'imageDamaged' } : undefined;
}
