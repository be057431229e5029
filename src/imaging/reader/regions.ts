import type { Ink } from './ink';
import type { Box } from '../pixels';
import type { Plates } from './plates';

/** An area of a page that holds words, with the areas inside it. */
export interface Region<W> {
  readonly box: Box;
  readonly words: readonly W[];
  readonly regions: readonly Region<W>[];
}

interface Open<W> extends Region<W> {
  words: readonly W[];
  regions: readonly Region<W>[];
}

interface Placed {
  readonly box: Box;
  /** The plate that the word stands on, or -1. */
  readonly plate: number;
}

const everything: Box = {
  left: -Infinity,
  top: -Infinity,
  right: Infinity,
  bottom: Infinity,
};

/** The plate that most of a box's corners and edge centres stand on, or -1. */
export function plateUnder({ ground, plates, page }: Ink, box: Box): number {
  const across = [box.left - 2, (box.left + box.right) / 2, box.right + 1];
  const down = [box.top - 2, (box.top + box.bottom) / 2, box.bottom + 1];
  const votes = new Map<number, number>();
  for (const x of across) {
    for (const y of down) {
      const column = Math.min(page.width - 1, Math.max(0, Math.round(x)));
      const row = Math.min(page.height - 1, Math.max(0, Math.round(y)));
      const pixel = ground[row * page.width + column] ?? -1;
      const plate = pixel < 0 ? -1 : (plates.components.labels[pixel] ?? -1);
      votes.set(plate, (votes.get(plate) ?? 0) + 1);
    }
  }
  return [...votes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? -1;
}

/**
 * Sorts words into the plates they stand on, as a tree: a side bar, a card or a code block is a
 * region of its own, while a plate with fewer than `fewestLines` lines (a table cell, a button)
 * leaves its words to the plate around it.
 */
export function regionsOf<W extends Placed>(
  words: readonly W[],
  plates: Plates | undefined,
  linesIn: (words: readonly W[]) => number,
  fewestLines = 3,
): Region<W> {
  const page: Open<W> = { box: everything, words: [...words], regions: [] };
  if (plates === undefined) {
    return page;
  }
  // From the smallest plate to the largest, so that what is inside is settled before what is around.
  for (const { label, box } of platesAround(words, plates)) {
    const isInside = (item: { readonly box: Box }): boolean => contains(box, item.box);
    const [ownWords, otherWords] = divide(
      page.words,
      (word) => word.plate === label || isInside(word),
    );
    const [nested, otherRegions] = divide(page.regions, isInside);
    if (ownWords.length > 0 && nested.length + linesIn(ownWords) >= fewestLines) {
      page.words = otherWords;
      page.regions = [...otherRegions, { box, words: ownWords, regions: nested }];
    }
  }
  return page;
}

function divide<T>(items: readonly T[], isFirst: (item: T) => boolean): [T[], T[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}

/** The plates under words and the large ones, smallest first. */
function platesAround(words: readonly Placed[], { components, isPlate }: Plates): PlateBox[] {
  const used = new Set(words.map(({ plate }) => plate));
  const boxes: PlateBox[] = [];
  for (let label = 0; label < components.count; label++) {
    if (isPlate[label] === 1 && (used.has(label) || (components.area[label] ?? 0) >= 2000)) {
      const box = {
        left: components.left[label] ?? 0,
        top: components.top[label] ?? 0,
        right: (components.right[label] ?? 0) + 1,
        bottom: (components.bottom[label] ?? 0) + 1,
      };
      boxes.push({ label, box });
    }
  }
  return boxes.sort((a, b) => sizeOf(a.box) - sizeOf(b.box));
}

interface PlateBox {
  readonly label: number;
  readonly box: Box;
}

function sizeOf({ left, top, right, bottom }: Box): number {
  return (right - left) * (bottom - top);
}

function contains(outer: Box, inner: Box): boolean {
  const x = (inner.left + inner.right) / 2;
  const y = (inner.top + inner.bottom) / 2;
  return x >= outer.left && x < outer.right && y >= outer.top && y < outer.bottom;
}
