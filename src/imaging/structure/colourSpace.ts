import { asciiAt, bigEndian, byteAt } from './bytes';
import { heifProperties } from './heif';

/** How the numbers of a picture stand for light. */
export type Transfer =
  { readonly kind: 'srgb' | 'pq' | 'hlg' } | { readonly kind: 'gamma'; readonly exponent: number };

/** Chromaticities, x and y each: of white, red, green and blue. */
export type Primaries = readonly [number, number, number, number, number, number, number, number];

/** The colours of a picture that are told by numbers, not by an ICC profile, and are not those of sRGB. */
export interface ColourSpace {
  readonly primaries: Primaries;
  readonly transfer: Transfer;
}

const d65 = [0.3127, 0.329] as const;
export const srgbPrimaries: Primaries = [...d65, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06];

/** By the numbers of ITU-T H.273, Table 2; others are taken for those of sRGB. */
const primariesOf: Readonly<Record<number, Primaries>> = {
  4: [0.31, 0.316, 0.67, 0.33, 0.21, 0.71, 0.14, 0.08],
  5: [...d65, 0.64, 0.33, 0.29, 0.6, 0.15, 0.06],
  6: [...d65, 0.63, 0.34, 0.31, 0.595, 0.155, 0.07],
  7: [...d65, 0.63, 0.34, 0.31, 0.595, 0.155, 0.07],
  9: [...d65, 0.708, 0.292, 0.17, 0.797, 0.131, 0.046],
  11: [0.314, 0.351, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06],
  12: [...d65, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06],
};

/** What displays make of the curves of cameras, as browsers do in PNG. Source: ITU-R BT.1886. */
const display: Transfer = { kind: 'gamma', exponent: 2.4 };

/** By the numbers of ITU-T H.273, Table 3; others are taken for that of sRGB. */
const transferOf: Readonly<Record<number, Transfer>> = {
  1: display,
  4: { kind: 'gamma', exponent: 2.2 },
  5: { kind: 'gamma', exponent: 2.8 },
  6: display,
  8: { kind: 'gamma', exponent: 1 },
  14: display,
  15: display,
  16: { kind: 'pq' },
  17: { kind: 'gamma', exponent: 2.6 },
  18: { kind: 'hlg' },
};

/** Undefined for sRGB. */
function codedSpace(primaries: number, transfer: number): ColourSpace | undefined {
  const found = { primaries: primariesOf[primaries], transfer: transferOf[transfer] };
  return found.primaries || found.transfer
    ? {
        primaries: found.primaries ?? srgbPrimaries,
        transfer: found.transfer ?? { kind: 'srgb' },
      }
    : undefined;
}

/** Values of `gAMA` and `cHRM`, in hundred thousandths, that differ less are the same. */
const slack = 500;
const usualGamma = 45_455;

/**
 * The colour space that a PNG tells by its chunks cICP, or cHRM and gAMA; undefined for sRGB and where an ICC
 * profile tells. Chromaticities without gAMA count for nothing, as in browsers.
 * Source: PNG Specification, Third Edition, 4.3 "Color spaces", 11.3.2.
 */
export function pngColourSpace(bytes: Uint8Array): ColourSpace | undefined {
  const chunks = new Map<string, number>();
  for (let at = 8; at + 12 <= bytes.length;) {
    const name = asciiAt(bytes, at + 4, 4);
    if (name === 'IDAT') {
      break;
    }
    chunks.set(name, at + 8);
    at += 12 + bigEndian(bytes, at, 4);
  }
  const [coded, gammaAt, white] = [chunks.get('cICP'), chunks.get('gAMA'), chunks.get('cHRM')];
  if (coded !== undefined) {
    return codedSpace(byteAt(bytes, coded), byteAt(bytes, coded + 1));
  }
  if (gammaAt === undefined || chunks.has('iCCP') || chunks.has('sRGB')) {
    return undefined;
  }
  const gamma = bigEndian(bytes, gammaAt, 4);
  const stated = Array.from({ length: 8 }, (_, index) =>
    white === undefined ? 0 : bigEndian(bytes, white + 4 * index, 4),
  );
  const isUsual = stated.every(
    (value, index) => Math.abs(value - (srgbPrimaries[index] ?? 0) * 100_000) < slack,
  );
  const primaries = stated.map((value) => value / 100_000) as unknown as Primaries;
  const areOwn = white !== undefined && !isUsual && stated.every((value) => value > 0);
  if (gamma <= 0 || (!areOwn && Math.abs(gamma - usualGamma) < slack)) {
    return undefined;
  }
  return {
    primaries: areOwn ? primaries : srgbPrimaries,
    transfer: { kind: 'gamma', exponent: 100_000 / gamma },
  };
}

/** The curves of cameras (ITU-R BT.601, BT.709, BT.2020), which browsers take for that of sRGB in HEIF. */
const cameraCurves: readonly number[] = [1, 6, 14, 15];

/** The same of a HEIF file (HEIC, AVIF), by its first `nclx` box. Source: ISO/IEC 14496-12, 12.1.5. */
export function heifColourSpace(file: Uint8Array): ColourSpace | undefined {
  const colours = heifProperties(file, 'colr').find((box) => asciiAt(box, 0, 4) === 'nclx');
  if (colours === undefined) {
    return undefined;
  }
  const transfer = bigEndian(colours, 6, 2);
  return codedSpace(bigEndian(colours, 4, 2), cameraCurves.includes(transfer) ? 13 : transfer);
}
