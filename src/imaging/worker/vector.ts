import type { Size } from '../../core/images/fit';
import { mostImagePixels, type ImageType } from '../../core/images/images';
import { renderSvg } from '../formats/svg';
import type { Undecoded } from '../formats/raster';
import { typeBySignature } from '../structure/signature';
import { decodeXml } from '../structure/xml';
import { Handles, type Picture } from './codec';

/** An `x` in a small icon is best seen large, which costs a vector nothing, in pixels. */
const leastSide = 512;
/** A vector may state any size, so it is drawn no larger than anyone looks at, in pixels. */
const mostSide = 4096;

/** Pictures within a drawing of other types than resvg reads, which are PNG, JPEG, GIF and SVG. */
const embedded =
  /data:image\/(?:webp|avif|heic|bmp|tiff|x-icon|vnd\.microsoft\.icon)(?:;[\w=-]+)*;base64,([\w+/=\s%]+)/g;
const mostEmbedded = 50;

/** Decodes a picture of another type, scaled to what `fit` says. Rejects where that fails. */
export type OpenPicture = (
  bytes: Uint8Array,
  type: ImageType,
  handles: Handles,
  fit: (size: Size) => Size,
) => Promise<Picture>;

/** Draws an SVG file at most at the size that `fit` says. Rejects as `renderSvg` does. */
export async function openVector(
  folder: string,
  bytes: Uint8Array,
  fit: (size: Size) => Size,
  openPicture: OpenPicture,
): Promise<Undecoded> {
  const { raster, natural } = await renderSvg(await withReadablePictures(bytes, openPicture), {
    folder,
    mostPixels: mostImagePixels,
    fit: (size) => fit(legible(size)),
  });
  return { ...legible(natural), decode: () => raster };
}

/** The size at which a vector is looked at that states this one. */
export function legible({ width, height }: Size): Size {
  const side = Math.max(width, height);
  const scale = Math.min(Math.max(side, leastSide), mostSide) / side;
  const scaled = (length: number): number => Math.max(1, Math.round(length * scale));
  return { width: scaled(width), height: scaled(height) };
}

/** A drawing with its pictures as PNG; those that cannot be decoded stay. */
async function withReadablePictures(
  bytes: Uint8Array,
  openPicture: OpenPicture,
): Promise<Uint8Array> {
  const text = decodeXml(bytes, false);
  const found = [...text.matchAll(embedded)].slice(0, mostEmbedded);
  if (found.length === 0) {
    return bytes;
  }
  let made = text;
  for (const [url, data = ''] of found) {
    const png = await asPng(Buffer.from(decodeURIComponent(data), 'base64'), openPicture);
    made = png ? made.replace(url, `data:image/png;base64,${png.toString('base64')}`) : made;
  }
  return Buffer.from(made.replace(/^\s*<\?xml[^>]*\?>/, ''));
}

async function asPng(bytes: Uint8Array, openPicture: OpenPicture): Promise<Buffer | undefined> {
  const type = typeBySignature(bytes);
  if (type === undefined || type === 'image/svg+xml') {
    return undefined;
  }
  const handles = new Handles();
  try {
    const within = ({ width, height }: Size): Size => {
      const scale = Math.min(1, mostSide / 2 / Math.max(width, height));
      return {
        width: Math.max(1, Math.round(width * scale)),
        height: Math.max(1, Math.round(height * scale)),
      };
    };
    const picture = await openPicture(bytes, type, handles, within);
    return Buffer.from(picture.pngsaveBuffer({ compression: 1 }));
  } catch {
    return undefined;
  } finally {
    handles.free();
  }
}
