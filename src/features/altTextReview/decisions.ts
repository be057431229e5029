import * as vscode from 'vscode';
import type { Row, RowSuggestion } from '../../core/altText/review/row';
import type { Log } from '../../host/log';
import type { Review } from './review';

/** What the user decides about the rows of a review. Each decision is kept. */
export class Decisions {
  constructor(
    private readonly review: Pick<Review, 'rows' | 'store'>,
    private readonly log: Log,
  ) {}

  /** Accepts the texts of those rows that have one. */
  accept(ids: readonly string[]): void {
    this.decide(ids, (row) =>
      row.suggestion && (row.suggestion.isDecorative || row.suggestion.text.trim() !== '')
        ? { ...row, state: 'accepted' }
        : row,
    );
  }

  skip(ids: readonly string[]): void {
    this.decide(ids, (row) => ({ ...row, state: 'skipped' }));
  }

  /** Takes an acceptance or a skip back. */
  reopen(ids: readonly string[]): void {
    this.decide(ids, (row) => ({ ...row, state: row.suggestion ? 'suggested' : 'open' }));
  }

  /** Marks images as decorative. One that is all that a link shows is its name, and is not. */
  decorate(ids: readonly string[]): void {
    this.decide(ids, (row) =>
      row.reference.role === 'link'
        ? {
            ...row,
            problem: vscode.l10n.t('The image is in a link or button, which needs a name.'),
          }
        : {
            ...row,
            state: 'accepted',
            suggestion: { ...(row.suggestion ?? own), text: '', isDecorative: true, broken: [] },
          },
    );
  }

  /** The text of a row as the user writes it. */
  edit(id: string, text: string): void {
    this.decide([id], (row) => {
      const state = row.state === 'accepted' && text.trim() !== '' ? 'accepted' : 'suggested';
      const suggestion = { ...(row.suggestion ?? own), text, isDecorative: false, broken: [] };
      return { ...row, state, suggestion };
    });
  }

  private decide(ids: readonly string[], how: (row: Row) => Row): void {
    const free = ids.filter((id) => {
      const state = this.review.rows.get(id)?.state;
      return state !== 'gone' && state !== 'applied';
    });
    this.review.rows.change(free, how);
    for (const row of this.review.rows.those(free)) {
      this.review.store.keep(row).catch((error: unknown) => this.log.error(error));
    }
  }
}

/** What the user wrote without a model. */
const own: RowSuggestion = {
  text: '',
  isDecorative: false,
  reasons: '',
  longDescription: '',
  broken: [],
  isKept: false,
};
