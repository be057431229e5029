const headerLength = 8;
const memorySection = 5;

/**
 * A copy of a WebAssembly module whose own memory cannot grow past `mostPages` of 64 KiB: what asks
 * for more fails inside it. Throws an Error if the module has not one unlimited memory.
 * Source: WebAssembly core specification, 5.5 Modules.
 */
export function capMemory(module: Uint8Array, mostPages: number): Uint8Array {
  let at = headerLength;
  while (at < module.length) {
    const [length, start] = readNumber(module, at + 1);
    if (module[at] === memorySection) {
      const [count, flags] = module.subarray(start);
      if (count !== 1 || flags !== 0) {
        break;
      }
      const least = module.subarray(start + 2, start + length);
      const limits = [1, 1, ...least, ...writeNumber(mostPages)];
      return Buffer.concat([
        module.subarray(0, at),
        Uint8Array.from([memorySection, ...writeNumber(limits.length), ...limits]),
        module.subarray(start + length),
      ]);
    }
    at = start + length;
  }
  throw new Error('no memory to limit');
}

/** An unsigned LEB128 number, and where it ends. */
function readNumber(bytes: Uint8Array, offset: number): [number, number] {
  let value = 0;
  for (let shift = 1; ; shift *= 128) {
    const byte = bytes[offset++] ?? 0;
    value += (byte & 127) * shift;
    if (byte < 128) {
      return [value, offset];
    }
  }
}

function writeNumber(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...writeNumber(value >> 7)];
}
