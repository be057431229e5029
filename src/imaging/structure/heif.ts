import { asciiAt, bigEndian } from './bytes';

/** Boxes that hold others, from the file to its pictures' properties, with the bytes before those. */
const path = [
  { type: 'meta', before: 4 },
  { type: 'iprp', before: 0 },
  { type: 'ipco', before: 0 },
] as const;

/** The two names of an ICC profile: of any kind, and of one that is restricted to matrices. */
const kinds: readonly string[] = ['prof', 'rICC'];

/**
 * The first ICC profile among the properties of a HEIF file's pictures, which all are of one camera or
 * encoder; undefined where there is none. Source: ISO/IEC 14496-12 (`colr`), 23008-12 (`ipco`).
 */
export function heifProfile(file: Uint8Array): Uint8Array | undefined {
  const colours = heifProperties(file, 'colr').find((box) => kinds.includes(asciiAt(box, 0, 4)));
  return colours?.subarray(4);
}

/** The properties of one type of a HEIF file's pictures, as far as they are whole. */
export function heifProperties(file: Uint8Array, type: string): Uint8Array[] {
  let inside: Uint8Array | undefined = file;
  for (const { type: outer, before } of path) {
    inside = boxes(inside, outer)[0]?.subarray(before);
    if (inside === undefined) {
      return [];
    }
  }
  return boxes(inside, type);
}

/** The contents of the boxes of one type in a run of boxes, as far as it is whole. */
function boxes(bytes: Uint8Array, type: string): Uint8Array[] {
  const found: Uint8Array[] = [];
  for (let at = 0; at + 8 <= bytes.length;) {
    const size = bigEndian(bytes, at, 4);
    // 0 is all that follows; 1 has a size of 64 bits behind the type, as only pixels have.
    const end =
      size === 0 ? bytes.length : size === 1 ? at + bigEndian(bytes, at + 12, 4) : at + size;
    if (end < at + 8 || end > bytes.length) {
      break;
    }
    if (asciiAt(bytes, at + 4, 4) === type) {
      found.push(bytes.subarray(at + 8, end));
    }
    at = end;
  }
  return found;
}
