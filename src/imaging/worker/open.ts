import type { Size } from '../../core/images/fit';
import { mostImagePixels, type ImageType } from '../../core/images/images';
import type { Codec, Handles, Picture } from './codec';
import { codec } from './codecs';
import { openVector } from './vector';
import { openBmp } from '../formats/bmp';
import { openIco } from '../formats/ico';
import { openHeic } from '../formats/heic';
import { TooManyPixels, type Undecoded } from '../formats/raster';
import { soundly } from './faults';

/** A picture whose header was read. Its handles are freed by whoever gave `handles`. */
export interface Opened {
  readonly vips: Codec;
  /** As it is seen, turned upright. */
  readonly size: Size;
  /** In sRGB with 8 bits a channel, three or four channels, scaled to exactly this size. */
  scaledTo(size: Size): Picture;
}

/** The pixels of the widest row: libvips holds so many rows that a few of a million take gigabytes. */
const widestRow = 100_000;

/**
 * Opens an image file. `fit` tells the largest size at which a vector is needed. Throws `TooManyPixels`
 * by what the header says, `Unsound` where the codec does not start, another error where the file is
 * damaged.
 */
export async function open(
  folder: string,
  bytes: Uint8Array,
  type: ImageType,
  handles: Handles,
  fit: (size: Size) => Size = (size) => size,
): Promise<Opened> {
  const vips = await soundly(codec(folder));
  switch (type) {
    case 'image/svg+xml': {
      const drawing = await openVector(folder, bytes, fit, async (...picture) => {
        const [file, kind, own, within] = picture;
        const opened = await open(folder, file, kind, own);
        return opened.scaledTo(within(opened.size));
      });
      return openRaster(vips, drawing, handles);
    }
    case 'image/bmp': {
      return openRaster(vips, openBmp(bytes, mostImagePixels, folder), handles);
    }
    case 'image/x-icon': {
      const icon = openIco(bytes, mostImagePixels, folder);
      return 'png' in icon ? openFile(vips, icon.png, handles) : openRaster(vips, icon, handles);
    }
    case 'image/heic': {
      return openRaster(vips, await openHeic(bytes, mostImagePixels, folder), handles);
    }
    case 'image/avif':
      return openFile(await soundly(codec(folder, 'heif')), bytes, handles);
    case 'image/png':
    case 'image/jpeg':
    case 'image/gif':
    case 'image/webp':
    case 'image/tiff':
      return openFile(vips, bytes, handles);
  }
}

/** Throws where a picture has more pixels than are decoded. */
function checkPixels({ width, height }: Size): void {
  if (width * height > mostImagePixels) {
    throw new TooManyPixels(width, height, mostImagePixels);
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
  const isGreyFractions =
    header.interpretation === 'b-w' && /^(?:float|double)$/.test(header.format);
  const { width, height } = header;
  return {
    vips,
    size: isTurned ? { width: height, height: width } : { width, height },
    scaledTo: (size) =>
      // From the file, as libvips then decodes no more than it needs.
      asColour(
        keep(
          isGreyFractions
            ? greyOfFractions(vips, bytes, size, keep)
            : vips.Image.thumbnailBuffer(bytes, size.width, {
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

/** libvips takes grey that is measured from 0 to 1 to be black. */
function greyOfFractions(
  vips: Codec,
  bytes: Uint8Array,
  { width, height }: Size,
  keep: Handles['keep'],
): Picture {
  const picture = keep(vips.Image.newFromBuffer(bytes, '[fail_on=error]'));
  const shades = keep(picture.linear(picture.max() <= 1 ? 255 : 1, 0, { uchar: true }));
  return shades.thumbnailImage(width, { height, size: 'force' });
}

/** Decodes when the pixels are first wanted, and once. */
function openRaster(vips: Codec, undecoded: Undecoded, { keep }: Handles): Opened {
  const { width, height } = undecoded;
  let held: { image: Picture; isProfiled: boolean } | undefined;
  const decoded = (): NonNullable<typeof held> => {
    const { data, profile, ...size } = undecoded.decode();
    const { uchar } = vips.BandFormat;
    const plain = keep(vips.Image.newFromMemory(data, size.width, size.height, 4, uchar));
    const image = keep(plain.copy({ interpretation: 'srgb' }));
    if (profile) {
      image.setBlob('icc-profile-data', profile);
    }
    return { image, isProfiled: profile !== undefined };
  };
  return {
    vips,
    size: { width, height },
    scaledTo: (size) => {
      const { image, isProfiled } = (held ??= decoded());
      const scaled = image.thumbnailImage(size.width, {
        height: size.height,
        size: 'force',
        ...(isProfiled && { output_profile: 'srgb' }),
      });
      return asColour(keep(scaled), keep);
    },
  };
}

/** Channels beyond the fourth (selections, inks) are left out. */
function asColour(picture: Picture, keep: Handles['keep']): Picture {
  const colour = keep(picture.colourspace('srgb'));
  const channels = colour.bands > 4 ? keep(colour.extractBand(0, { n: 4 })) : colour;
  return keep(channels.cast('uchar'));
}

/** 1 to 8 as EXIF counts; 1 where nothing is said. */
function orientationOf(picture: Picture): number {
  return picture.getTypeof('orientation') === 0 ? 1 : picture.getInt('orientation');
}
