/**
 * The index of the last of some items whose place is at an offset or before it; -1 where there is none. The
 * items are in the order of their places.
 */
export function lastUpTo<Item>(
  items: readonly Item[],
  offset: number,
  placeOf: (item: Item) => number,
): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && placeOf(item) <= offset) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low - 1;
}
