/** A queue that its members can leave from anywhere. No method takes longer in a longer line. */
export class Line<T> {
  private first: Place<T> | undefined;
  private last: Place<T> | undefined;
  private count = 0;

  get length(): number {
    return this.count;
  }

  /** Adds a value at the end. */
  push(value: T): Place<T> {
    const place = new Place(value, this.last, undefined);
    this.last = place;
    return this.add(place);
  }

  /** Adds a value at the front. */
  unshift(value: T): Place<T> {
    const place = new Place(value, undefined, this.first);
    this.first = place;
    return this.add(place);
  }

  /** Takes the first value; undefined where there is none. */
  shift(): T | undefined {
    const { first } = this;
    if (first) {
      this.remove(first);
    }
    return first?.value;
  }

  /** Takes a value from its place; of no effect where it was taken before. */
  remove(place: Place<T>): void {
    const { before, behind } = place;
    if (!place.isTaken) {
      place.isTaken = true;
      this.count--;
      if (before) {
        before.behind = behind;
      } else {
        this.first = behind;
      }
      if (behind) {
        behind.before = before;
      } else {
        this.last = before;
      }
    }
  }

  private add(place: Place<T>): Place<T> {
    if (place.before) {
      place.before.behind = place;
    } else {
      this.first = place;
    }
    if (place.behind) {
      place.behind.before = place;
    } else {
      this.last = place;
    }
    this.count++;
    return place;
  }
}

/** Where a value stands in a line. */
export class Place<T> {
  isTaken = false;

  constructor(
    readonly value: T,
    public before: Place<T> | undefined,
    public behind: Place<T> | undefined,
  ) {}
}
