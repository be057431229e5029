import type { RowWindow } from './rowWindow';
import type { ShownRows } from './shownRows';

/** A row that is to stay where it is on the screen, with its position and its top in the list. */
export interface Anchor {
  readonly id: string;
  readonly position: number;
  readonly top: number;
}

/** The current row if it is in sight, else the first one that is. */
export function anchorOf(shown: ShownRows, list: RowWindow, currentId: string): Anchor {
  const begin = scrollY - list.top;
  const current = shown.positionOf(currentId);
  const top = list.topOf(current);
  const isInSight = current >= 0 && top > begin - list.rowHeight && top < begin + innerHeight;
  const position = isInSight ? current : Math.max(0, Math.ceil(begin / list.rowHeight));
  return { id: shown.at(position)?.id ?? '', position, top: list.topOf(position) };
}

/** Scrolls by as much as rows before it have come, gone, grown or shrunk; what follows a row takes its place. */
export function hold({ id, position, top }: Anchor, shown: ShownRows, list: RowWindow): void {
  const now = shown.positionOf(id);
  const moved = list.topOf(now >= 0 ? now : position) - top;
  if (moved !== 0 && scrollY > 0) {
    scrollBy(0, moved);
  }
}
