import * as vscode from 'vscode';
import { countsOf } from '../../core/altText/review/counts';
import type { Row } from '../../core/altText/review/row';
import type { ActionView } from '../../protocol/conversation';
import type { ReviewView, RowView, ScopeView } from '../../protocol/altTextReview';
import { errorText } from '../../host/errors/errorText';
import { actionViews } from '../../host/panel/actionViews';
import { offersBatch } from './batch/batchFlows';
import type { ReviewDesk } from './desk';
import { nameOfPath } from './names';
import { reviewView } from './reviewViews';
import { folderOf, imageView, rowView } from './rowViews';
import { scopeId, scopeName } from './scope';
import { scopeViews } from './scopes';

/** Buttons that are about a turn of a conversation: here Resume stands for them. */
const notHere = ['retry', 'continue', 'raiseLimit', 'copyDetails'];

/** What a page shows of a review. */
export class DeskView {
  private lastScopes: ScopeView[] = [];
  private canBatch = false;

  constructor(private readonly desk: ReviewDesk) {}

  /** A row as the page shows it. */
  row(row: Row): RowView {
    return rowView(row, {
      nameOf: nameOfPath,
      warningsOf: (one) => this.desk.checks.warningsOf(one),
    });
  }

  /** All rows, behind them the images that no document shows. */
  rows(): RowView[] {
    const { review, checks } = this.desk;
    const images = [...checks.unshown].map(([path, words]) => imageView(path, nameOfPath, words));
    return [...[...review.rows.all()].map((row) => this.row(row)), ...images];
  }

  /** What stands around the rows. */
  view(): ReviewView {
    const { review, runs, look, chosen } = this.desk;
    const { isUnderWay: isScanning, scanned, isCut } = look;
    const { value } = runs.services.next;
    const { run } = review;
    return reviewView({
      id: scopeId(this.desk.scope),
      title: scopeName(this.desk.scope),
      phase: isScanning
        ? 'scanning'
        : !run.isRunning
          ? 'ready'
          : run.isPaused
            ? 'paused'
            : 'running',
      connection: value === undefined || value.isOffline ? '' : value.label,
      ...(scanned && { scanned }),
      isCut,
      counts: countsOf(review.rows.all(), (path) => folderOf(nameOfPath(path))),
      unread: this.desk.checks.findings.counts.unread,
      progress: run.progress,
      scopes: this.scopes(),
      scope: chosen,
      accepted: review.accepted.length,
      notice: this.notice(),
      batch: this.desk.batch.words,
      actions: isScanning ? [] : this.actions(),
    });
  }

  private actions(): ActionView[] {
    const { desk } = this;
    const { isUnderWay, isPaused } = desk.batch;
    const look = { action: 'look', label: vscode.l10n.t('Look Again') };
    return [
      ...(desk.look.isCut ? [look] : []),
      ...(this.canBatch && !desk.review.run.isRunning
        ? [{ action: 'batch', label: vscode.l10n.t('Run as a Batch…') }]
        : []),
      ...(isPaused ? [{ action: 'resumeBatch', label: vscode.l10n.t('Resume the Batch') }] : []),
      ...(isUnderWay ? [{ action: 'cancelBatch', label: vscode.l10n.t('Cancel the Batch…') }] : []),
      ...(desk.review.accepted.length > 0
        ? [{ action: 'preview', label: vscode.l10n.t('Apply in Preview…') }]
        : []),
      { action: 'report', label: vscode.l10n.t('Report…') },
    ];
  }

  private notice(): ReviewView['notice'] {
    const { runs, failure, words } = this.desk;
    const { actions, next } = runs.services;
    if (failure) {
      const { title, detail, actions: ids } = errorText(failure);
      const known = actionViews(
        ids.filter((id) => !notHere.includes(id)),
        actions,
      );
      return { text: `${title}. ${detail}`, actions: known };
    }
    if (words !== undefined) {
      const add = next.value?.isOffline === true ? actionViews(['addConnection'], actions) : [];
      const dismiss = { action: 'dismiss', label: vscode.l10n.t('Dismiss') };
      return { text: words, actions: [...add, dismiss] };
    }
    return undefined;
  }

  /** While a run goes on, nobody chooses: counting all rows again for each reply would be in vain. */
  private scopes(): ScopeView[] {
    const { desk } = this;
    const { isRunning, isPaused } = desk.review.run;
    if (!isRunning || isPaused || this.lastScopes.length === 0) {
      this.lastScopes = scopeViews((scope) => desk.rowsIn(scope), desk.cost);
      this.canBatch = offersBatch(desk);
    }
    return this.lastScopes;
  }
}
