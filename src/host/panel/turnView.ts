import * as vscode from 'vscode';
import { isRunning, shownReply, type Reply, type Turn } from '../../core/conversation/turn';
import { VisionError, type FilterHit } from '../../core/errors';
import type { Mark } from '../../core/conversation/marks';
import type { Finish, Waiting } from '../../core/conversation/reply';
import type { RegionSource } from '../../core/conversation/textRegion';
import type { ImageId } from '../../core/images/imageId';
import type {
  MarkView,
  NoticeView,
  RegionView,
  TurnView,
  WaitingView,
} from '../../protocol/conversation';
import type { Actions } from '../actions';
import type { TurnExtras } from '../jobs';
import { errorTitle } from '../errors/errorText';
import { filterList } from '../errors/filterList';
import { actionViews } from './actionViews';
import { errorView } from './errorView';
import { proposalView, receiptView } from './receiptView';

/** What a turn's view depends on beside the turn. */
export interface TurnContext {
  readonly actions: Pick<Actions, 'label'>;
  /** Who answers the next question, as people read it. */
  readonly next?: string | undefined;
  /** The images that its question is about. */
  readonly images?: ((turn: Turn) => readonly ImageId[]) | undefined;
  /** Whether the model can be asked for the places of what it said in a turn. */
  readonly canShowPlaces?: ((turn: Turn) => boolean) | undefined;
  /** The images that it brings itself, where it is a follow-up. */
  readonly brought?: ((turn: Turn) => readonly { id: ImageId; name: string }[]) | undefined;
  /** What the feature that asked adds to a reply that a model has completed. */
  readonly extras?: ((turn: Turn) => TurnExtras) | undefined;
  /** What the offline reader's reply offers. */
  readonly offlineAction?: string;
}

/** A turn as the panel shows it, in the user's language. */
export function turnView(turn: Turn, context: TurnContext): TurnView {
  const { id, question, replies, shown } = turn;
  const reply = shownReply(turn);
  const { text, state, by, waiting, error, usage, receipt, proposal } = reply;
  const { notices = [], actions = [], items } = extrasOf(turn, context);
  const foreword = offlineNotice(reply, context);
  const regions = regionViews(reply, context.images?.(turn) ?? []);
  const brought = context.brought?.(turn) ?? [];
  const views = (ids: readonly string[]) => actionViews(ids, context.actions);
  // What failed before anything came may not have been sent.
  const sent = state === 'failed' && text === '' ? undefined : receipt;
  return {
    id,
    prompt: question.text,
    ...(question.command !== undefined && { command: question.command }),
    ...(question.marks && { marks: question.marks.map(markView) }),
    ...(brought.length > 0 && { brought }),
    ...(regions.length > 0 && { regions }),
    reply: text,
    running: isRunning(turn),
    ...(by && by.label !== context.next && { by: by.label }),
    ...(replies.length > 1 && {
      version: {
        index: shown,
        count: replies.length,
        label: vscode.l10n.t('Reply {0} of {1}', shown + 1, replies.length),
      },
    }),
    ...(waiting && { waiting: waitingView(waiting, context) }),
    ...(foreword && { foreword }),
    notices: [...endNotices(reply, context), ...placeNotices(reply, context), ...notices],
    ...(error && { error: errorView(error, context.actions) }),
    ...(proposal && receipt && { proposal: proposalView(proposal, receipt, views) }),
    ...((sent ?? usage) && { receipt: receiptView(sent, usage) }),
    ...(items && items.length > 0 && { items }),
    actions: [...actions, ...placesAction(turn, context)],
  };
}

/** Some services tell places without the image: they are known where a question is about one. */
function regionViews({ regions = [] }: Reply, images: readonly ImageId[]): RegionView[] {
  const only = images.length === 1 ? images[0] : undefined;
  return regions.flatMap(({ image = only, source, confidence, ...region }) =>
    image === undefined ? [] : [{ ...region, image, source: sourceName(source, confidence) }],
  );
}

/** Who found it, and how sure that is. */
function sourceName(source: RegionSource, confidence?: number): string {
  const name = nameOf(source);
  return confidence === undefined ? name : `${name}, ${Math.round(confidence * 100)} %`;
}

function nameOf(source: RegionSource): string {
  switch (source) {
    case 'azureVision':
    case 'imageAnalysis':
      return vscode.l10n.t('Azure AI Vision');
    case 'model':
      return vscode.l10n.t('Model’s view');
    case 'reader':
      return vscode.l10n.t('Text reader');
  }
}

