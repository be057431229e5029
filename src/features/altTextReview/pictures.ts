import type * as vscode from 'vscode';
import type { ImageFile } from '../../core/images/images';
import { loadImaging } from '../../host/chunks';
import { readImageFile } from '../../host/images/imageFiles';
import { pixelsOf, type Pixels } from '../../host/panel/imageViews';

const thumbnail = {
  rule: { kind: 'box', box: 256 },
  accepted: ['image/png', 'image/jpeg'],
  parts: 'never',
} as const;

/** A picture that stands as its own thumbnail. */
const mostBytes = 128 * 1024;
const mostPixels = 1_000_000;

/** The pixels of an image file for the page. Rejects where it is none, or the signal aborts. */
export async function picture(
  uri: vscode.Uri,
  size: 'thumbnail' | 'full',
  signal: AbortSignal,
): Promise<Pixels> {
  const image = await readImageFile(uri, signal);
  if (size === 'full' || isSmall(image)) {
    return pixelsOf(image, signal);
  }
  const { prepareImage } = await loadImaging();
  const { pictures } = await prepareImage(image, thumbnail, signal, { priority: 'background' });
  const [made] = pictures;
  return {
    mediaType: made?.type ?? image.type,
    bytes: new Uint8Array(made?.bytes ?? image.bytes),
  };
}

/** To make it smaller would take this computer more than it takes the page to show it. */
function isSmall({ bytes, width, height }: ImageFile): boolean {
  return bytes.length <= mostBytes && width * height <= mostPixels;
}
