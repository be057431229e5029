import path from 'node:path';
import Vips from 'wasm-vips';
import type { Pixels } from '../pixels';

export type Codec = typeof Vips;
export type Picture = InstanceType<Codec['Image']>;

/** The parts of libvips that read formats which are seldom met, each a file of its own. */
export type CodecModule = 'vips-heif.wasm';

/** Starts libvips with its WebAssembly files from `folder`; two threads do for one image at a time. */
export async function startCodec(folder: string, modules: CodecModule[] = []): Promise<Codec> {
  const vips = await Vips({
    dynamicLibraries: modules,
    locateFile: (file) => path.join(folder, file),
    print: () => undefined,
    printErr: () => undefined,
    // Its threads would print each warning to the host's stderr, thousands for a damaged file.
    preRun: (module: { ENV: Record<string, string> }) => (module.ENV.VIPS_WARNING = '1'),
  });
  vips.concurrency(2);
  vips.Cache.max(0);
  vips.blockUntrusted(true);
  return vips;
}

/** The pixels of a picture of 8 bits a channel, which stay after its handle is freed. */
export function pixelsOf(picture: Picture): Pixels {
  const raw = picture.writeToMemory();
  return {
    data: new Uint8Array(raw.buffer, raw.byteOffset, raw.byteLength),
    width: picture.width,
    height: picture.height,
  };
}

/** Frees, in the reverse order, what was kept while a piece of work went on. */
export class Handles {
  private readonly kept: { delete(): void }[] = [];

  /** Passes a handle on and remembers it. */
  readonly keep = <T extends { delete(): void }>(handle: T): T => {
    this.kept.push(handle);
    return handle;
  };

  free(): void {
    this.kept
      .splice(0)
      .reverse()
      .forEach((handle) => handle.delete());
  }
}
