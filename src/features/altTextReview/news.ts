/** How long news are gathered before they are told, in milliseconds. */
const gathering = 50;

/** Gathers what has changed, so that a page is told some times a second and not for each reply. */
export class News {
  private readonly changed = new Set<string>();
  private isWhole = false;
  private isOver = false;
  private timer: NodeJS.Timeout | undefined;

  /** `tell` gets the ids of changed rows, or undefined where all are to be shown anew. */
  constructor(private readonly tell: (ids: readonly string[] | undefined) => void) {}

  rows(ids: readonly string[]): void {
    ids.forEach((id) => this.changed.add(id));
    this.soon();
  }

  all(): void {
    this.isWhole = true;
    this.soon();
  }

  soon(): void {
    // What ends after the page has gone tells nobody.
    this.timer ??= this.isOver ? undefined : setTimeout(() => this.now(), gathering);
  }

  now(): void {
    const ids = this.isWhole ? undefined : [...this.changed];
    this.isWhole = false;
    this.changed.clear();
    clearTimeout(this.timer);
    this.timer = undefined;
    this.tell(ids);
  }

  dispose(): void {
    this.isOver = true;
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
