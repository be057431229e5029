import { openBmp } from './bmp';
import { checkSize, type Raster, type Undecoded } from './raster';

interface Entry {
  readonly payload: Uint8Array;
  readonly png: boolean;
  readonly width: number;
  readonly height: number;
  readonly bits: number;
}

const fileHeaderLength = 14;
const pngSignature = 0x89504e47;

/**
 * The largest picture of an ICO file (most pixels, then most bits a pixel): a PNG file as it lies
 * there, or a bitmap (see openBmp about `folder`), which is decoded with its mask applied. Throws
 * TooManyPixels, or an Error where no entry lies whole in the file.
 * Source: Microsoft, "Icons" (ICONDIR, ICONDIRENTRY).
 */
export function openIco(
  bytes: Uint8Array,
  mostPixels: number,
  folder: string,
): Undecoded | { readonly png: Uint8Array } {
  const [largest] = entries(bytes).sort(
    (one, other) => other.width * other.height - one.width * one.height || other.bits - one.bits,
  );
  if (largest === undefined) {
    throw new Error('an icon without pictures');
  }
  const { width, height, png, payload } = largest;
  checkSize(width, height, mostPixels);
  return png
    ? { png: payload }
    : { width, height, decode: () => decodeBitmap(largest, mostPixels, folder) };
}

function entries(bytes: Uint8Array): Entry[] {
  const view = viewOf(bytes);
  if (view.getUint32(0, true) !== 0x00010000) {
    throw new Error('no icon');
  }
  const found: Entry[] = [];
  const count = view.getUint16(4, true);
  for (let at = 6; at + 16 <= Math.min(bytes.length, 6 + count * 16); at += 16) {
    const length = view.getUint32(at + 8, true);
    const offset = view.getUint32(at + 12, true);
    if (length >= 40 && offset + length <= bytes.length) {
      found.push(describe(bytes.subarray(offset, offset + length)));
    }
  }
  return found;
}

/** The directory's own sizes are a byte each and often wrong, so the picture's header counts. */
function describe(payload: Uint8Array): Entry {
  const view = viewOf(payload);
  return view.getUint32(0) === pngSignature
    ? { payload, png: true, width: view.getUint32(16), height: view.getUint32(20), bits: 32 }
    : {
        payload,
        png: false,
        width: Math.max(0, view.getInt32(4, true)),
        height: Math.max(0, view.getInt32(8, true) >> 1),
        bits: view.getUint16(14, true),
      };
}

/** The payload is a BMP without its file header, which states twice its height for the mask. */
function decodeBitmap(entry: Entry, mostPixels: number, folder: string): Raster {
  const { payload, width, height, bits } = entry;
  const header = viewOf(payload);
  const colours = header.getUint32(32, true) || (bits <= 8 ? 1 << bits : 0);
  const masks = header.getUint32(16, true) === 3 && header.getUint32(0, true) === 40 ? 12 : 0;
  const start = header.getUint32(0, true) + masks + colours * 4;
  const file = new Uint8Array(fileHeaderLength + payload.length);
  file.set(payload, fileHeaderLength);
  const view = viewOf(file);
  view.setUint16(0, 0x4d42, true);
  view.setUint32(2, file.length, true);
  view.setUint32(10, fileHeaderLength + start, true);
  view.setInt32(fileHeaderLength + 8, height, true);
  const raster = openBmp(file, mostPixels, folder).decode();
  const stride = Math.ceil((width * bits) / 32) * 4;
  if (bits !== 32 || !applyAlpha(raster, payload.subarray(start), stride)) {
    applyMask(raster, payload.subarray(start + stride * height));
  }
  return raster;
}

/** Sets the alpha that the fourth byte of each pixel is in icons; false where all are 0. */
function applyAlpha({ data, width, height }: Raster, pixels: Uint8Array, stride: number): boolean {
  let seen = 0;
  for (let y = 0, at = 3; y < height; y++) {
    const row = (height - 1 - y) * stride;
    for (let x = 0; x < width; x++, at += 4) {
      data[at] = pixels[row + x * 4 + 3] ?? 0;
      seen |= data[at] ?? 0;
    }
  }
  return seen !== 0;
}

/** Makes pixels transparent whose bit is set in the mask, which some icons leave out. */
function applyMask({ data, width, height }: Raster, mask: Uint8Array): void {
  const stride = Math.ceil(width / 32) * 4;
  for (let y = 0, at = 3; y < height; y++) {
    const row = (height - 1 - y) * stride;
    for (let x = 0; x < width; x++, at += 4) {
      const byte = mask[row + (x >> 3)] ?? 0;
      data[at] = (byte >> (7 - (x & 7))) & 1 ? 0 : 255;
    }
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
