import { isRemote, type RequestImage } from '../core/images';
import type { HostMessage, ImageView } from '../protocol';
import { imageName, type ImageAddress } from './imageAddress';
import { imageFacts } from './imageFacts';

/** The images of a conversation as the panel lists them, before and after they were read. */
export function imageViews(
  addresses: readonly ImageAddress[],
  images: readonly RequestImage[] = [],
): ImageView[] {
  return addresses.map((address, id) => {
    const image = images[id];
    return {
      id,
      name: imageName(address),
      facts: image ? imageFacts(image) : '',
      ...(image && isRemote(image) && { remote: true }),
    };
  });
}

/** The messages with the pixels of those images that were read. */
export function pixelMessages(images: readonly RequestImage[] = []): HostMessage[] {
  return images.flatMap((image, id): HostMessage[] => {
    if (isRemote(image)) {
      return [];
    }
    // A Node Buffer would travel as JSON.
    const bytes = new Uint8Array(image.bytes);
    return [{ type: 'image', id, mediaType: image.type, bytes }];
  });
}
