import type { ReviewStrings } from '../../protocol/altTextReview';
import { element } from '../shared/dom';
import { ReviewRow } from './reviewRow';

/** Rows above and below what is in sight that are there already when the page is scrolled. */
const spare = 4;

/** Positions, the end being the first one after them. */
export interface Positions {
  readonly from: number;
  readonly to: number;
}

/**
 * The elements of the rows that are in sight, in a list as high as all rows together. All rows are
 * equally high, as the style sheet says, so that the list is scrolled without anything being measured;
 * only the one that the user is in may be higher.
 */
export class RowWindow {
  readonly element = element('div', { class: 'rows', role: 'rowgroup' });
  private readonly measure = element('div', { class: 'row-height' });
  private readonly rows = new Map<string, ReviewRow>();
  private readonly idle: ReviewRow[] = [];
  private height = 0;
  /** The row that is higher, and by how many pixels. */
  private grown = { position: 0, extra: 0 };

  constructor(
    private readonly strings: ReviewStrings,
    onResize: () => void,
  ) {
    this.element.append(this.measure);
    new ResizeObserver(() => {
      this.height = 0;
      onResize();
    }).observe(this.measure);
  }

  /** How high a row is, in CSS pixels; at least 1. */
  get rowHeight(): number {
    this.height ||= Math.max(1, this.measure.offsetHeight);
    return this.height;
  }

  /** Where the list begins, from the top of the page, in CSS pixels. */
  get top(): number {
    return this.element.getBoundingClientRect().top + scrollY;
  }

  /** Where a row begins, from the top of the list, in CSS pixels. */
  topOf(position: number): number {
    const { position: grown, extra } = this.grown;
    return position * this.rowHeight + (position > grown ? extra : 0);
  }

  /** The positions of the rows that are in sight, and some more. */
  inSight(count: number): Positions {
    const begin = scrollY - this.top;
    const first = Math.floor((begin - this.grown.extra) / this.rowHeight) - spare;
    const last = Math.ceil((begin + innerHeight) / this.rowHeight) + spare;
    const from = Math.min(Math.max(0, first), count);
    return { from, to: Math.max(from, Math.min(count, last)) };
  }

  /** The element of a row, where it has one. */
  get(id: string): ReviewRow | undefined {
    return this.rows.get(id);
  }

  /** The row that an element belongs to. */
  rowOf(target: EventTarget | null): ReviewRow | undefined {
    const line = target instanceof Element ? target.closest('.row') : null;
    return line ? [...this.rows.values()].find(({ element: own }) => own === line) : undefined;
  }

  /**
   * Gives these rows elements in this order, those that have some keeping them, and no other row. What
   * has the focus is not moved in the document, as it would lose it.
   */
  show(ids: readonly string[]): void {
    const wanted = new Set(ids);
    for (const [id, row] of this.rows) {
      if (!wanted.has(id)) {
        row.element.remove();
        this.rows.delete(id);
        this.idle.push(row);
      }
    }
    let next = this.measure.nextSibling;
    for (const id of ids) {
      const row = this.rows.get(id) ?? this.idle.pop() ?? new ReviewRow(this.strings);
      this.rows.set(id, row);
      if (row.element === next) {
        next = next.nextSibling;
      } else {
        this.element.insertBefore(row.element, next);
      }
    }
  }

  /** Lets one row be as high as what it holds, at its position; none with an empty id. */
  grow(id: string, position: number): void {
    for (const [own, row] of this.rows) {
      row.element.classList.toggle('grown', own === id);
    }
    const height = this.rows.get(id)?.element.getBoundingClientRect().height ?? 0;
    this.grown = { position, extra: Math.max(0, height - this.rowHeight) };
  }

  /** Puts the rows where their positions are, in a list of so many. */
  arrange(count: number): void {
    this.element.style.setProperty('height', `${this.topOf(count)}px`);
    for (const row of this.rows.values()) {
      row.element.style.setProperty('top', `${this.topOf(row.position)}px`);
    }
  }
}
