import { bigEndian, byteAt, sized, type Structure } from './bytes';

const signatureLength = 8;
const chunkOverhead = 12;
const headerLength = 13;
const longestChunk = 0x7fffffff;

/** `IHDR`, `IDAT` and `IEND` as numbers, since a file can hold millions of chunks. */
const chunkType = { header: 0x49484452, data: 0x49444154, end: 0x49454e44 };

/**
 * Walks the chunks of a PNG (also an animated one) up to IEND; what follows IEND is ignored.
 * Source: Portable Network Graphics (PNG) Specification, Third Edition, 5 "Datastream structure".
 */
export function walkPng(bytes: Uint8Array): Structure {
  let size: Structure = 'damaged';
  let hasData = false;
  for (let offset = signatureLength; ;) {
    const length = bigEndian(bytes, offset, 4);
    if (offset + chunkOverhead > bytes.length) {
      return 'truncated';
    }
    if (length > longestChunk || !isChunkType(bytes, offset + 4)) {
      return 'damaged';
    }
    const end = offset + chunkOverhead + length;
    if (end > bytes.length) {
      return 'truncated';
    }
    const type = bigEndian(bytes, offset + 4, 4);
    if (offset === signatureLength) {
      if (type !== chunkType.header || length !== headerLength) {
        return 'damaged';
      }
      size = sized(bigEndian(bytes, offset + 8, 4), bigEndian(bytes, offset + 12, 4));
    }
    hasData ||= type === chunkType.data;
    if (type === chunkType.end) {
      return hasData ? size : 'damaged';
    }
    offset = end;
  }
}

function isChunkType(bytes: Uint8Array, offset: number): boolean {
  for (let index = offset; index < offset + 4; index++) {
    const letter = byteAt(bytes, index) | 0x20;
    if (letter < 0x61 || letter > 0x7a) {
      return false;
    }
  }
  return true;
}
