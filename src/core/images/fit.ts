/** Width and height in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A part of a picture, in its pixels. */
export interface Rectangle extends Size {
  readonly left: number;
  readonly top: number;
}

/** Which pixels of an image a model uses. All lengths are in pixels. */
export type FitRule =
  /** Within a square box; for models of which nothing else is known, and for low detail. */
  | { readonly kind: 'box'; readonly box: number }
  /** Within a square box, then the short side down to `shortSide`. */
  | { readonly kind: 'tiles'; readonly box: number; readonly shortSide: number }
  /** Within a square box, then down to at most `budget` patches of `patch` × `patch` pixels. */
  | {
      readonly kind: 'patches';
      readonly patch: number;
      readonly box: number;
      readonly budget: number;
      /** A larger image is refused, not scaled down. */
      readonly isStrict?: boolean;
    };

/**
 * The size that a model scales an image of `size` to before it looks; never larger than `size`. The
 * rule applied to what comes out gives the same, so an image sent at that size costs what the whole
 * would. Source: OpenAI, "Images and vision", Calculating costs.
 */
export function fittedSize(rule: FitRule, size: Size): Size {
  const boxed = scaled(size, Math.min(1, rule.box / Math.max(size.width, size.height)));
  switch (rule.kind) {
    case 'box':
      return boxed;
    case 'tiles':
      return withShortSide(boxed, rule.shortSide);
    case 'patches':
      return withinBudget(boxed, rule.patch, rule.budget);
  }
}

/** The least width and height in pixels that all servers take; those of Qwen models refuse less. */
export const leastSide = 28;

/**
 * What a picture that was fitted to `size` is enlarged to where a side is below `least` pixels: whole times
 * its size where the model uses as much, else the same picture with a margin.
 */
export function enlargedSize(
  rule: FitRule,
  size: Size,
  least = leastSide,
): { picture: Size; canvas: Size } {
  const { width, height } = size;
  const times = Math.ceil(least / Math.min(width, height));
  const enlarged = { width: width * times, height: height * times };
  const fitted = fittedSize(rule, enlarged);
  const isUsed = fitted.width === enlarged.width && fitted.height === enlarged.height;
  const picture = isUsed ? enlarged : size;
  return {
    picture,
    canvas: {
      width: Math.max(least, picture.width),
      height: Math.max(least, picture.height),
    },
  };
}

/** How many patches cover an image. */
export function patchCount({ width, height }: Size, patch: number): number {
  return Math.ceil(width / patch) * Math.ceil(height / patch);
}

function scaled({ width, height }: Size, scale: number): Size {
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}

/** The other side is rounded down, as the published examples have it. */
function withShortSide(size: Size, most: number): Size {
  const short = Math.min(size.width, size.height);
  if (short <= most) {
    return size;
  }
  const along = (side: number): number => Math.floor((side * most) / short);
  return { width: along(size.width), height: along(size.height) };
}

function withinBudget(size: Size, patch: number, budget: number): Size {
  if (patchCount(size, patch) <= budget) {
    return size;
  }
  const { width, height } = size;
  const rough = Math.sqrt((patch * patch * budget) / (width * height));
  const across = (width * rough) / patch;
  const down = (height * rough) / patch;
  const scale = rough * Math.min(wholePart(across), wholePart(down));
  return {
    width: Math.max(1, Math.floor(width * scale)),
    height: Math.max(1, Math.floor(height * scale)),
  };
}

/** The part of a number of patches that is whole; 1 for less than one patch, which stays one. */
function wholePart(patches: number): number {
  return patches < 1 ? 1 : Math.floor(patches) / patches;
}
