import type { Size } from '../../core/images/fit';
import type { ImageType } from '../../core/images/images';
import { TooManyPixels } from '../formats/raster';
import { readableTiff, UnknownCompression, type Lab } from '../formats/tiff';
import { mostPixelsOf } from '../structure/budget';
import { heifColourSpace, pngColourSpace, type ColourSpace } from '../structure/colourSpace';
import { pixelsOf, type Codec, type Handles, type Picture } from './codec';
import { Refused } from './faults';
import { asColour, type Opened } from './opened';
import { toSrgb } from './srgb';

/** The pixels of the widest row: libvips holds so many rows that a few of a million take gigabytes. */
const widestRow = 100_000;

/** Opens a file that libvips reads. Throws as `open` does. */
export function openFile(
  vips: Codec,
  type: ImageType,
  given: Uint8Array,
  handles: Handles,
): Opened {
  const { keep } = handles;
  const { bytes, lab } = type === 'image/tiff' ? tiff(vips, given) : { bytes: given };
  const header = keep(vips.Image.newFromBuffer(bytes, '', { access: 'sequential' }));
  const { width, height } = header;
  if (width * height > mostPixelsOf(type)) {
    throw new TooManyPixels(width, height, mostPixelsOf(type));
  }
  if (width > widestRow) {
    throw new Error(`rows of ${width} pixels`);
  }
  const isTurned = orientationOf(header) >= 5;
  const space = colourSpaceOf(type, bytes, header);
  const special = lab
    ? (picture: Picture): Picture => fromLab(vips, picture, lab, keep)
    : header.interpretation === 'b-w' && /^(?:float|double)$/.test(header.format)
      ? (picture: Picture): Picture => fromFractions(picture, keep)
      : undefined;
  const isProfiled =
    space === undefined &&
    // It takes several times as long as the rest.
    (header.getTypeof('icc-profile-data') !== 0 || header.interpretation === 'cmyk');
  const scaledTo = (size: Size): Picture => {
    if (special) {
      return asColour(keep(special(shrunk(vips, bytes, size, keep))), keep);
    }
    // From the file, as libvips then decodes no more than it needs.
    const scaled = vips.Image.thumbnailBuffer(bytes, size.width, {
      height: size.height,
      size: 'force',
      // The option `fail_on` of the same name has no effect here.
      option_string: '[fail_on=error]',
      ...(isProfiled && { output_profile: 'srgb' }),
    });
    const colours = asColour(keep(scaled), keep);
    return space ? toSrgb(vips, colours, space, handles) : colours;
  };
  return { vips, size: isTurned ? { width: height, height: width } : { width, height }, scaledTo };
}

/** Colours that are told by numbers; in a PNG they go before a profile, in HEIF after it. */
function colourSpaceOf(
  type: ImageType,
  bytes: Uint8Array,
  header: Picture,
): ColourSpace | undefined {
  if (type === 'image/png') {
    return pngColourSpace(bytes);
  }
  const hasProfile = header.getTypeof('icc-profile-data') !== 0;
  return type === 'image/avif' && !hasProfile ? heifColourSpace(bytes) : undefined;
}

function tiff(vips: Codec, bytes: Uint8Array): { bytes: Uint8Array; lab?: Lab } {
  try {
    return readableTiff(bytes, (chunk, samples) => {
      const picture = vips.Image.newFromBuffer(chunk);
      try {
        const { data } = pixelsOf(picture);
        return picture.bands === samples ? data : withChannels(data, picture.bands, samples);
      } finally {
        picture.delete();
      }
    });
  } catch (error) {
    if (error instanceof UnknownCompression) {
      throw new Refused({ kind: 'imageUnsupportedType', type: error.message });
    }
    throw error;
  }
}

/** WebP leaves out an alpha channel that is wholly opaque. */
function withChannels(data: Uint8Array, from: number, to: number): Uint8Array {
  const made = new Uint8Array((data.length / from) * to).fill(255);
  for (let pixel = 0; pixel < data.length / from; pixel++) {
    for (let channel = 0; channel < Math.min(from, to); channel++) {
      made[pixel * to + channel] = data[pixel * from + channel] ?? 0;
    }
  }
  return made;
}

/** Scaled as the numbers that the file holds, without a thought for colours, turned upright. */
function shrunk(
  vips: Codec,
  bytes: Uint8Array,
  { width, height }: Size,
  keep: Handles['keep'],
): Picture {
  const options = { access: 'sequential' } as const;
  const file = keep(vips.Image.newFromBuffer(bytes, '[fail_on=error]', options));
  const isTurned = orientationOf(file) >= 5;
  const [across, down] = isTurned ? [height, width] : [width, height];
  const scaled = keep(
    file.resize(across / file.width, { vscale: down / file.height, kernel: 'linear' }),
  );
  return keep(keep(scaled.copyMemory()).autorot());
}

/** libvips takes grey that is measured from 0 to 1 to be black. */
function fromFractions(picture: Picture, keep: Handles['keep']): Picture {
  const grey = keep(picture.linear(picture.max() <= 1 ? 255 : 1, 0, { uchar: true }));
  return grey.copy({ interpretation: 'b-w' });
}

/** From Lab in 8 bits: lightness from 0 to 255, the other two in two's complement or around 128. */
function fromLab(vips: Codec, picture: Picture, kind: Lab, keep: Handles['keep']): Picture {
  const [lightness, a, b] = [0, 1, 2].map((band) => keep(picture.extractBand(band)));
  if (!lightness || !a || !b) {
    throw new Error('Lab without three channels');
  }
  const centred = (channel: Picture): Picture => {
    const wrapped = kind === 'signed' ? keep(channel.more(127)) : undefined;
    return wrapped
      ? keep(wrapped.ifthenelse(keep(channel.subtract(256)), channel))
      : keep(channel.subtract(128));
  };
  const joined = keep(
    vips.Image.bandjoin([keep(lightness.multiply(100 / 255)), centred(a), centred(b)]),
  );
  return keep(joined.copy({ interpretation: 'lab' })).colourspace('srgb');
}

/** 1 to 8 as EXIF counts; 1 where nothing is said. */
function orientationOf(picture: Picture): number {
  return picture.getTypeof('orientation') === 0 ? 1 : picture.getInt('orientation');
}
