import path from 'node:path';
import { heifColourSpace } from '../structure/colourSpace';
import { heifProfile } from '../structure/heif';
import { checkSize, type Raster, type Undecoded } from './raster';
import { wasmInstance, wasmModule } from './wasm';

/** The part of libheif's JavaScript interface that is used; handles are numbers to it. */
interface Heif {
  readonly heif_colorspace: { readonly heif_colorspace_RGB: unknown };
  readonly heif_chroma: { readonly heif_chroma_interleaved_RGBA: unknown };
  readonly heif_error_code: { readonly heif_error_Ok: unknown };
  heif_context_alloc(): unknown;
  heif_context_read_from_memory(context: unknown, bytes: Uint8Array): Fault;
  heif_js_context_get_primary_image_handle(context: unknown): unknown;
  heif_image_handle_get_width(handle: unknown): number;
  heif_image_handle_get_height(handle: unknown): number;
  heif_js_decode_image2(handle: unknown, colours: unknown, chroma: unknown): Decoded | Fault;
}

interface Fault {
  readonly code: unknown;
  readonly message: string;
}

interface Decoded {
  readonly channels: readonly {
    readonly width: number;
    readonly height: number;
    /** Bytes from one row to the next. */
    readonly stride: number;
    readonly data: Uint8Array;
  }[];
}

type Factory = (options: {
  instantiateWasm: (imports: object, receive: (instance: object) => unknown) => unknown;
  print: () => void;
  printErr: () => void;
}) => Heif;

/**
 * Reads the header of the primary picture of a HEIC file (HEVC in HEIF, ISO/IEC 23008-12) with libheif, whose
 * WebAssembly is `libheif.wasm` in `folder`; the file's own rotation, mirroring and crop are applied.
 * Throws TooManyPixels, or an Error for damaged bytes; decoding does so for other codecs too.
 */
export async function openHeic(
  bytes: Uint8Array,
  mostPixels: number,
  folder: string,
): Promise<Undecoded> {
  const { default: start } = await import('libheif-js/libheif-wasm/libheif.js');
  const ignore = (): void => undefined;
  const module = wasmModule(path.join(folder, 'libheif.wasm'));
  // An instance for each picture: memory does not shrink, and a damaged file may leave it broken.
  const heif = (start as unknown as Factory)({
    instantiateWasm: (imports, receive) => receive(wasmInstance(module, imports)),
    print: ignore,
    printErr: ignore,
  });
  const context = heif.heif_context_alloc();
  const read = heif.heif_context_read_from_memory(context, bytes);
  if (read.code !== heif.heif_error_code.heif_error_Ok) {
    throw new Error(`libheif: ${read.message}`);
  }
  const handle = heif.heif_js_context_get_primary_image_handle(context);
  if (isFault(handle)) {
    throw new Error(`libheif: ${handle.message}`);
  }
  const width = heif.heif_image_handle_get_width(handle);
  const height = heif.heif_image_handle_get_height(handle);
  checkSize(width, height, mostPixels);
  return { width, height, decode: () => decode(heif, handle, bytes, mostPixels) };
}

function decode(heif: Heif, handle: unknown, bytes: Uint8Array, mostPixels: number): Raster {
  const decoded = heif.heif_js_decode_image2(
    handle,
    heif.heif_colorspace.heif_colorspace_RGB,
    heif.heif_chroma.heif_chroma_interleaved_RGBA,
  );
  if (isFault(decoded)) {
    throw new Error(`libheif: ${decoded.message}`);
  }
  const [channel] = decoded.channels;
  if (channel === undefined || channel.width * channel.height > mostPixels) {
    throw new Error('libheif: no pixels');
  }
  const profile = heifProfile(bytes);
  const space = profile ? undefined : heifColourSpace(bytes);
  return { ...packed(channel), ...(profile && { profile }), ...(space && { space }) };
}

function isFault(result: unknown): result is Fault {
  return typeof result !== 'object' || result === null || 'code' in result;
}

function packed({ width, height, stride, data }: Decoded['channels'][number]): Raster {
  const rows = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    rows.set(data.subarray(y * stride, y * stride + width * 4), y * width * 4);
  }
  return { data: rows, width, height };
}
