import path from 'node:path';
import Vips from 'wasm-vips';
import type { Pixels } from './pixels';

export type Codec = typeof Vips;

/** A decoded picture. */
export interface Decoded {
  /** The size that the file states, in pixels. */
  readonly width: number;
  readonly height: number;
  /** RGB, upright, scaled down where the file has more pixels than `mostPixels`, on a plain ground. */
  readonly picture: Pixels;
  /** One channel: how opaque each pixel is, where the file has transparency. */
  readonly alpha?: Uint8Array;
}

/** Starts libvips with its WebAssembly file from `folder`; two threads do for one image at a time. */
export async function startCodec(folder: string): Promise<Codec> {
  const vips = await Vips({
    dynamicLibraries: [],
    locateFile: (file) => path.join(folder, file),
    print: () => undefined,
    printErr: () => undefined,
  });
  vips.concurrency(2);
  vips.Cache.max(0);
  vips.blockUntrusted(true);
  return vips;
}

/** Decodes the first frame of an image file. Throws where the bytes are damaged or cut. */
export function decode(vips: Codec, bytes: Uint8Array, mostPixels: number): Decoded {
  const handles: { delete(): void }[] = [];
  const keep = <T extends { delete(): void }>(handle: T): T => {
    handles.push(handle);
    return handle;
  };
  try {
    const file = keep(
      vips.Image.newFromBuffer(bytes, '', { access: 'sequential', fail_on: 'error' }),
    );
    const { width, height } = file;
    const fit = Math.min(1, Math.sqrt(mostPixels / (width * height)));
    const longest = Math.max(1, Math.floor(Math.max(width, height) * fit));
    const fitted = keep(file.thumbnailImage(longest, { height: longest, size: 'down' }));
    const colour = keep(fitted.colourspace('srgb'));
    const eightBit = keep(colour.cast('uchar'));
    const raw = eightBit.writeToMemory();
    const data = new Uint8Array(raw.buffer, raw.byteOffset, raw.byteLength);
    const size = { width: eightBit.width, height: eightBit.height };
    return eightBit.bands === 4
      ? { width, height, ...settle(data, size.width, size.height) }
      : { width, height, picture: { data, ...size } };
  } finally {
    handles.reverse().forEach((handle) => handle.delete());
  }
}

/** Scales a one-channel page by `factor`. */
export function resize(vips: Codec, page: Pixels, factor: number): Pixels {
  if (factor === 1) {
    return page;
  }
  const source = vips.Image.newFromMemory(
    page.data,
    page.width,
    page.height,
    1,
    vips.BandFormat.uchar,
  );
  const scaled = source.resize(factor, { kernel: 'cubic' });
  try {
    const raw = scaled.writeToMemory();
    return {
      data: new Uint8Array(raw.buffer, raw.byteOffset, raw.byteLength),
      width: scaled.width,
      height: scaled.height,
    };
  } finally {
    scaled.delete();
    source.delete();
  }
}

/** Puts RGBA pixels on white, or on black where what is visible is light itself. */
function settle(
  rgba: Uint8Array,
  width: number,
  height: number,
): { picture: Pixels; alpha: Uint8Array } {
  const count = width * height;
  const alpha = new Uint8Array(count);
  let light = 0;
  let opacity = 0;
  for (let pixel = 0; pixel < count; pixel++) {
    const opaque = rgba[pixel * 4 + 3] ?? 0;
    alpha[pixel] = opaque;
    opacity += opaque;
    light += opaque * (rgba[pixel * 4 + 1] ?? 0);
  }
  const ground = light > opacity * 160 ? 0 : 255;
  const data = new Uint8Array(count * 3);
  for (let pixel = 0; pixel < count; pixel++) {
    const opaque = (alpha[pixel] ?? 0) / 255;
    for (let channel = 0; channel < 3; channel++) {
      const value = rgba[pixel * 4 + channel] ?? 0;
      data[pixel * 3 + channel] = Math.round(value * opaque + ground * (1 - opaque));
    }
  }
  return { picture: { data, width, height }, alpha };
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
