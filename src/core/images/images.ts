import type { Rectangle, Size } from './fit';
import type { ImageId } from './imageId';

/** The image types that Sightline knows by their signature, as media types. */
export const imageTypes = [
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/bmp',
  'image/tiff',
  'image/avif',
  'image/heic',
  'image/svg+xml',
  'image/x-icon',
] as const;

export type ImageType = (typeof imageTypes)[number];

/** The types that Azure OpenAI and OpenAI accept. Source: "Use vision-enabled chat models", Limits. */
export const sendableTypes: readonly ImageType[] = [
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
];

export { maxImageBytes } from './limits';

/** The most images that Azure OpenAI takes in one chat request. */
export const maxAzureImages = 10;

/** The most pixels that a picture may have; its header is believed, so that nothing larger is decoded. */
export const mostImagePixels = 120_000_000;

/**
 * What speaks against sending a file byte for byte: further frames, metadata (EXIF, texts, bytes
 * after the end), a colour profile, more than 8 bits or CMYK, a channel that may be transparent.
 */
export type Trait = 'animated' | 'metadata' | 'profile' | 'deep' | 'alpha';

/**
 * What of a vector is left out or drawn otherwise than in a browser: HTML text that could not be placed, rules or
 * values of styles that are not known, letters that no font has, pictures that are not in the file.
 */
export const drawingLimits = ['html', 'style', 'glyphs', 'outside'] as const;

export type DrawingLimit = (typeof drawingLimits)[number];

/** Which part of which image a picture shows that is sent. */
export interface Shown {
  readonly id?: ImageId;
  /** The part, in the file's own upright pixels, scaled to the picture's size; it may reach over the edges. */
  readonly source: Rectangle;
  /** Of the file's upright picture. */
  readonly size: Size;
}

/** An image in a type that servers take. Width and height are in pixels. */
export interface Image {
  readonly name: string;
  readonly type: ImageType;
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** Known of what is sent. */
  readonly shows?: Shown;
}

/** An image file that was read, recognised and found whole; of any type. */
export interface ImageFile extends Image {
  /** In no order; none for a picture that is plain. */
  readonly traits: readonly Trait[];
  /** Of a vector, where there are any. */
  readonly limits?: readonly DrawingLimit[];
  /** A vector that a browser draws better than the renderer here, and that is no burden to it. */
  readonly isForBrowser?: boolean;
}

/** A vector with a PNG of it, of the image's width and height, as a browser draws it. */
export interface DrawnImage extends ImageFile {
  readonly drawing: Uint8Array;
}

/** A picture at a public URL, which the server that answers fetches itself. */
export interface RemoteImage {
  readonly name: string;
  readonly url: string;
}

export type RequestImage = Image | RemoteImage;

/** What a user asks about, before it is made ready. */
export type SourceImage = ImageFile | RemoteImage;

export function isRemote(image: RequestImage | SourceImage): image is RemoteImage {
  return 'url' in image;
}

/** Bytes in, `data:TYPE;base64,…` out (RFC 2397). */
export function dataUrl(type: string, bytes: Uint8Array): string {
  return `data:${type};base64,${base64(bytes)}`;
}

const sliceLength = 0x8000;

function base64(bytes: Uint8Array): string {
  if (typeof Buffer === 'function') {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  }
  let binary = '';
  for (let start = 0; start < bytes.length; start += sliceLength) {
    binary += String.fromCharCode(...bytes.subarray(start, start + sliceLength));
  }
  return btoa(binary);
}
