import type { RowView } from '../../protocol/altTextReview';

/** The rows in the host's order, found by their ids. */
export class Rows {
  private readonly list: RowView[] = [];
  private readonly places = new Map<string, number>();

  get all(): readonly RowView[] {
    return this.list;
  }

  get(id: string): RowView | undefined {
    return this.list[this.indexOf(id)];
  }

  /** The place of a row, from 0; -1 where there is none. */
  indexOf(id: string): number {
    return this.places.get(id) ?? -1;
  }

  /** Takes a piece of the rows in the place of all from `from` on. */
  put(from: number, rows: readonly RowView[]): void {
    for (const { id } of this.list.splice(from)) {
      this.places.delete(id);
    }
    for (const row of rows) {
      this.places.set(row.id, this.list.length);
      this.list.push(row);
    }
  }

  /** Replaces rows that are there; others are not taken. */
  change(rows: readonly RowView[]): void {
    for (const row of rows) {
      const place = this.places.get(row.id);
      if (place !== undefined) {
        this.list[place] = row;
      }
    }
  }
}
