import type * as vscode from 'vscode';
import { loadImaging } from '../../host/chunks';
import { readImageFile } from '../../host/images/imageFiles';
import { pixelsOf, type Pixels } from '../../host/panel/imageViews';

const thumbnail = {
  rule: { kind: 'box', box: 256 },
  accepted: ['image/png', 'image/jpeg'],
  parts: 'never',
} as const;

/** The pixels of an image file for the page. Rejects where it is none, or the signal aborts. */
export async function picture(
  uri: vscode.Uri,
  size: 'thumbnail' | 'full',
  signal: AbortSignal,
): Promise<Pixels> {
  const image = await readImageFile(uri, signal);
  if (size === 'full') {
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
