import { nextNumber } from '../../core/conversation/marks';
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
  { jobs, actions, next }: ViewSources,
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
  return {
    id: session.id,
    title: session.title,
    connection: next?.label ?? '',
    images: shown.map((record) => imageView(record, images.known(record.id))),
    turns: session.turns.map((turn) => turnView(turn, context)),
    canFollowUp: next !== undefined && next.isOffline !== true && session.turns.length > 0,
    canShowPlaces: next !== undefined && next.isOffline !== true && shown.length > 0,
    nextMark: nextNumber(session.turns.map(({ question }) => question)),
    // Models of VS Code know no detail.
    ...(next?.takesDetail === true && { detail: session.detail }),
  };
}
