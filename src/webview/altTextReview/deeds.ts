import type { RowView } from '../../protocol/altTextReview';
import type { Drafts } from './drafts';
import type { ReviewHost } from './host';
import { canDo, isDone, type Deed } from './offers';

/** Tells the host what the user does to rows. */
export class Deeds {
  constructor(
    private readonly host: ReviewHost,
    private readonly drafts: Drafts,
  ) {}

  can(deed: Deed, row: RowView): boolean {
    return canDo(deed, row, this.drafts.textOf(row));
  }

  /** Does it to those of the rows to which it can be done; where it has been done to all, takes it back. */
  do(deed: Exclude<Deed, 'regenerate'>, among: readonly RowView[]): void {
    const able = among.filter((row) => this.can(deed, row));
    const open = able.filter((row) => !isDone(deed, row));
    this.drafts.flush();
    if (deed === 'retry') {
      this.post('generate', able);
    } else if (deed === 'askAnew') {
      this.regenerate(able, '');
    } else if (open.length > 0) {
      this.post(deed, open);
    } else {
      this.post('reopen', able);
    }
  }

  /** Asks anew; the hint says how the texts are to change. */
  regenerate(among: readonly RowView[], hint: string): void {
    const able = among.filter((row) => this.can('regenerate', row));
    const ids = able.map(({ id }) => id);
    this.drafts.flush();
    this.drafts.forget(ids);
    if (able.length > 0 && (hint !== '' || able.some(({ suggestion }) => suggestion))) {
      this.host.post({ type: 'regenerate', rows: ids, hint });
    } else {
      this.post('generate', able);
    }
  }

  private post(
    type: 'generate' | 'accept' | 'skip' | 'decorative' | 'reopen',
    rows: readonly RowView[],
  ): void {
    if (rows.length > 0) {
      this.host.post({ type, rows: rows.map(({ id }) => id) });
    }
  }
}
