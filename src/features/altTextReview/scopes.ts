import * as vscode from 'vscode';
import { canAsk, groupKey, type Row } from '../../core/altText/review/row';
import type { ScopeView } from '../../protocol/altTextReview';
import { estimateText, type RequestCost } from './estimates';

/** Which texts Generate asks for. */
export type ScopeName = 'missing' | 'placeholders' | 'rules';

export const scopeNames: readonly ScopeName[] = ['missing', 'placeholders', 'rules'];

/** The rows of a scope that nothing was done about; `isBroken` tells whether a text breaks a rule. */
export function rowsOf(
  scope: ScopeName,
  rows: Iterable<Row>,
  isBroken: (row: Row) => boolean,
): Row[] {
  const wanted = (row: Row): boolean =>
    row.reference.state === 'missing' ||
    (scope !== 'missing' && row.reference.state === 'placeholder') ||
    (scope === 'rules' && isBroken(row));
  return [...rows].filter(
    (row) => (row.state === 'open' || row.state === 'failed') && canAsk(row) && wanted(row),
  );
}

/** How many requests rows need: equal ones are asked about once. */
export function requestsOf(rows: readonly Row[]): number {
  return new Set(rows.map(groupKey)).size;
}

/** The scopes with what they cost. */
export function scopeViews(
  rowsIn: (scope: ScopeName) => readonly Row[],
  cost: RequestCost | undefined,
): ScopeView[] {
  const labels: Readonly<Record<ScopeName, string>> = {
    missing: vscode.l10n.t('Only missing'),
    placeholders: vscode.l10n.t('Missing and placeholders'),
    rules: vscode.l10n.t('All that break a rule'),
  };
  return scopeNames.map((id) => {
    const rows = rowsIn(id);
    const estimate = estimateText(requestsOf(rows), cost);
    return { id, label: labels[id], rows: rows.length, estimate };
  });
}
