import assert from 'node:assert/strict';
import type { Turn } from '../../../src/core/conversation/turn';
import { SessionKeeper } from '../../../src/host/conversation/sessionKeeper';
import type { Session } from '../../../src/host/conversation/session';
import type { KeptSession } from '../../../src/host/conversation/sessionFile';
import type { SessionStore } from '../../../src/host/conversation/sessionStore';
import { until } from '../../support/editor/until';
import type { SessionListener } from '../../../src/host/conversation/sessionPorts';

const turn = (state: 'running' | 'stopped' | 'done'): Turn => ({
  id: 0,
  question: { text: 'What is it?', images: [], detail: 'auto' },
  replies: [{ text: 'A fo', state }],
  shown: 0,
});

/** A session whose turns change as the test says, and what was kept of it. */
function keeping(
  idAfter: (session: KeptSession) => string = ({ id }) => id,
  restored?: KeptSession,
) {
  const turns: Turn[] = [...(restored?.turns ?? [])];
  const kept: { state: string | undefined; since: number; id: string }[] = [];
  const failures: unknown[] = [];
  let listener: SessionListener | undefined;
  let id = 'a';
  const session = {
    get id() {
      return id;
    },
    title: 'Describe',
    turns,
    consent: restored?.consent ?? { given: [] },
    images: [],
    pending: { ids: [] },
    listen(wanted: SessionListener) {
      listener = wanted;
      return { dispose: () => (listener = undefined) };
    },
    goOnAs: (other: string) => (id = other),
  };
  const store = {
    save: async (saved: KeptSession, since: number) => {
      await Promise.resolve();
      kept.push({ state: saved.turns[0]?.replies[0]?.state, since, id: saved.id });
      return idAfter(saved);
    },
  };
  const keeper = new SessionKeeper(
    session as unknown as Session,
    store as unknown as SessionStore,
    { record: () => undefined, known: () => undefined },
    { error: (error) => void failures.push(error) },
    restored,
  );
  const change = (state: Parameters<typeof turn>[0]): void => {
    turns[0] = turn(state);
    listener?.turnChanged(turn(state));
  };
  const refresh = (): void => listener?.changed();
  return { keeper, change, refresh, kept, turns, failures, idOf: () => id };
}

describe('what keeps a session', () => {
  it('keeps it as it was when it changed, however it goes on meanwhile', async () => {
    const { keeper, change, kept, turns } = keeping();
    change('running');
    turns[0] = turn('running'); // Text came that is not told of at once.
    const closed = keeper.dispose();
    turns[0] = turn('stopped');
    await closed;
    assert.deepEqual(
      kept.map(({ state }) => state),
      ['running', 'running'],
    );
    change('done');
    assert.equal(kept.length, 2, 'it listens no longer');
  });

  it('goes on under the id that it was kept under, where another window has its own', async () => {
    const { keeper, change, kept, idOf } = keeping(({ id }) => (id === 'a' ? 'b' : id));
    change('running');
    change('done');
    change('done');
    await keeper.dispose();
    assert.equal(idOf(), 'b');
    assert.deepEqual(
      kept.map(({ id }) => id),
      ['a', 'b', 'b'],
    );
    assert.equal(kept[0]?.since, 0);
    assert.ok((kept[1]?.since ?? 0) > 0);
  });

  it('does not bring back with its panel’s end what the user has deleted', async () => {
    const { keeper, change, kept } = keeping();
    change('done');
    await keeper.dispose();
    assert.equal(kept.length, 1);
  });

  it('leaves one that was only looked at as it was, with its date', async () => {
    const restored: KeptSession = {
      id: 'a',
      title: 'Describe',
      changed: 7,
      images: [],
      turns: [turn('done')],
      consent: { given: [] },
    };
    const { keeper, refresh, change, kept } = keeping(undefined, restored);
    refresh();
    change('running');
    await keeper.dispose();
    assert.deepEqual(kept, [{ state: 'running', since: 7, id: 'a' }]);
  });

  it('keeps again what could not be kept', async () => {
    let isFull = true;
    const { keeper, change, kept, failures } = keeping(({ id }) => {
      if (isFull) {
        throw new Error('disk full');
      }
      return id;
    });
    change('done');
    await until('the failure', () => failures.length === 1);
    isFull = false;
    await keeper.dispose();
    assert.deepEqual([kept.length, failures.length], [2, 1]);
  });
});
