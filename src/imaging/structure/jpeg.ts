import type { Trait } from '../../core/images/images';
import { bigEndian, byteAt, sized, type Structure } from './bytes';

const marker = {
  temporary: 0x01,
  firstFrame: 0xc0,
  lastUsualFrame: 0xc2,
  huffmanTables: 0xc4,
  jpegExtension: 0xc8,
  arithmeticConditioning: 0xcc,
  lastFrame: 0xcf,
  firstRestart: 0xd0,
  lastRestart: 0xd7,
  startOfImage: 0xd8,
  endOfImage: 0xd9,
  startOfScan: 0xda,
  numberOfLines: 0xdc,
  quantizationTables: 0xdb,
  restartInterval: 0xdd,
  jfif: 0xe0,
  profile: 0xe2,
  adobe: 0xee,
};

/** Segments without which a picture cannot be decoded. */
const tables: ReadonlySet<number> = new Set([
  marker.huffmanTables,
  marker.arithmeticConditioning,
  marker.startOfScan,
  marker.quantizationTables,
  marker.numberOfLines,
  marker.restartInterval,
]);

/** `JFIF`, `Adob` and `ICC_` as numbers, since a file can hold millions of segments. */
const segmentName = { jfif: 0x4a464946, adobe: 0x41646f62, profile: 0x4943435f };

/** The lengths of the segments of JFIF without a thumbnail and of Adobe, in bytes. */
const bare = { jfif: 16, adobe: 14 };

/**
 * Walks the segments and scans of a JPEG up to its end-of-image marker. What follows that (trailing
 * bytes, further pictures of an MPF file) is metadata, and so are bytes between segments that belong to
 * none, which libjpeg skips.
 * Source: ITU-T T.81, Annex B.
 */
export function walkJpeg(bytes: Uint8Array): Structure {
  let width = 0;
  let height = 0;
  let scans = 0;
  let isCoded = false;
  const traits = new Set<Trait>();
  for (let offset = 2; ;) {
    const found = nextMarker(bytes, offset);
    const code = byteAt(bytes, found);
    if (code === -1) {
      return 'truncated';
    }
    if (!isCoded && byteAt(bytes, offset) !== 0xff) {
      traits.add('metadata');
    }
    offset = found + 1;
    if (code === marker.endOfImage) {
      if (offset < bytes.length) {
        traits.add('metadata');
      }
      return scans > 0 ? sized(width, height, traits) : 'damaged';
    }
    if (standsAlone(code)) {
      continue;
    }
    const length = bigEndian(bytes, offset, 2);
    if (length === -1 || offset + length > bytes.length) {
      return 'truncated';
    }
    if (length < 2) {
      return 'damaged';
    }
    const trait = traitOfSegment(bytes, code, offset);
    if (trait !== undefined) {
      traits.add(trait);
    }
    isCoded = code === marker.startOfScan;
    if (isFrame(code) && width === 0) {
      height = bigEndian(bytes, offset + 3, 2);
      width = bigEndian(bytes, offset + 5, 2);
    } else if (code === marker.numberOfLines && height === 0) {
      height = bigEndian(bytes, offset + 2, 2);
    } else if (code === marker.startOfScan) {
      scans++;
    }
    offset += length;
  }
}

/** JFIF's and Adobe's segments say how to read the pixels, all others tell of the picture. */
function traitOfSegment(bytes: Uint8Array, code: number, offset: number): Trait | undefined {
  if (isFrame(code)) {
    const isUsual =
      code <= marker.lastUsualFrame &&
      byteAt(bytes, offset + 2) === 8 &&
      byteAt(bytes, offset + 7) < 4;
    return isUsual ? undefined : 'deep';
  }
  const length = bigEndian(bytes, offset, 2);
  const name = bigEndian(bytes, offset + 2, 4);
  if (code === marker.profile && name === segmentName.profile) {
    return 'profile';
  }
  const isBare =
    tables.has(code) ||
    (code === marker.jfif && name === segmentName.jfif && length === bare.jfif) ||
    (code === marker.adobe && name === segmentName.adobe && length === bare.adobe);
  return isBare ? undefined : 'metadata';
}

/** The offset of the next marker's code, past any coded data, stuffed zeros and fill bytes. */
function nextMarker(bytes: Uint8Array, from: number): number {
  for (let offset = from; ;) {
    offset = bytes.indexOf(0xff, offset);
    if (offset === -1) {
      return bytes.length;
    }
    while (byteAt(bytes, offset) === 0xff) {
      offset++;
    }
    if (byteAt(bytes, offset) !== 0) {
      return offset;
    }
  }
}

function standsAlone(code: number): boolean {
  return (
    code === marker.temporary ||
    code === marker.startOfImage ||
    (code >= marker.firstRestart && code <= marker.lastRestart)
  );
}

function isFrame(code: number): boolean {
  return (
    code >= marker.firstFrame &&
    code <= marker.lastFrame &&
    code !== marker.huffmanTables &&
    code !== marker.jpegExtension &&
    code !== marker.arithmeticConditioning
  );
}
