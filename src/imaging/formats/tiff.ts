import zlib from 'node:zlib';
import { readDirectory, tag, valueOf, type Directory } from '../structure/tiff';

/** How a TIFF is packed, by its number; `readable` where the codec knows it or it can be packed anew. */
const compressions: Readonly<Record<number, string>> = {
  34_712: 'JPEG 2000',
  34_887: 'LERC',
  34_925: 'LZMA',
  50_002: 'JPEG XL',
};

const deflate = 8;
const zstd = 50_000;
const webp = 50_001;

/** Unpacks one strip or tile of WebP into `samples` channels of 8 bits, rows from the top. */
export type DecodeWebp = (bytes: Uint8Array, samples: number) => Uint8Array;

/** The kind of Lab in 8 bits that a TIFF's numbers are, which libvips does not read. */
export type Lab = 'signed' | 'offset';

export interface ReadableTiff {
  readonly bytes: Uint8Array;
  /** Whether the three channels that come out are no colours but Lab. */
  readonly lab?: Lab;
}

/** A TIFF is packed in a way that cannot be read here. */
export class UnknownCompression extends Error {
  constructor(readonly compression: string) {
    super(`TIFF with ${compression} compression`);
    this.name = 'UnknownCompression';
  }
}

/**
 * A TIFF as libvips reads it: strips and tiles of ZSTD and WebP, which it lacks or takes for black, are packed
 * anew, and 8-bit Lab is passed off as RGB. Throws UnknownCompression, or an Error where the file is damaged.
 */
export function readableTiff(bytes: Uint8Array, decodeWebp: DecodeWebp): ReadableTiff {
  const directory = readDirectory(bytes);
  if (directory === undefined) {
    return { bytes };
  }
  const compression = valueOf(directory, tag.compression, 1);
  const unknown = compressions[compression];
  if (unknown !== undefined) {
    throw new UnknownCompression(unknown);
  }
  const unpack = unpackerOf(compression, directory, decodeWebp);
  const packed = unpack ? repacked(bytes, directory, unpack) : bytes;
  const lab = labOf(directory);
  return lab === undefined
    ? { bytes: packed }
    : { bytes: patched(packed, directory, tag.photometric, 2), lab };
}

type Unpack = (chunk: Uint8Array) => Uint8Array;

function unpackerOf(
  compression: number,
  directory: Directory,
  decodeWebp: DecodeWebp,
): Unpack | undefined {
  if (compression === zstd) {
    // Later than the oldest Node that VS Code may bring.
    if (typeof zlib.zstdDecompressSync !== 'function') {
      throw new UnknownCompression('ZSTD');
    }
    const maxOutputLength = chunkLength(directory);
    return (chunk) => zlib.zstdDecompressSync(chunk, { maxOutputLength });
  }
  const samples = valueOf(directory, tag.samples, 1);
  return compression === webp ? (chunk) => decodeWebp(chunk, samples) : undefined;
}

/** The most bytes that one strip or tile unpacks to. */
function chunkLength(directory: Directory): number {
  const width = valueOf(directory, tag.tileWidth, valueOf(directory, tag.width));
  const height = valueOf(directory, tag.height);
  const rows = Math.min(valueOf(directory, tag.rowsPerStrip, height), height);
  const bits = Math.max(8, valueOf(directory, tag.bits, 8));
  const pixels = width * valueOf(directory, tag.tileHeight, rows);
  return Math.max(1, Math.ceil((pixels * bits * valueOf(directory, tag.samples, 1)) / 8));
}

function repacked(bytes: Uint8Array, directory: Directory, unpack: Unpack): Uint8Array {
  const { entries, isLittle } = directory;
  const offsets = entries.get(tag.tileOffsets) ?? entries.get(tag.stripOffsets);
  const counts = entries.get(tag.tileCounts) ?? entries.get(tag.stripCounts);
  if (offsets === undefined || counts?.values.length !== offsets.values.length) {
    throw new Error('a TIFF without pixels');
  }
  const parts: Uint8Array[] = [bytes];
  let length = bytes.length;
  const append = (part: Uint8Array): number => {
    // Words begin at even places.
    const padded = part.length % 2 === 0 ? part : Buffer.concat([part, Buffer.alloc(1)]);
    parts.push(padded);
    length += padded.length;
    return length - padded.length;
  };
  append(new Uint8Array(length % 2));
  const chunks = offsets.values.map((offset, index) => {
    const chunk = bytes.subarray(offset, offset + (counts.values[index] ?? 0));
    return zlib.deflateSync(unpack(chunk), { level: 1 });
  });
  const places = chunks.map(append);
  const table = (values: readonly number[]): number => {
    const data = Buffer.alloc(values.length * 4);
    values.forEach((value, index) => writeNumber(data, index * 4, 4, value, isLittle));
    return values.length === 1 ? (values[0] ?? 0) : append(data);
  };
  const [placeTable, countTable] = [table(places), table(chunks.map((chunk) => chunk.length))];
  const made = Buffer.concat(parts);
  for (const [at, value] of [
    [offsets.at, placeTable],
    [counts.at, countTable],
  ] as const) {
    writeNumber(made, at + 2, 2, 4, isLittle);
    writeNumber(made, at + 8, 4, value, isLittle);
  }
  return patched(made, directory, tag.compression, deflate);
}

/** A copy with another short number in an entry. */
function patched(
  bytes: Uint8Array,
  { entries, isLittle }: Directory,
  number: number,
  value: number,
): Uint8Array {
  const copy = Buffer.from(bytes);
  const at = entries.get(number)?.at;
  if (at !== undefined) {
    writeNumber(copy, at + 2, 2, 3, isLittle);
    writeNumber(copy, at + 8, 4, 0, isLittle);
    writeNumber(copy, at + 8, 2, value, isLittle);
  }
  return copy;
}

function labOf(directory: Directory): Lab | undefined {
  const photometric = valueOf(directory, tag.photometric);
  const isPlain = valueOf(directory, tag.bits, 1) === 8 && valueOf(directory, tag.samples, 1) === 3;
  return isPlain ? ({ 8: 'signed', 9: 'offset' } as const)[photometric] : undefined;
}

function writeNumber(
  bytes: Buffer,
  at: number,
  length: number,
  value: number,
  isLittle: boolean,
): void {
  if (isLittle) {
    bytes.writeUIntLE(value, at, length);
  } else {
    bytes.writeUIntBE(value, at, length);
  }
}
