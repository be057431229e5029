import { nextNumber } from '../../core/conversation/marks';
import { startOf } from '../../core/conversation/turn';
import type { ConversationView } from '../../protocol/conversation';
import type { NextAnswerer } from '../connections/connections';
import type { Jobs } from '../jobs';
import type { Session } from '../conversation/session';
import type { ImageStore } from '../images/imageStore';
import { imageView } from './imageViews';
import { turnView, type TurnContext } from './turnView';

/** What a conversation's view is made of beside its session. */
export interface ViewSources {
  readonly images: ImageStore;
  readonly jobs: Jobs;
  readonly actions: TurnContext['actions'];
  readonly next: NextAnswerer | undefined;
}

/** What the turns of a session are shown with. */
export function turnContext(
  session: Session,
  { images, jobs, actions, next }: ViewSources,
  offlineAction?: string,
): TurnContext {
  return {
    actions,
    next: next?.label,
    images: (turn) => session.recordsOf(turn).map(({ id }) => id),
    canShowPlaces: ({ id, job }) =>
      job === undefined &&
      id === session.turns.length - 1 &&
      next !== undefined &&
      next.isOffline !== true,
    brought: (turn) => {
      const own = startOf(session.turns, turn) === turn.id ? [] : turn.question.images;
      const records = own.flatMap((id) => images.record(id) ?? []);
      return records.flatMap(({ id, name, part }) => (part ? [] : [{ id, name }]));
    },
    extras: (turn) => jobs.get(turn.job)?.extras?.(turn, session.recordsOf(turn)) ?? {},
    ...(offlineAction !== undefined && { offlineAction }),
  };
}

/** A conversation as the panel shows it, in the user's language. */
export function conversationView(session: Session, sources: ViewSources): ConversationView {
  const { images, next } = sources;
  const context = turnContext(session, sources);
  const records = session.currentImages.flatMap((id) => images.record(id) ?? []);
  // What is marked stands with its question.
  const shown = records.filter(({ part }) => part === undefined);
  const pending = session.pending.ids.flatMap((id) => images.record(id) ?? []);
  const isOffline = next === undefined || next.isOffline === true;
  return {
    id: session.id,
    title: session.title,
    connection: next?.label ?? '',
    images: shown.map((record) => imageView(record, images.known(record.id))),
    turns: session.turns.map((turn) => turnView(turn, context)),
    ...(pending.length > 0 && {
      pending: pending.map((record) => imageView(record, images.known(record.id))),
    }),
    ...(!isOffline && { sendsFoundText: session.settings.textGrounding === 'on' }),
    canShowPlaces: !isOffline && (shown.length > 0 || pending.length > 0),
    // The reader takes no questions, but further images.
    canFollowUp: !isOffline || session.turns.length === 0 || pending.length > 0,
    nextMark: nextNumber(session.turns.map(({ question }) => question)),
    // Models of VS Code know no detail.
    ...(next?.takesDetail === true && { detail: session.detail }),
  };
}
