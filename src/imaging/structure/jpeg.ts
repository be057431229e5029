import type { Trait } from '../../core/images/images';
import { bigEndian, byteAt, sized, type Fault, type Structure } from './bytes';

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
 * none, which libjpeg skips. Where the marker is missing, or other bytes stand in its place, the end is open.
 * Source: ITU-T T.81, Annex B.
 */
export function walkJpeg(bytes: Uint8Array): Structure {
  let width = 0;
  let height = 0;
  const scans = new Scans();
  let isCoded = false;
  let scanEnd = 0;
  const traits = new Set<Trait>();
  const endAt = (fault: Fault): Structure => {
    const facts = scanEnd > 0 && scans.areComplete() ? sized(width, height, traits) : fault;
    return typeof facts === 'string' ? fault : { ...facts, openEnd: scanEnd };
  };
  for (let offset = 2; ;) {
    const found = nextMarker(bytes, offset);
    const code = byteAt(bytes, found);
    if (isCoded) {
      scanEnd = code === -1 ? withoutFillBytes(bytes) : found - 1;
    }
    if (code === -1) {
      return endAt('truncated');
    }
    if (!isCoded && byteAt(bytes, offset) !== 0xff) {
      traits.add('metadata');
    }
    offset = found + 1;
    if (code === marker.endOfImage) {
      if (offset < bytes.length) {
        traits.add('metadata');
      }
      return scans.count > 0 ? sized(width, height, traits) : 'damaged';
    }
    if (standsAlone(code)) {
      continue;
    }
    const length = bigEndian(bytes, offset, 2);
    if (length === -1 || offset + length > bytes.length) {
      return endAt('truncated');
    }
    if (length < 2) {
      return endAt('damaged');
    }
    const trait = traitOfSegment(bytes, code, offset);
    if (trait !== undefined) {
      traits.add(trait);
    }
    isCoded = code === marker.startOfScan;
    if (isFrame(code) && width === 0) {
      height = bigEndian(bytes, offset + 3, 2);
      width = bigEndian(bytes, offset + 5, 2);
      scans.components = byteAt(bytes, offset + 7);
    } else if (code === marker.numberOfLines && height === 0) {
      height = bigEndian(bytes, offset + 2, 2);
    } else if (code === marker.startOfScan) {
      scans.add(bytes, offset);
    }
    offset += length;
  }
}

/** The end-of-image marker. */
export const jpegEnd: Uint8Array = Uint8Array.of(0xff, marker.endOfImage);

/** A JPEG that ends with its last scan, with the marker that ought to follow. */
export function closedJpeg(bytes: Uint8Array): Uint8Array {
  const closed = new Uint8Array(bytes.length + jpegEnd.length);
  closed.set(bytes);
  closed.set(jpegEnd, bytes.length);
  return closed;
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

/** A picture has a few dozen. */
const mostScans = 1000;

/** What the scans of a JPEG have coded so far: progressive ones refine it step by step. */
class Scans {
  count = 0;
  components = 0;
  /** For each component the coefficients, 0 to 63, that are there to the last bit. */
  private readonly exact = new Map<number, Set<number>>();

  add(bytes: Uint8Array, offset: number): void {
    this.count++;
    const components = byteAt(bytes, offset + 2);
    const [first, last, bits] = [3, 4, 5].map((at) => byteAt(bytes, offset + at + 2 * components));
    if (bits === undefined || (bits & 15) !== 0 || components > 4 || this.count > mostScans) {
      return;
    }
    for (let at = offset + 3; at < offset + 3 + 2 * components; at += 2) {
      const exact = this.exact.get(byteAt(bytes, at)) ?? new Set();
      this.exact.set(byteAt(bytes, at), exact);
      for (let index = first ?? 0; index <= Math.min(63, last ?? 0); index++) {
        exact.add(index);
      }
    }
  }

  areComplete(): boolean {
    const complete = [...this.exact.values()].filter(({ size }) => size === 64);
    return this.components > 0 && complete.length >= this.components;
  }
}

/** The length of a file without FF bytes at its end. */
function withoutFillBytes(bytes: Uint8Array): number {
  let end = bytes.length;
  while (byteAt(bytes, end - 1) === 0xff) {
    end--;
  }
  return end;
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
