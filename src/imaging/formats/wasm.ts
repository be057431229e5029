import { readFileSync } from 'node:fs';

/** A compiled WebAssembly module, as `WebAssembly.Module`, which the types of Node do not have. */
export type WasmModule = object;

interface Platform {
  readonly WebAssembly: {
    readonly Module: new (code: Uint8Array) => WasmModule;
    readonly Instance: new (module: WasmModule, imports: object) => { readonly exports: object };
  };
}

const { WebAssembly } = globalThis as unknown as Platform;

const modules = new Map<string, WasmModule>();

/**
 * The WebAssembly in a file, `changed` where that is given. It is compiled once, and its functions when they are
 * first called, which takes longer than to decode a small picture: so all instances share it. Throws an Error
 * where there is no such file or no WebAssembly in it.
 */
export function wasmModule(
  file: string,
  changed: (code: Uint8Array) => Uint8Array = (code) => code,
): WasmModule {
  const module = modules.get(file) ?? new WebAssembly.Module(changed(readFileSync(file)));
  modules.set(file, module);
  return module;
}

/** An instance with a memory of its own. */
export function wasmInstance(module: WasmModule, imports: object): { readonly exports: object } {
  return new WebAssembly.Instance(module, imports);
}
