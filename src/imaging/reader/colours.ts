import type { Pixels } from '../pixels';

/** One of a picture's main colours; `share` is the part of its pixels that have it, 0 to 1. */
export interface MainColour {
  /** `#rrggbb`, lower case. */
  readonly hex: string;
  readonly share: number;
}

const mostColours = 5;
const leastShare = 0.005;
const samples = 65_536;
const clustersKept = 64;
/** Colours that differ less than this in every channel count as one. */
const nearlyIdentical = 28;

/**
 * The main colours of an RGB picture, most first, at most 5, nearly identical ones merged; none of
 * the pixels that `isVisible` denies.
 */
export function mainColours(
  { data, width, height }: Pixels,
  isVisible: (pixel: number) => boolean = () => true,
): MainColour[] {
  const counts = new Map<number, number>();
  let step = Math.max(1, Math.floor((width * height) / samples));
  while (step > 1 && width % step === 0) {
    step++;
  }
  let total = 0;
  for (let pixel = 0; pixel < width * height; pixel += step) {
    if (!isVisible(pixel)) {
      continue;
    }
    const at = pixel * 3;
    const colour = ((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
    total++;
  }
  const clusters: { colour: number; count: number }[] = [];
  for (const [colour, count] of [...counts].sort((a, b) => b[1] - a[1])) {
    const cluster = clusters.find((other) => isAlike(other.colour, colour));
    if (cluster !== undefined) {
      cluster.count += count;
    } else if (clusters.length < clustersKept) {
      clusters.push({ colour, count });
    }
  }
  return clusters
    .sort((a, b) => b.count - a.count)
    .slice(0, mostColours)
    .map(({ colour, count }) => ({
      hex: `#${colour.toString(16).padStart(6, '0')}`,
      share: count / total,
    }))
    .filter(({ share }, index) => index === 0 || share >= leastShare);
}

function isAlike(a: number, b: number): boolean {
  return [16, 8, 0].every(
    (shift) => Math.abs(((a >> shift) & 255) - ((b >> shift) & 255)) < nearlyIdentical,
  );
}
