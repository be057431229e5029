import path from 'node:path';
import type { Raster } from './raster';
import { wasmInstance, wasmModule } from './wasm';

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  _initialize(): void;
  malloc(length: number): number;
  decode_bmp(data: number, width: number, height: number, file: number, length: number): number;
}

/**
 * Runs libnsbmp, as the package @cwasm/nsbmp builds it, over a BMP file and `spare` zero bytes
 * behind it; `nsbmp.wasm` is in `folder`.
 * It neither limits what it allocates nor frees what it leaves when it stops, so the size has been
 * checked before and each picture gets an instance of its own. Throws an Error for damaged bytes.
 */
export function runNsbmp(bytes: Uint8Array, folder: string, spare = 0): Raster {
  const unused = (): never => {
    throw new Error('libnsbmp stopped');
  };
  const { exports } = wasmInstance(wasmModule(path.join(folder, 'nsbmp.wasm')), {
    wasi_snapshot_preview1: { fd_close: unused, fd_seek: unused, fd_write: unused },
  });
  const nsbmp = exports as unknown as Exports;
  nsbmp._initialize();
  const length = bytes.length + spare;
  const file = nsbmp.malloc(length);
  const results = nsbmp.malloc(12);
  if (file === 0 || results === 0) {
    throw new Error('libnsbmp is out of memory');
  }
  new Uint8Array(nsbmp.memory.buffer, file, length).fill(0, bytes.length).set(bytes);
  const fault = nsbmp.decode_bmp(results, results + 4, results + 8, file, length);
  if (fault !== 0) {
    throw new Error(`libnsbmp: error ${fault}`);
  }
  const [data = 0, width = 0, height = 0] = new Uint32Array(nsbmp.memory.buffer, results, 3);
  return {
    data: new Uint8Array(nsbmp.memory.buffer, data, width * height * 4),
    width,
    height,
  };
}
