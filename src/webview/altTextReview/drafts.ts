import type { RowView } from '../../protocol/altTextReview';

/** How long a text rests before the host is told, in milliseconds. */
const rest = 400;

interface Draft {
  readonly text: string;
  /** The host's text when the user began to write. */
  readonly base: string;
  readonly isSent: boolean;
}

/** The texts as the user has them, told to the host when they rest, until the host has them too. */
export class Drafts {
  private readonly drafts = new Map<string, Draft>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly send: (row: string, text: string) => void) {}

  /** The text of a row: the user's, or else the host's. */
  textOf(row: RowView): string {
    return this.drafts.get(row.id)?.text ?? hostText(row);
  }

  /** The user has changed a row's text. */
  write(row: RowView, text: string): void {
    const base = this.drafts.get(row.id)?.base ?? hostText(row);
    this.drafts.set(row.id, { text, base, isSent: false });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), rest);
  }

  /** Takes a row's text back to an earlier one. */
  restore(row: RowView, text: string): void {
    if (this.drafts.get(row.id)?.isSent === false && text === hostText(row)) {
      this.drafts.delete(row.id);
    } else if (text !== this.textOf(row)) {
      this.write(row, text);
      this.flush();
    }
  }

  /** Tells the host at once what it does not know. */
  flush(): void {
    clearTimeout(this.timer);
    for (const [id, draft] of this.drafts) {
      if (!draft.isSent) {
        this.drafts.set(id, { ...draft, isSent: true });
        this.send(id, draft.text);
      }
    }
  }

  /** The host has a new word on a row, which holds unless the user is writing or it knew no better. */
  settle(row: RowView, isWriting: boolean): void {
    const draft = this.drafts.get(row.id);
    const hasNews = draft?.isSent === true && !isWriting && hostText(row) !== draft.base;
    if (draft && (hasNews || (draft.isSent && hostText(row) === draft.text))) {
      this.drafts.delete(row.id);
    }
  }

  /** Another text was asked for: what the host says next holds. */
  forget(ids: readonly string[]): void {
    ids.forEach((id) => this.drafts.delete(id));
  }
}

function hostText({ suggestion }: RowView): string {
  return suggestion?.text ?? '';
}
