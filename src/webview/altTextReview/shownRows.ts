import type { RowView } from '../../protocol/altTextReview';
import { rowMatcher, type RowFilter } from './filter';
import type { Rows } from './rows';

/** The rows that a filter lets through, in their order, by their position among them. */
export class ShownRows {
  /** The places of the rows among all, ascending. */
  private places: number[] = [];

  constructor(private readonly rows: Rows) {}

  get count(): number {
    return this.places.length;
  }

  /** Filters anew; rows of which `isPinned` is true are let through. */
  update(filter: RowFilter, isPinned: (id: string) => boolean): void {
    const matches = rowMatcher(filter);
    this.places = [];
    this.rows.all.forEach((row, place) => {
      if (matches(row) || isPinned(row.id)) {
        this.places.push(place);
      }
    });
  }

  at(position: number): RowView | undefined {
    const place = this.places[position];
    return place === undefined ? undefined : this.rows.all[place];
  }

  /** The position of a row; -1 where it is not shown. */
  positionOf(id: string): number {
    const place = this.rows.indexOf(id);
    const position = this.firstFrom(place);
    return place >= 0 && this.places[position] === place ? position : -1;
  }

  /** The ids of the rows between two of them, both included. */
  between(one: string, other: string): string[] {
    const ends = [this.positionOf(one), this.positionOf(other)];
    const [from, to] = [Math.min(...ends), Math.max(...ends)];
    return this.idsOf(this.places.slice(Math.max(0, from), to + 1));
  }

  get ids(): string[] {
    return this.idsOf(this.places);
  }

  private idsOf(places: readonly number[]): string[] {
    return places.map((place) => this.rows.all[place]?.id ?? '');
  }

  /** The first position whose row's place is not before this one. */
  private firstFrom(place: number): number {
    let [low, high] = [0, this.places.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.places[middle] ?? 0) < place) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
