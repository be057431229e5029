import type { Trait } from '../core/images';
import { bigEndian, byteAt, sized, type Structure } from './bytes';

const marker = {
  temporary: 0x01,
  firstFrame: 0xc0,
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
  firstApplication: 0xe0,
  lastApplication: 0xef,
  comment: 0xfe,
};

/** `JFIF`, `Adob` and `ICC_` as numbers, since a file can hold millions of segments. */
const segmentName = { jfif: 0x4a464946, adobe: 0x41646f62, profile: 0x4943435f };

/**
 * Walks the segments and scans of a JPEG up to its end-of-image marker; what follows it (trailing
 * bytes, further pictures of an MPF file) is ignored, and so is a thumbnail inside a segment.
 * Bytes between segments that belong to none are skipped, as libjpeg does.
 * Source: ITU-T T.81, Annex B.
 */
export function walkJpeg(bytes: Uint8Array): Structure {
  let width = 0;
  let height = 0;
  let scans = 0;
  const traits = new Set<Trait>();
  for (let offset = 2; ;) {
    const found = nextMarker(bytes, offset);
    const code = byteAt(bytes, found);
    if (code === -1) {
      return 'truncated';
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
    const isUsual = byteAt(bytes, offset + 2) === 8 && byteAt(bytes, offset + 7) < 4;
    return isUsual ? undefined : 'deep';
  }
  if (code === marker.comment) {
    return 'metadata';
  }
  if (code < marker.firstApplication || code > marker.lastApplication) {
    return undefined;
  }
  switch (bigEndian(bytes, offset + 2, 4)) {
    case segmentName.jfif:
    case segmentName.adobe:
      return undefined;
    case segmentName.profile:
      return 'profile';
    default:
      return 'metadata';
  }
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
