import * as vscode from 'vscode';
import type { ReviewCounts } from '../../core/altText/review/counts';
import type { ReviewView, ScopeView } from '../../protocol/altTextReview';

/** What stands around the rows, as it is known. */
export interface ReviewStatus {
  readonly id: string;
  readonly title: string;
  readonly phase: ReviewView['phase'];
  readonly connection: string;
  /** While documents are looked at: how many of how many. */
  readonly scanned?: { readonly done: number; readonly total: number };
  /** The look at the documents was cancelled. */
  readonly isCut: boolean;
  readonly counts: ReviewCounts;
  /** Documents that could not be read. */
  readonly unread: number;
  readonly progress: { readonly done: number; readonly total: number };
  readonly scopes: readonly ScopeView[];
  readonly scope: string;
  readonly accepted: number;
  readonly notice: ReviewView['notice'] | undefined;
  readonly actions: ReviewView['actions'];
  /** What a batch is doing. */
  readonly batch: string | undefined;
}

/** The same for the page. */
export function reviewView(status: ReviewStatus): ReviewView {
  const { id, title, phase, connection, counts, scopes, scope, accepted, notice, actions, batch } =
    status;
  return {
    id,
    title,
    phase,
    connection,
    facts: factsOf(status),
    folders: counts.folders,
    scopes,
    scope,
    status: [statusText(status), ...(batch === undefined ? [] : [batch])].join(' · '),
    accepted,
    apply: applyText(accepted),
    ...(notice && { notice }),
    actions,
  };
}

function factsOf({ counts, unread }: ReviewStatus): ReviewView['facts'] {
  const { images, references, missing, placeholder, decorative, broken, remote } = counts;
  const fact = (label: string, count: number) => ({ label, value: number(count) });
  return [
    fact(vscode.l10n.t('Images'), images),
    fact(vscode.l10n.t('References'), references),
    fact(vscode.l10n.t('Missing'), missing),
    fact(vscode.l10n.t('Placeholders'), placeholder),
    fact(vscode.l10n.t('Decorative'), decorative),
    ...(broken > 0 ? [fact(vscode.l10n.t('Broken'), broken)] : []),
    ...(remote > 0 ? [fact(vscode.l10n.t('Remote'), remote)] : []),
    ...(unread > 0 ? [fact(vscode.l10n.t('Documents not read'), unread)] : []),
  ];
}

function statusText({ phase, scanned, isCut, progress, counts }: ReviewStatus): string {
  if (phase === 'scanning') {
    return scanned === undefined
      ? vscode.l10n.t('Looking for documents…')
      : vscode.l10n.t('Reading documents: {0} of {1}', number(scanned.done), number(scanned.total));
  }
  if (isCut) {
    return vscode.l10n.t('Cancelled before all documents were read');
  }
  const { done, total } = progress;
  if (total === 0) {
    return counts.references === 1
      ? vscode.l10n.t('1 place shows an image')
      : vscode.l10n.t('{0} places show an image', number(counts.references));
  }
  const words = vscode.l10n.t('{0} of {1} done', number(done), number(total));
  return phase === 'paused' ? vscode.l10n.t('{0}, paused', words) : words;
}

function applyText(count: number): string {
  return count === 1
    ? vscode.l10n.t('Apply 1 Change')
    : vscode.l10n.t('Apply {0} Changes', number(count));
}

function number(count: number): string {
  return new Intl.NumberFormat(vscode.env.language).format(count);
}
