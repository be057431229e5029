import { VisionError } from '../../core/errors';
import { sumUsage, type Usage } from '../../core/conversation/reply';
import { shownReply } from '../../core/conversation/turn';
import type { Answerer } from '../connections/answerer';
import type { Drawings } from './drawings';
import { quietConversation, type QuietConversation, type QuietStart } from './quietConversation';
import { Session } from './session';
import type { SessionPorts } from './sessionPorts';

/** One conversation of a run over many images. It is neither shown nor kept. */
export interface RunConversation extends QuietConversation {
  /** SHA-256 of the image's bytes in hexadecimal digits; undefined for one at a URL. Rejects where it cannot be read. */
  hash(): Promise<string | undefined>;
  /** What its replies used so far. */
  readonly usage: Usage | undefined;
}

/** What a run gives each of its conversations. */
export interface RunStart extends QuietStart {
  /** The same for the whole run, as agreed to when it began. */
  readonly answerer: Answerer;
}

/**
 * A conversation of which nothing is shown or kept. What goes to the answerer was agreed to when the run
 * began, so it asks nothing: images go whole. A question that fails rejects with its VisionError.
 */
export function runConversation(
  ports: Omit<SessionPorts, 'drawn' | 'decide'>,
  drawings: Drawings,
  { title, addresses, answerer }: RunStart,
  signal: AbortSignal,
): RunConversation {
  const { images } = ports;
  const ids = addresses.map((address) => images.add(address));
  // None is on its way: vectors are drawn without a browser.
  drawings.pageWent();
  const session = new Session(
    {
      ...ports,
      drawn: (image, wanted) => drawings.drawn(image, wanted),
      decide: () => Promise.resolve('sendWhole'),
    },
    { id: '', title },
  );
  const quiet = quietConversation(session, {
    images: ids,
    answerer: () => Promise.resolve(answerer),
    signal,
    end: () => {
      session.dispose();
      return Promise.resolve();
    },
  });
  return {
    hash: async () => {
      await Promise.all(ids.map((id) => images.get(id)));
      return ids.map((id) => images.record(id)?.hash).join('') || undefined;
    },
    get usage() {
      return session.turns.reduce<Usage | undefined>((sum, turn) => {
        const { usage } = shownReply(turn);
        return usage ? sumUsage(sum, usage) : sum;
      }, undefined);
    },
    ask: async (asked) => {
      const turn = await quiet.ask(asked);
      const { state, error } = shownReply(turn);
      signal.throwIfAborted();
      if (state === 'failed') {
        throw error ?? new VisionError('internal');
      }
      return turn;
    },
    end: () => quiet.end(),
  };
}
