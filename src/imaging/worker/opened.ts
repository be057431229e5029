import type { Size } from '../../core/images/fit';
import type { Undecoded } from '../formats/raster';
import type { ColourSpace } from '../structure/colourSpace';
import type { Codec, Handles, Picture } from './codec';
import { toSrgb } from './srgb';

/** A picture whose header was read. Its handles are freed by whoever gave `handles`. */
export interface Opened {
  readonly vips: Codec;
  /** As it is seen, turned upright. */
  readonly size: Size;
  /** In sRGB with 8 bits a channel, three or four channels, scaled to exactly this size. */
  readonly scaledTo: (size: Size) => Picture;
}

/** Opens a picture of another library, which decodes it when its pixels are first wanted, and once. */
export function openRaster(vips: Codec, undecoded: Undecoded, handles: Handles): Opened {
  const { keep } = handles;
  const { width, height } = undecoded;
  const decoded = (): { image: Picture; isProfiled: boolean; space?: ColourSpace } => {
    const { data, profile, space, ...size } = undecoded.decode();
    const { uchar } = vips.BandFormat;
    const plain = keep(vips.Image.newFromMemory(data, size.width, size.height, 4, uchar));
    const image = keep(plain.copy({ interpretation: 'srgb' }));
    if (profile) {
      image.setBlob('icc-profile-data', profile);
    }
    return { image, isProfiled: profile !== undefined, ...(space && { space }) };
  };
  let held: ReturnType<typeof decoded> | undefined;
  return {
    vips,
    size: { width, height },
    scaledTo: (size) => {
      const { image, isProfiled, space } = (held ??= decoded());
      const scaled = image.thumbnailImage(size.width, {
        height: size.height,
        size: 'force',
        ...(isProfiled && { output_profile: 'srgb' }),
      });
      const colours = asColour(keep(scaled), keep);
      return space ? toSrgb(vips, colours, space, handles) : colours;
    },
  };
}

/** Channels beyond the fourth (selections, inks) are left out. */
export function asColour(picture: Picture, keep: Handles['keep']): Picture {
  const colour = keep(picture.colourspace('srgb'));
  const channels = colour.bands > 4 ? keep(colour.extractBand(0, { n: 4 })) : colour;
  return keep(channels.cast('uchar'));
}
