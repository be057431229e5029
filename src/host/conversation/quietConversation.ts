import type { Asked } from '../../core/conversation/conversation';
import { shownReply, type Turn } from '../../core/conversation/turn';
import type { ImageId } from '../../core/images/imageId';
import type { Answerer } from '../connections/answerer';
import type { ImageAddress } from '../images/imageAddress';
import type { Session } from './session';

/** What a conversation without a panel is about. */
export interface QuietStart {
  readonly title: string;
  readonly addresses: readonly ImageAddress[];
}

/** A conversation that a feature leads for the user. It is kept as all others are. */
export interface QuietConversation {
  /** Asks, and resolves with the turn when its reply has ended, however it ended. The first question brings the images. */
  ask(asked: Asked): Promise<Turn>;
  /** Lets it go, unless a panel shows it by now. Resolves when it is kept. */
  end(): Promise<void>;
}

interface QuietPorts {
  readonly images: readonly ImageId[];
  readonly answerer: () => Promise<Answerer>;
  readonly signal: AbortSignal;
  /** Has a panel show the session, where one is to. */
  readonly show?: () => void;
  readonly end: () => Promise<void>;
}

/** Leads `session` without a panel, until the user's word is needed. */
export function quietConversation(session: Session, ports: QuietPorts): QuietConversation {
  const { signal } = ports;
  let isShown = false;
  const stop = (): void => session.stop();
  signal.addEventListener('abort', stop, { once: true });
  const subscription = session.listen({
    turnChanged: (turn) => {
      const { proposal, state } = shownReply(turn);
      const isStuck = proposal !== undefined || state === 'failed';
      if (ports.show && !isShown && !signal.aborted && isStuck) {
        isShown = true;
        ports.show();
      }
    },
    textAdded: () => undefined,
    changed: () => undefined,
  });
  return {
    ask: async (asked) => {
      const id = session.turns.length;
      if (id > 0) {
        await session.ask(asked);
      } else {
        const { title } = session;
        const first = { ...asked, images: ports.images };
        await session.begin({ title, asked: first, answerer: ports.answerer() });
      }
      const turn = session.turns[id];
      if (turn === undefined) {
        throw new Error('A question makes a turn.');
      }
      return turn;
    },
    end: async () => {
      signal.removeEventListener('abort', stop);
      subscription.dispose();
      await (isShown ? undefined : ports.end());
    },
  };
}
