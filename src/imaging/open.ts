import type { Size } from '../core/fit';
import { mostImagePixels, type ImageType } from '../core/images';
import { startCodec, type Codec, type Handles, type Picture } from './codec';
import { decodeBmp } from './formats/bmp';
import { decodeIco } from './formats/ico';
import { decodeHeic } from './formats/heic';
import { renderSvg } from './formats/svg';
import { TooManyPixels, type Raster } from './formats/raster';

/** A picture whose header was read. Its handles are freed by whoever gave `handles`. */
export interface Opened {
  readonly vips: Codec;
  /** As it is seen, turned upright. */
  readonly size: Size;
  /** In sRGB with 8 bits a channel, three or four channels, scaled to exactly this size. */
  scaledTo(size: Size): Picture;
}

/** An `x` in a small icon is best seen large, which costs a vector nothing, in pixels. */
const leastVectorSide = 512;
/** A vector may state any size, so it is drawn no larger than anyone looks at, in pixels. */
const mostVectorSide = 4096;
/** The pixels of the widest row: libvips holds so many rows that a few of a million take gigabytes. */
const widestRow = 100_000;

const codecs = new Map<'plain' | 'heif', Promise<Codec>>();

/** The codec, started once; `heif` is the one that reads AVIF too. */
export function codec(folder: string, variant: 'plain' | 'heif' = 'plain'): Promise<Codec> {
  const started =
    codecs.get(variant) ?? startCodec(folder, variant === 'heif' ? ['vips-heif.wasm'] : []);
  codecs.set(variant, started);
  return started;
}

/**
 * Opens an image file. `fit` tells at which size a vector is needed, of which that is the size from
 * then on. Throws `TooManyPixels` by what the header says, another error where it is damaged.
 */
export async function open(
  folder: string,
  bytes: Uint8Array,
  type: ImageType,
  handles: Handles,
  fit: (size: Size) => Size = (size) => size,
): Promise<Opened> {
  switch (type) {
    case 'image/svg+xml': {
      const { raster } = await renderSvg(bytes, {
        folder,
        mostPixels: mostImagePixels,
        fit: (natural) => fit(legible(natural)),
      });
      return openRaster(await codec(folder), raster, handles);
    }
    case 'image/bmp': {
      return openRaster(await codec(folder), decodeBmp(bytes, mostImagePixels, folder), handles);
    }
    case 'image/x-icon': {
      const icon = decodeIco(bytes, mostImagePixels, folder);
      const vips = await codec(folder);
      return 'png' in icon ? openFile(vips, icon.png, handles) : openRaster(vips, icon, handles);
    }
    case 'image/heic': {
      const raster = await decodeHeic(bytes, mostImagePixels, folder);
      return openRaster(await codec(folder), raster, handles);
    }
    case 'image/avif':
      return openFile(await codec(folder, 'heif'), bytes, handles);
    case 'image/png':
    case 'image/jpeg':
    case 'image/gif':
    case 'image/webp':
    case 'image/tiff':
      return openFile(await codec(folder), bytes, handles);
  }
}

/** Throws where a picture has more pixels than are decoded. */
function checkPixels({ width, height }: Size): void {
  if (width * height > mostImagePixels) {
    throw new TooManyPixels(width, height);
  }
}

function openFile(vips: Codec, bytes: Uint8Array, { keep }: Handles): Opened {
  const header = keep(vips.Image.newFromBuffer(bytes, '', { access: 'sequential' }));
  checkPixels(header);
  if (header.width > widestRow) {
    throw new Error(`rows of ${header.width} pixels`);
  }
  const isTurned = orientationOf(header) >= 5;
  // It takes several times as long as the rest.
  const isProfiled = header.getTypeof('icc-profile-data') !== 0 || header.interpretation === 'cmyk';
  const { width, height } = header;
  return {
    vips,
    size: isTurned ? { width: height, height: width } : { width, height },
    scaledTo: (size) =>
      // From the file, as libvips then decodes no more than it needs.
      asColour(
        keep(
          vips.Image.thumbnailBuffer(bytes, size.width, {
            height: size.height,
            size: 'force',
            // The option `fail_on` of the same name has no effect here.
            option_string: '[fail_on=error]',
            ...(isProfiled && { output_profile: 'srgb' }),
          }),
        ),
        keep,
      ),
  };
}

function openRaster(vips: Codec, raster: Raster, { keep }: Handles): Opened {
  const { data, width, height, profile } = raster;
  const plain = keep(vips.Image.newFromMemory(data, width, height, 4, vips.BandFormat.uchar));
  const image = keep(plain.copy({ interpretation: 'srgb' }));
  if (profile) {
    image.setBlob('icc-profile-data', profile);
  }
  return {
    vips,
    size: { width, height },
    scaledTo: (size) =>
      asColour(
        keep(
          image.thumbnailImage(size.width, {
            height: size.height,
            size: 'force',
            ...(profile && { output_profile: 'srgb' }),
          }),
        ),
        keep,
      ),
  };
}

function asColour(picture: Picture, keep: Handles['keep']): Picture {
  const colour = keep(picture.colourspace('srgb'));
  return keep(colour.cast('uchar'));
}

/** 1 to 8 as EXIF counts; 1 where nothing is said. */
function orientationOf(picture: Picture): number {
  return picture.getTypeof('orientation') === 0 ? 1 : picture.getInt('orientation');
}

function legible({ width, height }: Size): Size {
  const side = Math.max(width, height);
  const scale = Math.min(Math.max(side, leastVectorSide), mostVectorSide) / side;
  const scaled = (length: number): number => Math.max(1, Math.round(length * scale));
  return { width: scaled(width), height: scaled(height) };
}
