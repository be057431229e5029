import type { Pixels } from '../pixels';

/** How much ink of a transparent picture cannot be told from a plain ground, in lengths of thin strokes. */
export interface LostInk {
  readonly onWhite: number;
  readonly onBlack: number;
}

/** Less opaque than this, of 255, is no ink but a shadow. */
const faint = 24;
/** A pixel that is at least as light in every channel, or at most as dark, is lost on white, or on black. */
const light = 200;
const dark = 72;
/** What is wider, in pixels, is an area: the ground shows its shape or not, but hides nothing within it. */
const widestStroke = 16;

const clear = 0;
const seen = 1;
const lostOnWhite = 2;
const lostOnBlack = 3;

/**
 * Measures the light and the dark ink of an RGBA picture that touches what is transparent, which a light or a
 * dark ground would swallow. What lies within other ink (text in a box) is seen on any ground. A stroke
 * counts by its length, an area hardly.
 */
export function lostInk({ data, width, height }: Pixels): LostInk {
  const kinds = kindsOf(data);
  const weights = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    weighRuns(kinds, weights, y * width, 1, width);
  }
  for (let x = 0; x < width; x++) {
    weighRuns(kinds, weights, x, width, height);
  }
  const lost = [0, 0, 0, 0];
  kinds.forEach((kind, pixel) => (lost[kind] = (lost[kind] ?? 0) + (weights[pixel] ?? 0)));
  return { onWhite: lost[lostOnWhite] ?? 0, onBlack: lost[lostOnBlack] ?? 0 };
}

function kindsOf(data: Uint8Array): Uint8Array {
  const kinds = new Uint8Array(data.length / 4);
  for (let pixel = 0, at = 0; pixel < kinds.length; pixel++, at += 4) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = [
      data[at],
      data[at + 1],
      data[at + 2],
      data[at + 3],
    ];
    if (alpha >= faint) {
      const opacity = alpha / 255;
      const isLight = 255 - (255 - Math.min(red, green, blue)) * opacity >= light;
      const isDark = Math.max(red, green, blue) * opacity <= dark;
      kinds[pixel] = isLight === isDark ? seen : isLight ? lostOnWhite : lostOnBlack;
    }
  }
  return kinds;
}

/** Gives each pixel of a run that ends in transparency the weight of a stroke as wide as the run is long. */
function weighRuns(
  kinds: Uint8Array,
  weights: Float32Array,
  from: number,
  step: number,
  count: number,
): void {
  let before = clear;
  for (let start = 0; start < count;) {
    const kind = kinds[from + start * step] ?? clear;
    let end = start + 1;
    while (end < count && kinds[from + end * step] === kind) {
      end++;
    }
    const after = end < count ? kinds[from + end * step] : clear;
    if (kind >= lostOnWhite && (before === clear || after === clear)) {
      const length = end - start;
      const weight = length <= widestStroke ? 1 / length : widestStroke / (length * length);
      for (let index = start; index < end; index++) {
        const pixel = from + index * step;
        weights[pixel] = Math.max(weights[pixel] ?? 0, weight);
      }
    }
    before = kind;
    start = end;
  }
}
