import * as vscode from 'vscode';
import type { Turn } from '../../core/conversation/conversation';
import { VisionError, type FilterHit } from '../../core/errors';
import type { Finish, Waiting } from '../../core/conversation/reply';
import type { NoticeView, PanelAction, TurnView, WaitingView } from '../../protocol';
import { actionViews } from './actions';
import type { Answerer } from '../connections/connections';
import { errorTitle, errorView, filterList } from '../errors/errorText';
import { proposalView, receiptView } from './receiptView';

/** What a feature adds below a reply that has ended. */
export interface TurnExtras {
  readonly notices: readonly NoticeView[];
  readonly actions: readonly PanelAction[];
}

export const noExtras: TurnExtras = { notices: [], actions: [] };

/** A turn as the panel shows it, in the user's language. */
export function turnView(turn: Turn, { notices, actions }: TurnExtras): TurnView {
  const { id, prompt, reply, state, waiting, error, usage, receipt, proposal } = turn;
  // What failed before anything came may not have been sent.
  const sent = state === 'failed' && reply === '' ? undefined : receipt;
  return {
    id,
    prompt,
    reply,
    running: state === 'running',
    ...(waiting && { waiting: waitingView(waiting) }),
    notices: [...endNotices(turn), ...notices],
    ...(error && { error: errorView(error) }),
    ...(proposal && receipt && { proposal: proposalView(proposal, receipt) }),
    ...((sent ?? usage) && { receipt: receiptView(sent, usage) }),
    actions: actionViews(actions),
  };
}

/**
 * A turn as the panel shows it, with what belongs below a reply that has ended: who read it where
 * that was the offline reader, else what the feature adds.
 */
export function answeredTurnView(
  turn: Turn,
  answerer: Answerer | undefined,
  extras: ((turn: Turn) => TurnExtras) | undefined,
  offlineAction: PanelAction = 'addConnection',
): TurnView {
  if (turn.state !== 'done' || answerer === undefined) {
    return turnView(turn, noExtras);
  }
  return turnView(
    turn,
    answerer.isOffline === true
      ? { notices: [notice(offlineSentence(), offlineAction)], actions: [] }
      : (extras?.(turn) ?? noExtras),
  );
}

function offlineSentence(): string {
  return vscode.l10n.t(
    'The text was read on this computer and nothing was sent. A vision model can describe the image: add a connection.',
  );
}

/** A line below a reply with the buttons of its actions. */
export function notice(text: string, ...actions: PanelAction[]): NoticeView {
  return { text, actions: actionViews(actions) };
}

function waitingView({ kind, until }: Waiting): WaitingView {
  return {
    text: vscode.l10n.t('{0}. Trying again in {1}.', errorTitle(new VisionError(kind)), '{0}'),
    seconds: Math.max(0, (until - Date.now()) / 1000),
    actions: actionViews(['selectConnection']),
  };
}

function endNotices({ state, finish, reply }: Turn): NoticeView[] {
  if (state === 'stopped') {
    const sentence =
      reply === '' ? vscode.l10n.t('Stopped.') : vscode.l10n.t('Stopped. What had come is kept.');
    return [notice(sentence, 'retry')];
  }
  if (state === 'declined') {
    return [notice(vscode.l10n.t('Nothing was sent.'), 'retry')];
  }
  return state === 'done' && finish ? finishNotices(finish, reply !== '') : [];
}

function finishNotices(finish: Finish, hasText: boolean): NoticeView[] {
  switch (finish.reason) {
    case 'stop':
      return [];
    case 'length':
      return [
        notice(vscode.l10n.t('The reply was cut: it reached the limit on its length.'), 'continue'),
      ];
    case 'contentFilter':
      return [notice(filteredSentence(finish.filters, hasText), 'retry')];
    case 'other':
      return [
        notice(vscode.l10n.t('The server ended the reply with the reason “{0}”.', finish.name)),
      ];
  }
}

function filteredSentence(filters: readonly FilterHit[], hasText: boolean): string {
  const what =
    filters.length === 0
      ? vscode.l10n.t('The content filter ended the reply.')
      : vscode.l10n.t('The content filter ended the reply for: {0}.', filterList(filters));
  const whatNext = hasText
    ? vscode.l10n.t('What had come is kept; ask in other words to go on.')
    : vscode.l10n.t('Ask in other words, or use another image.');
  return `${what} ${whatNext}`;
}
