import * as vscode from 'vscode';
import type { Turn } from '../core/conversation';
import type { Finish } from '../core/reply';
import type { NoticeView, PanelAction, TurnView } from '../protocol';
import { actionViews } from './actions';
import { errorView, filterList } from './errorText';

/** What a feature adds below a reply that has ended. */
export interface TurnExtras {
  readonly notices: readonly NoticeView[];
  readonly actions: readonly PanelAction[];
}

export const noExtras: TurnExtras = { notices: [], actions: [] };

/** A turn as the panel shows it, in the user's language. */
export function turnView(turn: Turn, { notices, actions }: TurnExtras): TurnView {
  const { id, prompt, reply, state, error, usage } = turn;
  return {
    id,
    prompt,
    reply,
    running: state === 'running',
    notices: [...endNotices(turn), ...notices],
    ...(error && { error: errorView(error) }),
    ...(usage && {
      usage: vscode.l10n.t(
        '{0} tokens in, {1} out',
        usage.inputTokens.toLocaleString(vscode.env.language),
        usage.outputTokens.toLocaleString(vscode.env.language),
      ),
    }),
    actions: actionViews(actions),
  };
}

/** A line below a reply with the buttons of its actions. */
export function notice(text: string, ...actions: PanelAction[]): NoticeView {
  return { text, actions: actionViews(actions) };
}

function endNotices({ state, finish }: Turn): NoticeView[] {
  if (state === 'stopped') {
    return [notice(vscode.l10n.t('Stopped. What had come is kept.'), 'retry')];
  }
  return state === 'done' && finish ? finishNotices(finish) : [];
}

function finishNotices(finish: Finish): NoticeView[] {
  switch (finish.reason) {
    case 'stop':
      return [];
    case 'length':
      return [
        notice(vscode.l10n.t('The reply was cut: it reached the limit on its length.'), 'continue'),
      ];
    case 'contentFilter':
      return [
        notice(
          finish.filters.length === 0
            ? vscode.l10n.t(
                'The content filter ended the reply. What had come is kept; ask in other words to go on.',
              )
            : vscode.l10n.t(
                'The content filter ended the reply for: {0}. What had come is kept; ask in other words to go on.',
                filterList(finish.filters),
              ),
          'retry',
        ),
      ];
    case 'other':
      return [
        notice(vscode.l10n.t('The server ended the reply with the reason “{0}”.', finish.name)),
      ];
  }
}
