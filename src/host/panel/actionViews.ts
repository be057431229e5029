import * as vscode from 'vscode';
import type { ActionView } from '../../protocol/conversation';
import type { Actions } from '../actions';

/** The buttons of a conversation itself; all others are contributed by features. */
const own = {
  retry: () => vscode.l10n.t('Retry'),
  continue: () => vscode.l10n.t('Continue'),
  raiseLimit: () => vscode.l10n.t('Raise the Limit and Continue'),
  showLog: () => vscode.l10n.t('Show Log'),
  copyDetails: () => vscode.l10n.t('Copy Details'),
  send: () => vscode.l10n.t('Send'),
  sendParts: () => vscode.l10n.t('Send in Parts'),
  sendWhole: () => vscode.l10n.t('Send as a Whole'),
  showPlaces: () => vscode.l10n.t('Show Places'),
  cancel: () => vscode.l10n.t('Cancel'),
} as const satisfies Record<string, () => string>;

export type OwnAction = keyof typeof own;

export function isOwnAction(id: string): id is OwnAction {
  return Object.hasOwn(own, id);
}

/** Buttons for actions, with their labels in the user's language; one that nobody contributes is left out. */
export function actionViews(ids: readonly string[], actions: Pick<Actions, 'label'>): ActionView[] {
  return ids.flatMap((id) => {
    const label = isOwnAction(id) ? own[id]() : actions.label(id);
    return label === undefined ? [] : [{ action: id, label }];
  });
}
