import { type FitRule, fittedSize, type Size } from './fit';

/** A tall picture cut into overlapping parts of its full width, from top to bottom. */
export interface Cut {
  /** What the whole is scaled to before it is cut, in pixels. */
  readonly whole: Size;
  /** The first row of each part, counted in the scaled whole. */
  readonly tops: readonly number[];
  /** The height of each part. */
  readonly height: number;
}

/** A picture at least this many times as high as wide is tall. */
const tallRatio = 2;

/**
 * Letters like x and e are legible from this height on, in pixels: that of text of about 8 pixels,
 * as an x is a little over half as high as its font.
 */
const legibleLetter = 4.5;

/** Neighbours share this part of their height, so that no line of text is cut in both. */
const overlapShare = 1 / 12;

/** How much of the width may be given up to fit a part into a model's narrower, taller frame. */
const narrowing = 0.9;

/** True where a picture is tall and fitting makes it smaller, so that its text may suffer. */
export function mayNeedParts(rule: FitRule, size: Size): boolean {
  return size.height >= tallRatio * size.width && fittedSize(rule, size).width < size.width;
}

/**
 * True where letters of this height, in pixels of the whole, are too small to read once it is
 * fitted, and are not when it is cut.
 */
export function needsParts(rule: FitRule, size: Size, letterHeight: number): boolean {
  const isLegible = ({ width }: Size): boolean =>
    (letterHeight * width) / size.width >= legibleLetter;
  return (
    letterHeight > 0 &&
    !isLegible(fittedSize(rule, size)) &&
    isLegible(cutIntoParts(rule, size).whole)
  );
}

/**
 * Cuts a tall picture into the fewest parts that a model looks at without scaling them down, the
 * whole being scaled down only where it is wider than the model's frame.
 */
export function cutIntoParts(rule: FitRule, size: Size): Cut {
  const width = Math.min(size.width, widestPart(rule, size.width));
  const whole = {
    width,
    height: Math.max(1, Math.round((size.height * width) / size.width)),
  };
  const height = Math.min(whole.height, tallestPart(rule, width));
  const overlap = Math.ceil(height * overlapShare);
  const count = Math.max(1, Math.ceil((whole.height - overlap) / (height - overlap)));
  const step = count === 1 ? 0 : (whole.height - height) / (count - 1);
  return {
    whole,
    tops: Array.from({ length: count }, (_, index) => Math.round(index * step)),
    height,
  };
}

function widestPart(rule: FitRule, width: number): number {
  return rule.kind === 'tiles' && width * narrowing <= rule.shortSide ? rule.shortSide : rule.box;
}

function tallestPart(rule: FitRule, width: number): number {
  switch (rule.kind) {
    case 'box':
      return rule.box;
    case 'tiles':
      return width <= rule.shortSide ? rule.box : rule.shortSide;
    case 'patches': {
      const rows = Math.floor(rule.budget / Math.ceil(width / rule.patch));
      return Math.min(rule.box, Math.max(1, rows) * rule.patch);
    }
  }
}
