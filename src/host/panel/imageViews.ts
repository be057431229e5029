import {
  isRemote,
  type ImageFile,
  type ImageType,
  type SourceImage,
} from '../../core/images/images';
import type { HostMessage, ImageView } from '../../protocol';
import { loadImaging } from '../chunks';
import { imageName, type ImageAddress } from '../images/imageAddress';
import { imageFacts } from '../images/imageFacts';
import type { Log } from '../log';

/** The images of a conversation as the panel lists them, before and after they were read. */
export function imageViews(
  addresses: readonly ImageAddress[],
  images: readonly SourceImage[] = [],
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

const preview = {
  rule: { kind: 'box', box: 1280 },
  accepted: ['image/png', 'image/jpeg'],
  parts: 'never',
} as const;

const previews = new WeakMap<ImageFile, Promise<HostMessage>>();

/** Posts the pixels of those images that were read; of a type that no browser shows, once it is converted. */
export function postPixels(
  images: readonly SourceImage[] | undefined,
  post: (message: HostMessage) => void,
  log: Pick<Log, 'warn'>,
): void {
  images?.forEach((image, id) => {
    if (isRemote(image)) {
      return;
    }
    if (shown.includes(image.type)) {
      post(message(id, image.type, image.bytes));
      return;
    }
    const made = previews.get(image) ?? previewOf(image, id);
    previews.set(image, made);
    made.then(post, () => log.warn(`No preview of an image of type ${image.type}.`));
  });
}

async function previewOf(image: ImageFile, id: number): Promise<HostMessage> {
  const { prepareImage } = await loadImaging();
  const { pictures } = await prepareImage(image, preview, new AbortController().signal);
  const [{ type, bytes } = { type: image.type, bytes: image.bytes }] = pictures;
  return message(id, type, bytes ?? image.bytes);
}

function message(id: number, mediaType: string, bytes: Uint8Array): HostMessage {
  // A Node Buffer would travel as JSON.
  return { type: 'image', id, mediaType, bytes: new Uint8Array(bytes) };
}
