import { runNsbmp } from './nsbmp';
import { checkSize, type Raster, type Undecoded } from './raster';

/** What a bitmap's header states; `headerLength` and `offset` (of the pixels) are in bytes. */
interface Header {
  readonly headerLength: number;
  readonly offset: number;
  readonly width: number;
  /** Without its sign, which says that the rows go from the top. */
  readonly height: number;
  readonly bits: number;
  readonly compression: number;
}

const fileHeaderLength = 14;
const coreHeaderLength = 12;
const mostColours = 256;
const runLengths = [1, 2];
/** A run of the packed formats is two bytes for at most 255 pixels. */
const mostPixelsPerByte = 128;

/**
 * Reads the header of a BMP file; libnsbmp decodes it, whose WebAssembly is `nsbmp.wasm` in `folder`. Throws
 * TooManyPixels, or an Error where the file is cut; decoding does where it is damaged or of a kind that
 * libnsbmp does not know (2 or 64 bits a pixel, JPEG or PNG inside).
 * Source: Microsoft, "Bitmap storage", [MS-WMF] 2.2.2.
 */
export function openBmp(bytes: Uint8Array, mostPixels: number, folder: string): Undecoded {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = readHeader(view);
  const { offset, width, height, bits, compression } = header;
  checkSize(width, height, mostPixels);
  const needed = runLengths.includes(compression)
    ? (width * height) / mostPixelsPerByte
    : offset + Math.ceil((width * bits) / 32) * 4 * height;
  if (needed > bytes.length) {
    throw new Error(`${bytes.length} bytes where the header asks for ${Math.ceil(needed)}`);
  }
  return { width, height, decode: () => decode(bytes, view, header, folder) };
}

function decode(bytes: Uint8Array, view: DataView, header: Header, folder: string): Raster {
  const { headerLength, width, height, bits } = header;
  // libnsbmp takes every palette for one of four bytes a colour when it looks whether it is all there.
  const spare = headerLength === coreHeaderLength ? mostColours : 0;
  const raster = runNsbmp(bytes, folder, spare);
  if (raster.width !== width || raster.height !== height) {
    throw new Error('libnsbmp found another size');
  }
  if (bits === 16) {
    widen(raster.data, channelBits(view, header));
  }
  showIfAllHidden(raster.data);
  return raster;
}

function readHeader(view: DataView): Header {
  if (view.getUint16(0, true) !== 0x4d42) {
    throw new Error('no BMP file');
  }
  const offset = view.getUint32(10, true);
  const headerLength = view.getUint32(fileHeaderLength, true);
  return headerLength === coreHeaderLength
    ? {
        headerLength,
        offset,
        width: view.getUint16(18, true),
        height: view.getUint16(20, true),
        bits: view.getUint16(24, true),
        compression: 0,
      }
    : {
        headerLength,
        offset,
        width: view.getInt32(18, true),
        height: Math.abs(view.getInt32(22, true)),
        bits: view.getUint16(28, true),
        compression: view.getUint32(30, true),
      };
}

/** How many bits red, green, blue and alpha have in a 16-bit picture. */
function channelBits(view: DataView, { headerLength, compression }: Header): number[] {
  if (compression !== 3) {
    return [5, 5, 5, 0];
  }
  const masks = headerLength >= 56 ? [54, 58, 62, 66] : [54, 58, 62];
  return masks.map((at) => view.getUint32(at, true).toString(2).replaceAll('0', '').length);
}

/** libnsbmp leaves the low bits of narrow channels 0, so that white would be grey. */
function widen(data: Uint8Array, bits: readonly number[]): void {
  bits.forEach((width, channel) => {
    if (width < 1 || width > 7) {
      return;
    }
    for (let at = channel; at < data.length; at += 4) {
      const value = data[at] ?? 0;
      let wide = 0;
      for (let shift = 0; shift < 8; shift += width) {
        wide |= value >> shift;
      }
      data[at] = wide;
    }
  });
}

/** Many programs leave the alpha of a picture without transparency 0. */
function showIfAllHidden(data: Uint8Array): void {
  for (let at = 3; at < data.length; at += 4) {
    if (data[at] !== 0) {
      return;
    }
  }
  for (let at = 3; at < data.length; at += 4) {
    data[at] = 255;
  }
}
