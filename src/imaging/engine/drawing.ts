import { VisionError } from '../../core/errors';
import type { DrawnImage, ImageFile } from '../../core/images/images';
import { inspectImage } from './inspect';
import { thread } from './shared';
import type { RunOptions } from './thread';

/**
 * A vector with the PNG that a browser has drawn of it, which is decoded once, as nobody vouches for it. What the
 * browser draws as it should is no longer among the limits. Rejects with `imageDamaged` where it is no whole PNG
 * of the vector's size, and as `inspectImage` does.
 */
export async function withDrawing(
  image: ImageFile,
  png: Uint8Array,
  options?: RunOptions,
): Promise<DrawnImage> {
  const { name, width, height } = image;
  const found = await inspectImage(name, png, options);
  if (found.type !== 'image/png' || found.width !== width || found.height !== height) {
    throw new VisionError('imageDamaged', { image: name, type: 'image/png' });
  }
  await thread.run('measure', found, null, options);
  const { limits = [], isForBrowser: _, ...vector } = image;
  const left = limits.filter((limit) => limit === 'outside');
  return { ...vector, ...(left.length > 0 && { limits: left }), drawing: png };
}
