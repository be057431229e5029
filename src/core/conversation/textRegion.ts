import type { ImageId } from '../images/imageId';
import type { Region } from '../images/region';

/**
 * What found the place of a piece of text on a picture: Azure AI Vision for the model (`azureVision`) or asked
 * by itself (`imageAnalysis`), the model that answered, the text reader of this computer.
 */
export const regionSources = ['azureVision', 'imageAnalysis', 'model', 'reader'] as const;

export type RegionSource = (typeof regionSources)[number];

/** A piece of a reply's text with the place on the picture that it speaks of. */
export interface TextRegion {
  /** As its source has it: letters may be of another case than in the reply. */
  readonly text: string;
  /**
   * Where it stands in the reply's text and how long it is, both in UTF-16 code units as `slice` counts
   * them; absent where it stands nowhere.
   */
  readonly offset?: number;
  readonly length?: number;
  /** The picture; absent where the source does not know it, which is then the only one that was asked about. */
  readonly image?: ImageId;
  readonly region: Region;
  readonly source: RegionSource;
  /** How sure its source is, from 0 to 1, where it says so. */
  readonly confidence?: number;
}

/** A stretch of a text, in UTF-16 code units. */
export interface Stretch {
  readonly offset: number;
  readonly length: number;
}

/** How far from the place that was stated a piece is looked for, in UTF-16 code units. */
const farthest = 50_000;

/** A text with the same length whose case does not matter. `İ` is the one letter that grows. */
export function folded(text: string): string {
  return text.replaceAll('İ', 'i').toLowerCase();
}

/**
 * Finds a piece of a text near to where it is said to stand, whatever its case: there, else the nearest
 * place, the earlier of two. `text` is folded; `at` is in UTF-16 code units and may be any number. Undefined
 * where it stands nowhere near.
 */
export function stretchOf(text: string, piece: string, at: number): Stretch | undefined {
  const wanted = folded(piece);
  if (wanted === '') {
    return undefined;
  }
  const near = Number.isFinite(at) ? Math.min(Math.max(Math.trunc(at), 0), text.length) : 0;
  if (text.startsWith(wanted, near)) {
    return { offset: near, length: wanted.length };
  }
  const start = Math.max(0, near - farthest);
  const around = text.slice(start, near + farthest + wanted.length);
  const before = around.lastIndexOf(wanted, near - start);
  const after = around.indexOf(wanted, near - start);
  if (before < 0 && after < 0) {
    return undefined;
  }
  const isBefore = after < 0 || (before >= 0 && near - start - before <= after - (near - start));
  return { offset: start + (isBefore ? before : after), length: wanted.length };
}

/**
 * Where a code point of a text begins, in UTF-16 code units: 2 comes out for the second character of `🔎a`.
 * A number that is no index of the text gives one outside of it, or NaN.
 */
export function unitsOf(text: string, codePoints: number): number {
  if (!(codePoints > 0)) {
    return codePoints;
  }
  let units = 0;
  for (let left = codePoints; left > 0 && units < text.length; left--) {
    units += (text.codePointAt(units) ?? 0) > 0xffff ? 2 : 1;
  }
  return units;
}

/** Regions of a text that stands `by` UTF-16 code units further on in another. */
export function shifted(regions: readonly TextRegion[], by: number): TextRegion[] {
  return regions.map(({ offset, ...region }) =>
    offset === undefined ? region : { ...region, offset: offset + by },
  );
}

/** Regions of a text that is shown as another: they stand nowhere in that. */
export function placeless(regions: readonly TextRegion[]): TextRegion[] {
  return regions.map(({ offset, length, ...region }) => region);
}