/** A model can be asked for the places of what it said, where a question is about images and its reply has none. */
function placesAction(turn: Turn, { actions, images, canShowPlaces }: TurnContext) {
  const { state, by, text, regions, data } = shownReply(turn);
  const isModels = state === 'done' && by?.isOffline !== true && text !== '' && data === undefined;
  const isWanted = isModels && regions === undefined && turn.question.places !== true;
  const isLast = canShowPlaces?.(turn) === true && (images?.(turn).length ?? 0) > 0;
  return isWanted && isLast ? actionViews(['showPlaces'], actions) : [];
}

/** What is to be known of the places that a reply tells. */
function placeNotices(
  { droppedRegions = 0, areRegionsRough }: Reply,
  { actions }: TurnContext,
): NoticeView[] {
  const dropped =
    droppedRegions === 1
      ? vscode.l10n.t('One place that the model told made no sense and is left out.')
      : vscode.l10n.t(
          '{0} places that the model told made no sense and are left out.',
          droppedRegions,
        );
  const rough = vscode.l10n.t(
    'This model is rough at places: its frames may lie beside what they are for.',
  );
  return [
    ...(droppedRegions > 0 ? [notice(dropped, actions)] : []),
    ...(areRegionsRough === true ? [notice(rough, actions)] : []),
  ];
}

function markView({ number, of: image, name, box }: Mark): MarkView {
  return { number, image, name, box };
}

/** What the feature adds below a reply that a model has completed. */
function extrasOf(turn: Turn, { extras }: TurnContext): TurnExtras {
  const { state, by } = shownReply(turn);
  const isModels = state === 'done' && by !== undefined && by.isOffline !== true;
  return (isModels ? extras?.(turn) : undefined) ?? {};
}

/** Says above a reply of the offline reader what it is: below a long one nobody would look for it. */
function offlineNotice(
  { state, by }: Reply,
  { actions, offlineAction = 'addConnection' }: TurnContext,
): NoticeView | undefined {
  return state === 'done' && by?.isOffline === true
    ? notice(offlineSentence(), actions, offlineAction)
    : undefined;
}

function offlineSentence(): string {
  return vscode.l10n.t(
    'The text was read on this computer and nothing was sent. A vision model can describe the image: add a connection.',
  );
}

/** A line below a reply with the buttons of its actions. */
export function notice(
  text: string,
  actions: Pick<Actions, 'label'>,
  ...ids: string[]
): NoticeView {
  return { text, actions: actionViews(ids, actions) };
}

function waitingView({ kind, until }: Waiting, { actions }: TurnContext): WaitingView {
  return {
    text: vscode.l10n.t('{0}. Trying again in {1}.', errorTitle(new VisionError(kind)), '{0}'),
    seconds: Math.max(0, (until - Date.now()) / 1000),
    actions: actionViews(['selectConnection'], actions),
  };
}

function endNotices({ state, finish, text }: Reply, { actions }: TurnContext): NoticeView[] {
  if (state === 'stopped') {
    const sentence =
      text === '' ? vscode.l10n.t('Stopped.') : vscode.l10n.t('Stopped. What had come is kept.');
    return [notice(sentence, actions, 'retry')];
  }
  if (state === 'interrupted') {
    return [
      notice(
        vscode.l10n.t(
          'The panel or its window was closed while the reply came. What had come is kept.',
        ),
        actions,
        ...(text === '' ? [] : ['continue']),
        'retry',
      ),
    ];
  }
  if (state === 'declined') {
    return [notice(vscode.l10n.t('Nothing was sent.'), actions, 'retry')];
  }
  return state === 'done' && finish ? finishNotices(finish, text !== '', actions) : [];
}

function finishNotices(
  finish: Finish,
  hasText: boolean,
  actions: TurnContext['actions'],
): NoticeView[] {
  switch (finish.reason) {
    case 'stop':
      return [];
    case 'length': {
      const sentence = vscode.l10n.t('The reply was cut: it reached the limit on its length.');
      return [notice(sentence, actions, 'raiseLimit')];
    }
    case 'contentFilter':
      return [notice(filteredSentence(finish.filters, hasText), actions, 'retry')];
    case 'other':
      return [
        notice(
          vscode.l10n.t('The server ended the reply with the reason “{0}”.', finish.name),
          actions,
        ),
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
