import type { Size } from '../../core/images/fit';
import type { Trait } from '../../core/images/images';
import { bigEndian, byteAt, littleEndian, sized, type Structure } from './bytes';

const riffHeader = 8;
const firstChunk = 12;
const chunkHeader = 8;
const frameHeader = 16;

/** Kinds of chunks as numbers, since a file can hold millions of them. */
const fourCharacters = {
  lossy: 0x56503820,
  lossless: 0x5650384c,
  extended: 0x56503858,
  frame: 0x414e4d46,
  animation: 0x414e494d,
  alpha: 0x414c5048,
  profile: 0x49434350,
};

/** What chunks tell of a picture; any other is metadata. */
const telling: ReadonlyMap<number, Trait> = new Map([
  [fourCharacters.animation, 'animated'],
  [fourCharacters.alpha, 'alpha'],
  [fourCharacters.profile, 'profile'],
]);

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
  const traits = new Set<Trait>(riffEnd < bytes.length ? ['metadata'] : []);
  let size: Size | undefined;
  let hasPicture = false;
  for (let offset = firstChunk; offset + chunkHeader <= riffEnd;) {
    const type = bigEndian(bytes, offset, 4);
    const length = littleEndian(bytes, offset + 4, 4);
    const data = offset + chunkHeader;
    if (data + length > riffEnd) {
      return data + length > bytes.length ? 'truncated' : 'damaged';
    }
    if (type === fourCharacters.extended) {
      size = {
        width: littleEndian(bytes, data + 4, 3) + 1,
        height: littleEndian(bytes, data + 7, 3) + 1,
      };
    } else if (type === fourCharacters.lossy || type === fourCharacters.lossless) {
      const bitstream =
        type === fourCharacters.lossy ? lossySize(bytes, data) : losslessSize(bytes, data, traits);
      if (length < 5 || bitstream === 'damaged') {
        return 'damaged';
      }
      size ??= bitstream;
      hasPicture = true;
    } else if (type === fourCharacters.frame) {
      hasPicture ||= length > frameHeader + chunkHeader;
    } else {
      traits.add(telling.get(type) ?? 'metadata');
    }
    offset = data + length + (length % 2);
  }
  return size !== undefined && hasPicture ? sized(size.width, size.height, traits) : 'damaged';
}

function lossySize(bytes: Uint8Array, offset: number): Size | 'damaged' {
  if (bigEndian(bytes, offset + 3, 3) !== 0x9d012a) {
    return 'damaged';
  }
  return {
    width: littleEndian(bytes, offset + 6, 2) & 0x3fff,
    height: littleEndian(bytes, offset + 8, 2) & 0x3fff,
  };
}

/** Adds `alpha` to the traits where the bitstream says that it is used. */
function losslessSize(bytes: Uint8Array, offset: number, traits: Set<Trait>): Size | 'damaged' {
  if (byteAt(bytes, offset) !== 0x2f) {
    return 'damaged';
  }
  const packed = littleEndian(bytes, offset + 1, 4);
  if ((packed & 0x10000000) !== 0) {
    traits.add('alpha');
  }
  return { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
}
