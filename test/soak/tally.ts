/** Text that was on its way to the user, and in which conversation. */
interface Promise {
  readonly id: string;
  readonly text: string;
}

/** What was done, and what must be there at the end. */
export class Tally {
  questions = 0;
  readonly counts = new Map<string, number>();
  readonly promises: Promise[] = [];

  count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  /** A text of a reply is to be kept in the conversation of that id. */
  promise(id: string, text: string): void {
    if (text !== '') {
      this.promises.push({ id, text });
    }
  }
}
