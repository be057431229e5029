import type { Size } from '../../core/images/fit';
import type { DrawingLimit, Trait } from '../../core/images/images';

/** What a walk through a file's structure ends in. */
export type Structure = Facts | Fault;

/** The size that a file's header states, and what else its structure tells. */
export interface Facts extends Size {
  readonly traits: readonly Trait[];
  /** How much its decoder holds for each pixel, where the type alone does not tell. */
  readonly heldBytes?: number;
  /** Of a vector: what is not drawn as a browser does. */
  readonly limits?: readonly DrawingLimit[];
  /** Of a vector: whether it is better drawn by a browser. */
  readonly isForBrowser?: boolean;
  /** Where the pixels end of a file that lacks what ought to follow them; whether they are whole is open. */
  readonly openEnd?: number;
}

/** `truncated`: the file ends before its format says so. `damaged`: it breaks its format's rules. */
export type Fault = 'truncated' | 'damaged';

/** The byte at `offset`, or -1 past the end. */
export function byteAt(bytes: Uint8Array, offset: number): number {
  return bytes[offset] ?? -1;
}

/** An unsigned integer of `length` bytes (1 to 4), first byte highest; -1 where it passes the end. */
export function bigEndian(bytes: Uint8Array, offset: number, length: number): number {
  let value = 0;
  for (let index = offset; index < offset + length; index++) {
    const byte = bytes[index];
    if (byte === undefined) {
      return -1;
    }
    value = value * 256 + byte;
  }
  return value;
}

/** An unsigned integer of `length` bytes (1 to 4), first byte lowest; -1 where it passes the end. */
export function littleEndian(bytes: Uint8Array, offset: number, length: number): number {
  let value = 0;
  for (let index = offset + length - 1; index >= offset; index--) {
    const byte = bytes[index];
    if (byte === undefined) {
      return -1;
    }
    value = value * 256 + byte;
  }
  return value;
}

/** Bytes as text, one character a byte, up to the end of the file. */
export function asciiAt(bytes: Uint8Array, offset: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(offset, offset + length));
}

/** Width and height with what was noticed, or `damaged` where one of them is none. */
export function sized(width: number, height: number, traits: ReadonlySet<Trait>): Structure {
  return width > 0 && height > 0 ? { width, height, traits: [...traits] } : 'damaged';
}
