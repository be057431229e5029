import type { TagPlace } from './tag';

/** Goes through a text from front to back, and notes what the place `at` is; -1 stands for none. */
export class Cursor {
  protected position = 0;
  protected place: TagPlace | undefined;

  constructor(
    protected readonly text: string,
    protected readonly at: number,
  ) {}

  /** Moves on to `end`; where the place lies on the way, it is of the kind given. */
  protected to(end: number, kind: TagPlace['kind'], elements: readonly string[] = []): void {
    if (this.at >= this.position && this.at < end) {
      this.note(this.at, { kind, elements });
    }
    this.position = end;
  }

  /** Notes what the place is, where it lies before or at an offset and is not known yet. */
  protected note(upTo: number, place: TagPlace): void {
    if (this.place === undefined && this.at >= 0 && this.at <= upTo) {
      this.place = { kind: place.kind, elements: [...place.elements] };
    }
  }

  /** The offset behind a mark, or the end of the text. */
  protected after(mark: string, from: number): number {
    const index = this.text.indexOf(mark, from);
    return index === -1 ? this.text.length : index + mark.length;
  }
}
