import type { Trait } from '../../core/images/images';
import { bigEndian, byteAt, sized, type Structure } from './bytes';
import { pngColourSpace } from './colourSpace';

const signatureLength = 8;
const chunkOverhead = 12;
const headerLength = 13;
const longestChunk = 0x7fffffff;

/** `IHDR`, `IDAT` and `IEND` as numbers, since a file can hold millions of chunks. */
const chunkType = { header: 0x49484452, data: 0x49444154, end: 0x49454e44 };

/** What chunks tell of a picture; those that are neither here nor harmless are metadata. */
const telling: ReadonlyMap<number, Trait> = new Map(
  Object.entries({
    acTL: 'animated',
    fcTL: 'animated',
    fdAT: 'animated',
    iCCP: 'profile',
    cICP: 'profile',
    tRNS: 'alpha',
  } as const).map(([name, trait]) => [numberOf(name), trait]),
);
const harmless: ReadonlySet<number> = new Set(
  ['PLTE', 'gAMA', 'cHRM', 'sRGB', 'sBIT', 'bKGD', 'hIST', 'pHYs'].map(numberOf),
);

/**
 * Walks the chunks of a PNG (also an animated one) up to IEND; what follows IEND is ignored.
 * Source: Portable Network Graphics (PNG) Specification, Third Edition, 5 "Datastream structure".
 */
export function walkPng(bytes: Uint8Array): Structure {
  const traits = new Set<Trait>();
  let width = 0;
  let height = 0;
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
      width = bigEndian(bytes, offset + 8, 4);
      height = bigEndian(bytes, offset + 12, 4);
      headerTraits(bytes, offset + 8).forEach((trait) => traits.add(trait));
    } else if (type === chunkType.end) {
      if (end < bytes.length) {
        traits.add('metadata');
      }
      if (pngColourSpace(bytes)) {
        traits.add('profile');
      }
      const facts = hasData ? sized(width, height, traits) : 'damaged';
      return typeof facts === 'string' ? facts : { ...facts, heldBytes: heldBytes(bytes) };
    } else if (type === chunkType.data) {
      hasData = true;
    } else if (!harmless.has(type)) {
      traits.add(telling.get(type) ?? 'metadata');
    }
    offset = end;
  }
}

function headerTraits(bytes: Uint8Array, header: number): Trait[] {
  const hasAlpha = (byteAt(bytes, header + 9) & 4) !== 0;
  return [
    ...(byteAt(bytes, header + 8) > 8 ? (['deep'] as const) : []),
    ...(hasAlpha ? (['alpha'] as const) : []),
  ];
}

/** The decoder holds all of an interlaced picture: so many channels of so many bits. */
function heldBytes(bytes: Uint8Array): number {
  const header = signatureLength + 8;
  const [depth, colours, interlace] = [8, 9, 12].map((at) => byteAt(bytes, header + at));
  const channels = { 0: 1, 2: 3, 3: 4, 4: 2, 6: 4 }[colours ?? 2] ?? 4;
  return interlace === 0 ? 0 : channels * Math.max(1, (depth ?? 8) / 8);
}

function numberOf(name: string): number {
  return bigEndian(new TextEncoder().encode(name), 0, 4);
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
