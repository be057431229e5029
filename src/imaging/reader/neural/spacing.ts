import type { Box } from '../../pixels';
import type { Word } from '../recognise';
import type { Sign } from './ctc';
import { stripHeight, type Strip } from './strip';

/** What the recogniser sees in blots and gaps. */
const specks = /^[.,'`:;·-]$/;

/** The narrowest gap between words: in pixels of a strip, and in the usual distance from letter to letter. */
const leastGap = 7;
const gapOfAdvance = { proportional: 0.38, monospaced: 0.68 };

/** From this ratio of the distances around narrow letters to those between others the type is monospaced. */
const evenWidths = 0.88;
const narrow = /[iljftrI.,:;'!|]/;

/**
 * Puts the characters of a strip together to words with their boxes on the page. The recogniser leaves spaces out where
 * letters stand close or the type is monospaced, so a gap without ink parts words too; a dot or dash where there is
 * no ink is a gap. `isMono` says whether the type is monospaced, where the strip itself is too short to tell.
 */
export function wordsOfStrip(
  { signs, steps }: { readonly signs: readonly Sign[]; readonly steps: number },
  { data, width }: { readonly data: Float32Array; readonly width: number },
  strip: Strip,
  isMono = false,
): Word[] {
  const inked = inkedColumns(data, width);
  const step = width / steps;
  const placed = signs.map((sign) => ({ ...sign, at: ((sign.from + sign.to) / 2) * step }));
  const wide = Math.max(leastGap, gapBetweenWords(placed, isMono));
  const letters = placed.filter(
    ({ text }, index) =>
      text !== ' ' &&
      !(specks.test(text) && isOneGap(inked, placed[index - 1]?.at, placed[index + 1]?.at, wide)),
  );
  const words: (typeof letters)[] = [];
  letters.forEach((sign, index) => {
    const before = letters[index - 1];
    const isParted =
      before === undefined ||
      gapsIn(inked, before.at, sign.at).some((gap) => gap >= wide) ||
      placed.some(({ text, at }) => text === ' ' && at > before.at && at < sign.at);
    if (isParted) {
      words.push([sign]);
    } else {
      words.at(-1)?.push(sign);
    }
  });
  return words.map((word) => ({
    text: withoutZeros(word.map(({ text }) => text).join('')),
    confidence: (100 * word.reduce((sum, { sureness }) => sum + sureness, 0)) / word.length,
    box: boxOf(inked, word[0]?.at ?? 0, word.at(-1)?.at ?? 0, step, width, strip),
  }));
}

/** A zero amid letters is the O of a typeface whose O looks so. */
function withoutZeros(text: string): string {
  if (!text.includes('0') || /[1-9]/.test(text) || !/\p{L}{2}/u.test(text)) {
    return text;
  }
  return text.replace(/(?<=[A-Z])0|0(?=[A-Z]{2})/g, 'O').replace(/(?<=[a-z])0|0(?=[a-z]{2})/g, 'o');
}

interface Placed extends Sign {
  /** The middle of the character across its strip. */
  readonly at: number;
}

/** From which gap on there is a word's end, in pixels of the strip, by the distances from letter to letter. */
function gapBetweenWords(placed: readonly Placed[], isMono: boolean): number {
  const { thin, other } = distancesIn(placed);
  const sorted = [...thin, ...other].toSorted((a, b) => a - b);
  const advance = sorted[sorted.length >> 1] ?? 0;
  const isEven = areEven(thin, other) ?? isMono;
  return advance * (isEven ? gapOfAdvance.monospaced : gapOfAdvance.proportional);
}

/** Whether most of some lines are in monospaced type. */
export function isMonospaced(lines: readonly (readonly Sign[])[]): boolean {
  const told = lines.flatMap((signs) => {
    const placed = signs.map((sign) => ({ ...sign, at: (sign.from + sign.to) / 2 }));
    const { thin, other } = distancesIn(placed);
    return areEven(thin, other) ?? [];
  });
  return 2 * told.filter(Boolean).length > told.length;
}

/** The distances between neighbours of which one is narrow, and between others. */
function distancesIn(placed: readonly Placed[]): { thin: number[]; other: number[] } {
  const [thin, other]: [number[], number[]] = [[], []];
  placed.slice(1).forEach((sign, index) => {
    const before = placed[index];
    if (before !== undefined && before.text !== ' ' && sign.text !== ' ') {
      (narrow.test(before.text) || narrow.test(sign.text) ? thin : other).push(sign.at - before.at);
    }
  });
  return { thin, other };
}

/** Undefined where there are too few to tell. */
function areEven(thin: readonly number[], other: readonly number[]): boolean | undefined {
  return Math.min(thin.length, other.length) < 4
    ? undefined
    : meanOf(thin) >= evenWidths * meanOf(other);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Which columns of a strip differ from its ground, by nearly half of what is usual where there is ink. */
function inkedColumns(data: Float32Array, width: number): Uint8Array {
  const ground = data.toSorted()[data.length >> 1] ?? 0;
  const most = new Float32Array(width);
  for (let pixel = 0; pixel < data.length; pixel++) {
    const row = Math.floor(pixel / width);
    if (row >= stripHeight / 8 && row < (7 * stripHeight) / 8) {
      const difference = Math.abs((data[pixel] ?? 0) - ground);
      const column = pixel % width;
      most[column] = Math.max(most[column] ?? 0, difference);
    }
  }
  const strongest = most.toSorted()[Math.floor(width * 0.6)] ?? 0;
  return Uint8Array.from(most, (value) => (value > 0.45 * strongest ? 1 : 0));
}

/** True where there is nothing but one wide gap between two characters. */
function isOneGap(
  inked: Uint8Array,
  from: number | undefined,
  to: number | undefined,
  wide: number,
): boolean {
  const gaps = from === undefined || to === undefined ? [] : gapsIn(inked, from, to);
  return gaps.length === 1 && (gaps[0] ?? 0) >= wide;
}

/** The lengths of the runs of columns without ink between two places. */
function gapsIn(inked: Uint8Array, from: number, to: number): number[] {
  const gaps: number[] = [];
  let run = 0;
  for (let x = Math.floor(from); x <= to; x++) {
    if (inked[x] === 1 || x === Math.floor(to)) {
      gaps.push(run);
      run = 0;
    } else {
      run++;
    }
  }
  return gaps.filter((gap) => gap > 1);
}

/** The box of a word whose first and last character are at two places of its strip. */
function boxOf(
  inked: Uint8Array,
  first: number,
  last: number,
  step: number,
  width: number,
  strip: Strip,
): Box {
  let left = Math.round(first);
  let right = Math.round(last);
  const reach = 2 * step;
  while (left > 0 && left > first - reach && (inked[left] === 1 || left > first - step / 2)) {
    left--;
  }
  while (right < width && right < last + reach && (inked[right] === 1 || right < last + step / 2)) {
    right++;
  }
  const scale = (strip.bottom - strip.top) / stripHeight;
  const across = (x: number): number => strip.left + x * scale;
  const shift = (across((left + right) / 2) - (strip.left + strip.right) / 2) * strip.slope;
  const inset = (strip.bottom - strip.top) / 6;
  return {
    left: across(left),
    right: across(right),
    top: strip.top + shift + inset,
    bottom: strip.bottom + shift - inset,
  };
}
