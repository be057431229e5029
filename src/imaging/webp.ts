import { bigEndian, byteAt, littleEndian, sized, type Structure } from './bytes';

const riffHeader = 8;
const firstChunk = 12;
const chunkHeader = 8;
const frameHeader = 16;

/** `VP8 `, `VP8L`, `VP8X` and `ANMF` as numbers, since a file can hold millions of chunks. */
const fourCharacters = {
  lossy: 0x56503820,
  lossless: 0x5650384c,
  extended: 0x56503858,
  frame: 0x414e4d46,
};

/**
 * Walks the chunks of a WebP (lossy, lossless or extended, also an animated one); what follows the
 * RIFF container is ignored.
 * Sources: WebP Container Specification; RFC 6386, 9.1; WebP Lossless Bitstream Specification, 3.
 */
export function walkWebp(bytes: Uint8Array): Structure {
  const riffEnd = riffHeader + littleEndian(bytes, 4, 4);
  if (bytes.length < firstChunk + chunkHeader || riffEnd > bytes.length) {
    return 'truncated';
  }
  let size: Structure | undefined;
  let hasPicture = false;
  for (let offset = firstChunk; offset + chunkHeader <= riffEnd;) {
    const type = bigEndian(bytes, offset, 4);
    const length = littleEndian(bytes, offset + 4, 4);
    const data = offset + chunkHeader;
    if (data + length > riffEnd) {
      return data + length > bytes.length ? 'truncated' : 'damaged';
    }
    if (type === fourCharacters.extended) {
      size = sized(littleEndian(bytes, data + 4, 3) + 1, littleEndian(bytes, data + 7, 3) + 1);
    } else if (type === fourCharacters.lossy || type === fourCharacters.lossless) {
      const bitstream =
        type === fourCharacters.lossy ? lossySize(bytes, data) : losslessSize(bytes, data);
      if (length < 5 || bitstream === 'damaged') {
        return 'damaged';
      }
      size ??= bitstream;
      hasPicture = true;
    } else if (type === fourCharacters.frame) {
      hasPicture ||= length > frameHeader + chunkHeader;
    }
    offset = data + length + (length % 2);
  }
  return size !== undefined && hasPicture ? size : 'damaged';
}

function lossySize(bytes: Uint8Array, offset: number): Structure {
  if (bigEndian(bytes, offset + 3, 3) !== 0x9d012a) {
    return 'damaged';
  }
  return sized(
    littleEndian(bytes, offset + 6, 2) & 0x3fff,
    littleEndian(bytes, offset + 8, 2) & 0x3fff,
  );
}

function losslessSize(bytes: Uint8Array, offset: number): Structure {
  if (byteAt(bytes, offset) !== 0x2f) {
    return 'damaged';
  }
  const packed = littleEndian(bytes, offset + 1, 4);
  return sized((packed & 0x3fff) + 1, ((packed >>> 14) & 0x3fff) + 1);
}
