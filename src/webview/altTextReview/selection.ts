/** The rows that the next action is for, by their ids. */
export class Selection {
  private chosen = new Set<string>();
  /** Where an extension begins, and what was chosen before it. */
  private start: { readonly id: string; readonly before: ReadonlySet<string> } | undefined;

  get size(): number {
    return this.chosen.size;
  }

  has(id: string): boolean {
    return this.chosen.has(id);
  }

  toggle(id: string): void {
    if (!this.chosen.delete(id)) {
      this.chosen.add(id);
    }
    this.start = { id, before: new Set(this.chosen) };
  }

  /** Chooses the rows from where the last extension began, or else `from`, to `to`; `between` gives their ids. */
  extend(
    from: string,
    to: string,
    between: (one: string, other: string) => readonly string[],
  ): void {
    this.start ??= { id: from, before: new Set(this.chosen) };
    this.chosen = new Set([...this.start.before, ...between(this.start.id, to)]);
  }

  /** The next extension begins anew. */
  endExtension(): void {
    this.start = undefined;
  }

  choose(ids: readonly string[]): void {
    this.chosen = new Set(ids);
    this.start = undefined;
  }

  /** Leaves out what is no longer shown: nothing is done to a row that nobody sees. */
  retain(isShown: (id: string) => boolean): void {
    for (const id of this.chosen) {
      if (!isShown(id)) {
        this.chosen.delete(id);
      }
    }
  }
}
