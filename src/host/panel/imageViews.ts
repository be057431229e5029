import * as vscode from 'vscode';
import { isRemote, type ImageType, type SourceImage } from '../../core/images/images';
import type { ImageView } from '../../protocol/pictures';
import { loadImaging } from '../chunks';
import { imageFacts } from '../images/imageFacts';
import type { ImageRecord } from '../images/imageStore';

/** An image as the panel lists it, before and after it was read. */
export function imageView(
  { id, name, isChanged, isPasted }: ImageRecord,
  image: SourceImage | undefined,
): ImageView {
  const facts = image ? imageFacts(image) : '';
  return {
    id,
    name,
    facts: isChanged ? vscode.l10n.t('{0} · changed since', facts) : facts,
    state: image === undefined ? 'reading' : isRemote(image) ? 'remote' : 'ready',
    ...(isPasted && { isPasted }),
  };
}

/** Pixels in a type that VS Code's browser shows. */
export interface Pixels {
  readonly mediaType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What VS Code's browser shows; SVG is left to the renderer that models get their picture from. */
const shown: readonly ImageType[] = [
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
  'image/bmp',
  'image/x-icon',
];

/** True where VS Code's browser shows a file of this type without a conversion. */
export function shownAsItIs(type: ImageType): boolean {
  return shown.includes(type);
}

const preview = {
  rule: { kind: 'box', box: 1280 },
  accepted: ['image/png', 'image/jpeg'],
  parts: 'never',
} as const;

/**
 * The pixels of an image for a page, converted where no browser shows its type. Rejects for an image
 * at a URL, and as `prepareImage` does.
 */
export async function pixelsOf(image: SourceImage, signal: AbortSignal): Promise<Pixels> {
  if (isRemote(image)) {
    throw new Error('the image is at a URL');
  }
  if (shownAsItIs(image.type)) {
    return pixels(image.type, image.bytes);
  }
  const { prepareImage } = await loadImaging();
  const { pictures } = await prepareImage(image, preview, signal, { priority: 'background' });
  const [{ type, bytes } = { type: image.type, bytes: image.bytes }] = pictures;
  return pixels(type, bytes ?? image.bytes);
}

function pixels(mediaType: string, bytes: Uint8Array): Pixels {
  // A Node Buffer would travel as JSON.
  return { mediaType, bytes: new Uint8Array(bytes) };
}
