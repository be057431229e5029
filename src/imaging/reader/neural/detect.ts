import type { Pixels } from '../../pixels';
import { connect } from '../components';
import type { Strip } from './strip';

/** A share of the detector from which a pixel belongs to a line, and the mean from which a line is one. */
const enough = 0.3;
const enoughOnMean = 0.5;

/** The network finds the core of a line; the line is this much larger (Vatti clipping in PaddleOCR, `unclip_ratio`). */
const growth = 1.7;

/**
 * The lines in the detector's map (differentiable binarisation, PP-OCR's `DBPostProcess`, with upright boxes and a
 * slope in place of turned ones). The map has a share from 0 to 1 for each pixel; results are in its pixels.
 */
export function stripsIn(shares: Float32Array, width: number, height: number): Strip[] {
  const isLine = (pixel: number): boolean => (shares[pixel] ?? 0) > enough;
  const { count, labels, area, left, right } = connect(width, height, isLine, () => true, true);
  const sums = Array.from({ length: count }, () => ({ share: 0, x: 0, y: 0, xx: 0, xy: 0 }));
  labels.forEach((label, pixel) => {
    const sum = sums[label];
    if (sum !== undefined) {
      const [x, y] = [pixel % width, Math.floor(pixel / width)];
      sum.share += shares[pixel] ?? 0;
      sum.x += x;
      sum.y += y;
      sum.xx += x * x;
      sum.xy += x * y;
    }
  });
  return sums.flatMap(({ share, x, y, xx, xy }, label) => {
    const size = area[label] ?? 0;
    const length = (right[label] ?? 0) - (left[label] ?? 0) + 1;
    const thickness = size / length;
    if (size < 12 || thickness < 2 || share / size < enoughOnMean) {
      return [];
    }
    const spread = xx - (x * x) / size;
    const slope = length > 4 * thickness && spread > 0 ? (xy - (x * y) / size) / spread : 0;
    const grown = (size * growth) / (2 * (length + thickness));
    const centre = y / size;
    return [
      {
        left: Math.max(0, (left[label] ?? 0) - grown),
        right: Math.min(width, (right[label] ?? 0) + 1 + grown),
        top: centre - thickness / 2 - grown,
        bottom: centre + thickness / 2 + grown,
        slope,
      },
    ];
  });
}

/** The mean and the deviation of each channel in ImageNet. */
const normal = [
  [0.485, 0.229],
  [0.456, 0.224],
  [0.406, 0.225],
] as const;

/** The page as the detector wants it: its sides are multiples of 32; normalised as ImageNet is. */
export function detectorInput({ data, width, height }: Pixels): Float32Array {
  const planes = new Float32Array(3 * width * height);
  normal.forEach(([mean, deviation], channel) => {
    for (let pixel = 0; pixel < width * height; pixel++) {
      planes[channel * width * height + pixel] = ((data[pixel] ?? 0) / 255 - mean) / deviation;
    }
  });
  return planes;
}
