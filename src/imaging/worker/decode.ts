import type { Size } from '../../core/images/fit';
import { Handles, pixelsOf, type Codec } from './codec';
import { flatten } from './flatten';
import type { FileMessage } from '../engine/jobs';
import { open } from './open';
import type { Pixels } from '../pixels';

/** A decoded picture. */
export interface Decoded {
  /** The size of the picture as it is seen, in pixels. */
  readonly size: Size;
  /** RGB, upright, scaled down where the file has more pixels than `mostPixels`, on a plain ground. */
  readonly picture: Pixels;
  /** One channel: how opaque each pixel is, where the file has transparency. */
  readonly alpha?: Uint8Array;
}

/** Decodes the first frame of an image file. Throws as `open` does. */
export async function decode(
  folder: string,
  { bytes, type }: FileMessage,
  mostPixels: number,
): Promise<Decoded> {
  const handles = new Handles();
  try {
    const opened = await open(folder, bytes, type, handles);
    const { size } = opened;
    const { picture, alpha } = flatten(opened.scaledTo(within(size, mostPixels)), handles);
    return {
      size,
      picture: pixelsOf(picture),
      ...(alpha && { alpha: pixelsOf(alpha).data }),
    };
  } finally {
    handles.free();
  }
}

function within({ width, height }: Size, mostPixels: number): Size {
  const scale = Math.min(1, Math.sqrt(mostPixels / (width * height)));
  return {
    width: Math.max(1, Math.floor(width * scale)),
    height: Math.max(1, Math.floor(height * scale)),
  };
}

/** Scales a one-channel page by `factor`. */
export function resize(vips: Codec, page: Pixels, factor: number): Pixels {
  if (factor === 1) {
    return page;
  }
  const handles = new Handles();
  try {
    const source = handles.keep(
      vips.Image.newFromMemory(page.data, page.width, page.height, 1, vips.BandFormat.uchar),
    );
    return pixelsOf(handles.keep(source.resize(factor, { kernel: 'cubic' })));
  } finally {
    handles.free();
  }
}

/** The luminance of an RGB picture, one channel (ITU-R BT.601). */
export function grey({ data, width, height }: Pixels): Pixels {
  const luminance = new Uint8Array(width * height);
  for (let pixel = 0; pixel < luminance.length; pixel++) {
    const at = pixel * 3;
    luminance[pixel] = Math.round(
      0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0),
    );
  }
  return { data: luminance, width, height };
}
